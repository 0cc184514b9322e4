import { letterDocument, type OfficialDocument } from "@duban/documents";
import { type Caller, chinaCalendar, dayOf, defaultId, findLetterEvents, formatDay } from "@duban/engine";
import { z } from "zod";
import { accessOfCaller, findTaskFor } from "../access.ts";
import type { Api } from "../api.ts";
import { letterheadInForce } from "../bulletins/letterhead.ts";
import { docxAnswer, docxType, pageAnswer } from "../documentAnswer.ts";
import { findLetters } from "../letters/findLetters.ts";
import { letterEvents, letterKindOf } from "../letters/letterKindOf.ts";
import { readLetter } from "../letters/readLetter.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, type Problem, problem } from "../problem.ts";
import { listOf } from "../schemas/basics.ts";
import {
  letterEntrySchema,
  letterQuerySchema,
  letterSchema,
  officialDocumentSchema,
} from "../schemas/documents.ts";
import { findCalendarInForce } from "../taskReader.ts";

const getLetters = operation({
  method: "get",
  path: "/v1/tasks/{id}/letters",
  id: "getLetters",
  summary: "The letters a task's history calls for: 交办通知, 催办通知, 三色督办单, 延期批复",
  tag: "documents",
  allowed: "any",
  reads: "tasks",
  params: z.strictObject({ id: z.string() }),
  answers: [{ status: 200, description: "All of them, in order.", schema: listOf(letterSchema) }],
  problems: ["unknown-task"],
  async handle({ api, caller, params: { id } }) {
    const task = await findTaskFor(api, caller, id);
    if (task === undefined) return problem("unknown-task", `no task has the id ${id}`);
    const { letters } = await findLetters(api, caller.tenantId, task);
    const items = letters.map(({ kind, revision, on }) => ({ kind, revision, on }));
    return { status: 200, body: { items, next: null } };
  },
});

const getCountyLetters = operation({
  method: "get",
  path: "/v1/letters",
  id: "getCountyLetters",
  summary: "The letters of all tasks the caller may read, the newest first",
  description: "By kind and by the unit they went to. What each says is at its task.",
  tag: "documents",
  allowed: "any",
  reads: "tasks",
  query: letterQuerySchema,
  answers: [{ status: 200, description: "A page of letters.", schema: listOf(letterEntrySchema) }],
  async handle({ api, caller, query: { kind, unit = null, cursor, limit } }) {
    const { tenantId } = caller;
    const place = decodeCursor<[number]>(cursor, ["position"]);
    if (place !== null && isProblem(place)) return place;
    const types = kind === undefined ? null : letterEvents[kind];
    const access = await accessOfCaller(api, caller);
    const before = place?.[0] ?? null;
    const found = await findLetterEvents(api.database, tenantId, { types, unit }, before, limit + 1, access);
    const calendar =
      (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
    const body = pageOf(
      found,
      limit,
      ({ position }) => [position],
      ({ task, revision, type, unit: to, card, recordedAt, number, title }) => ({
        kind: letterKindOf(type, card),
        revision,
        on: formatDay(dayOf(calendar, recordedAt)),
        task,
        number,
        title,
        unit: to,
        card,
      }),
    );
    return { status: 200, body };
  },
});

const params = z.strictObject({ id: z.string(), revision: z.string().regex(/^\d{1,9}$/) });

async function documentOf(
  api: Api,
  caller: Caller,
  { id, revision }: z.output<typeof params>,
): Promise<OfficialDocument | Problem> {
  const { tenantId } = caller;
  const task = await findTaskFor(api, caller, id);
  if (task === undefined) return problem("unknown-task", `no task has the id ${id}`);
  const found = await findLetters(api, tenantId, task);
  const letter = found.letters.find((each) => each.revision === Number(revision));
  if (letter === undefined) {
    return problem("unknown-letter", `no letter follows from revision ${revision} of the task`);
  }
  const { organ, mark, addressees, copies } = await letterheadInForce(api, tenantId);
  const read = await readLetter(api, tenantId, task, letter, found);
  return letterDocument({ organ, mark, addressees, copies }, read.facts, read.letter);
}

const getLetterDocument = operation({
  method: "get",
  path: "/v1/tasks/{id}/letters/{revision}/document",
  id: "getLetterDocument",
  summary: "A letter in its words",
  tag: "documents",
  allowed: "any",
  reads: "tasks",
  params,
  answers: [{ status: 200, description: "The letter.", schema: officialDocumentSchema }],
  problems: ["unknown-task", "unknown-letter"],
  async handle({ api, caller, params: which }) {
    const document = await documentOf(api, caller, which);
    return isProblem(document) ? document : { status: 200, body: document };
  },
});

const getLetterFile = operation({
  method: "get",
  path: "/v1/tasks/{id}/letters/{revision}/document.docx",
  id: "getLetterFile",
  summary: "A letter as a Word file in the form of GB/T 9704-2012",
  description: "It says what was so when its event was recorded, whenever it is asked for.",
  tag: "documents",
  allowed: "any",
  reads: "tasks",
  params,
  answers: [{ status: 200, description: "The file.", mediaType: docxType, schema: z.string() }],
  problems: ["unknown-task", "unknown-letter"],
  async handle({ api, caller, params: which }) {
    const document = await documentOf(api, caller, which);
    return isProblem(document) ? document : docxAnswer(document);
  },
});

const getLetterPage = operation({
  method: "get",
  path: "/v1/tasks/{id}/letters/{revision}/page",
  id: "getLetterPage",
  summary: "A letter as a web page",
  tag: "documents",
  allowed: "any",
  reads: "tasks",
  params,
  answers: [{ status: 200, description: "The page.", mediaType: "text/html", schema: z.string() }],
  problems: ["unknown-task", "unknown-letter"],
  async handle({ api, caller, params: which }) {
    const document = await documentOf(api, caller, which);
    return isProblem(document) ? document : pageAnswer(document);
  },
});

export const letterOperations = [
  getLetters,
  getCountyLetters,
  getLetterDocument,
  getLetterFile,
  getLetterPage,
];
