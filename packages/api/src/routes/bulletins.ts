import { randomUUID } from "node:crypto";
import {
  type Bulletin,
  type Caller,
  chinaCalendar,
  defaultId,
  deleteBulletinDraft,
  editBulletin,
  findBulletin,
  findBulletinBefore,
  findBulletins,
  insertBulletin,
  invariant,
} from "@duban/engine";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import type { Api } from "../api.ts";
import { approve } from "../bulletins/approve.ts";
import { coversAll, draftBulletin } from "../bulletins/draftBulletin.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, type Problem, problem } from "../problem.ts";
import { listOf } from "../schemas/basics.ts";
import {
  bulletinApprovalSchema,
  bulletinEditSchema,
  bulletinEntrySchema,
  bulletinQuerySchema,
  bulletinRequestSchema,
  bulletinSchema,
} from "../schemas/bulletins.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { isUuid } from "../uuid.ts";
import { bulletinEntryView, bulletinRoles, bulletinView, isOffice } from "../views/bulletinView.ts";

const params = z.strictObject({ id: z.string() });

/** A bulletin the caller may read: any that is issued; a draft, if it is his office's and in his scope. */
export async function findBulletinFor(api: Api, caller: Caller, id: string): Promise<Bulletin | Problem> {
  const key = id.toLowerCase();
  const found = isUuid(key) ? await findBulletin(api.database, caller.tenantId, key) : undefined;
  const isShown =
    found !== undefined &&
    (found.state === "issued" ||
      (isOffice(caller) && (await coversAll(api, caller, found.programme, found.line))));
  return isShown ? found : problem("unknown-bulletin", `no bulletin has the id ${id}`);
}

const calendarOf = async ({ database }: Api, tenantId: number) =>
  (await findCalendarInForce(database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);

async function shown(api: Api, caller: Caller, bulletin: Bulletin, status = 200): Promise<Answer> {
  const before = await findBulletinBefore(api.database, caller.tenantId, bulletin);
  const calendar = await calendarOf(api, caller.tenantId);
  return { status, body: bulletinView(bulletin, before, caller, calendar) };
}

const bulletinAnswer = { status: 200, description: "The bulletin.", schema: bulletinSchema };

const postBulletin = operation({
  method: "post",
  path: "/v1/bulletins",
  id: "postBulletin",
  summary: "Draft a bulletin: the figures are counted, the cause is yours",
  tag: "documents",
  allowed: bulletinRoles,
  reads: "office",
  body: bulletinRequestSchema,
  answers: [{ ...bulletinAnswer, status: 201 }],
  async handle({ api, caller, body }) {
    const draft = await draftBulletin(api, caller, body, []);
    if (isProblem(draft)) return draft;
    const now = await api.clock.read();
    const made = await insertBulletin(api.database, caller.tenantId, randomUUID(), draft, now);
    invariant(made !== undefined, "an insert answers its row");
    return shown(api, caller, made, 201);
  },
});

const putBulletin = operation({
  method: "put",
  path: "/v1/bulletins/{id}",
  id: "putBulletin",
  summary: "Write a draft anew: its figures are counted again, and what was approved is to be approved again",
  tag: "documents",
  allowed: bulletinRoles,
  reads: "office",
  params,
  body: bulletinEditSchema,
  answers: [bulletinAnswer],
  problems: ["unknown-bulletin", "not-accepted", "stale-revision"],
  async handle({ api, caller, params: { id }, body }) {
    const found = await findBulletinFor(api, caller, id);
    if (isProblem(found)) return found;
    if (found.state === "issued") return problem("not-accepted", `it is issued as ${found.number}`);
    const draft = await draftBulletin(api, caller, body.bulletin, found.authors);
    if (isProblem(draft)) return draft;
    const now = await api.clock.read();
    const { tenantId } = caller;
    const edited = await editBulletin(api.database, tenantId, found.id, body.revision, draft, now);
    if (edited !== undefined) return shown(api, caller, edited);
    return problem("stale-revision", `the draft is at revision ${found.revision}`, {
      extra: { revision: found.revision },
    });
  },
});

const deleteBulletin = operation({
  method: "delete",
  path: "/v1/bulletins/{id}",
  id: "deleteBulletin",
  summary: "Throw a draft away",
  tag: "documents",
  allowed: bulletinRoles,
  reads: "office",
  params,
  answers: [
    { status: 200, description: "It is gone.", schema: z.object({ id: z.string(), deleted: z.boolean() }) },
  ],
  problems: ["unknown-bulletin", "not-accepted"],
  async handle({ api, caller, params: { id } }) {
    const found = await findBulletinFor(api, caller, id);
    if (isProblem(found)) return found;
    const deleted = await deleteBulletinDraft(api.database, caller.tenantId, found.id);
    return deleted
      ? { status: 200, body: { id: found.id, deleted } }
      : problem("not-accepted", "what is issued stays");
  },
});

const approveBulletin = operation({
  method: "post",
  path: "/v1/bulletins/{id}/approve",
  id: "approveBulletin",
  summary: "Approve the revision that was read; with the second approval it is issued, numbered and fixed",
  description: "By two different people, none of them an author.",
  tag: "documents",
  allowed: bulletinRoles,
  reads: "office",
  params,
  body: bulletinApprovalSchema,
  answers: [bulletinAnswer],
  problems: ["unknown-bulletin", "not-accepted", "stale-revision", "four-eyes"],
  async handle({ api, caller, params: { id }, body }) {
    const found = await findBulletinFor(api, caller, id);
    if (isProblem(found)) return found;
    const approved = await approve(api, caller, found.id, body.revision);
    return isProblem(approved) ? approved : shown(api, caller, approved);
  },
});

const getBulletins = operation({
  method: "get",
  path: "/v1/bulletins",
  id: "getBulletins",
  summary: "Bulletins, the newest first",
  tag: "documents",
  allowed: "any",
  reads: "published",
  query: bulletinQuerySchema,
  answers: [{ status: 200, description: "A page of bulletins.", schema: listOf(bulletinEntrySchema) }],
  async handle({ api, caller, query: { kind = null, year = null, programme = null, cursor, limit } }) {
    const { tenantId } = caller;
    const place = decodeCursor<[number, string]>(cursor, ["instant?", "uuid"]);
    if (place !== null && isProblem(place)) return place;
    // Who writes for a part of the county finds his drafts by that part; of the others' he is not told.
    const hidesDrafts = !(isOffice(caller) && (await coversAll(api, caller, programme, null)));
    const filter = { kind, year, programme, hidesDrafts };
    const after = place === null ? null : { createdAt: place[0], id: place[1] };
    const found = await findBulletins(api.database, tenantId, filter, after, limit + 1);
    const calendar = await calendarOf(api, tenantId);
    const body = pageOf(
      found,
      limit,
      ({ createdAt, id }) => [createdAt, id],
      (bulletin) => bulletinEntryView(bulletin, caller, calendar),
    );
    return { status: 200, body };
  },
});

const getBulletin = operation({
  method: "get",
  path: "/v1/bulletins/{id}",
  id: "getBulletin",
  summary: "A bulletin with its figures, and the sentences it took over from the one before",
  tag: "documents",
  allowed: "any",
  reads: "published",
  params,
  answers: [bulletinAnswer],
  problems: ["unknown-bulletin"],
  async handle({ api, caller, params: { id } }) {
    const found = await findBulletinFor(api, caller, id);
    return isProblem(found) ? found : shown(api, caller, found);
  },
});

export const bulletinOperations = [
  postBulletin,
  getBulletins,
  getBulletin,
  putBulletin,
  deleteBulletin,
  approveBulletin,
];
