import { bulletinDocument, type OfficialDocument } from "@duban/documents";
import { type Caller, chinaCalendar, dayOf, defaultId, formatDay } from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { readBody } from "../bulletins/bulletinBody.ts";
import { letterheadInForce } from "../bulletins/letterhead.ts";
import { docxAnswer, docxType, pageAnswer } from "../documentAnswer.ts";
import { operation } from "../operation.ts";
import { isProblem, type Problem } from "../problem.ts";
import { officialDocumentSchema } from "../schemas/documents.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { findBulletinFor } from "./bulletins.ts";

const params = z.strictObject({ id: z.string() });

/** The bulletin as a document: an issued one by the letterhead it was issued with, a draft by the one in force. */
async function documentOf(api: Api, caller: Caller, id: string): Promise<OfficialDocument | Problem> {
  const bulletin = await findBulletinFor(api, caller, id);
  if (isProblem(bulletin)) return bulletin;
  const { tenantId } = caller;
  const { title, subject, cause, requirements, figures, letterhead } = readBody(bulletin);
  const { organ, mark, addressees, copies } = letterhead ?? (await letterheadInForce(api, tenantId));
  const calendar =
    (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
  const { number, from, to, issuedAt } = bulletin;
  const issuedOn = issuedAt === null ? null : formatDay(dayOf(calendar, issuedAt));
  return bulletinDocument(
    { organ, mark, addressees, copies },
    { title, number, issuedOn, from, to, subject, cause, requirements, figures },
  );
}

const getBulletinDocument = operation({
  method: "get",
  path: "/v1/bulletins/{id}/document",
  id: "getBulletinDocument",
  summary: "A bulletin in its words",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  answers: [{ status: 200, description: "The document.", schema: officialDocumentSchema }],
  problems: ["unknown-bulletin"],
  async handle({ api, caller, params: { id } }) {
    const document = await documentOf(api, caller, id);
    return isProblem(document) ? document : { status: 200, body: document };
  },
});

const getBulletinFile = operation({
  method: "get",
  path: "/v1/bulletins/{id}/document.docx",
  id: "getBulletinFile",
  summary: "A bulletin as a Word file in the form of GB/T 9704-2012",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  answers: [{ status: 200, description: "The file.", mediaType: docxType, schema: z.string() }],
  problems: ["unknown-bulletin"],
  async handle({ api, caller, params: { id } }) {
    const document = await documentOf(api, caller, id);
    return isProblem(document) ? document : docxAnswer(document);
  },
});

const getBulletinPage = operation({
  method: "get",
  path: "/v1/bulletins/{id}/page",
  id: "getBulletinPage",
  summary: "A bulletin as a web page",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  answers: [{ status: 200, description: "The page.", mediaType: "text/html", schema: z.string() }],
  problems: ["unknown-bulletin"],
  async handle({ api, caller, params: { id } }) {
    const document = await documentOf(api, caller, id);
    return isProblem(document) ? document : pageAnswer(document);
  },
});

export const bulletinFileOperations = [getBulletinDocument, getBulletinFile, getBulletinPage];
