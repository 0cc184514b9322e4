import { type Caller, defaultTimeZone, findNotices, findPerson, type Person, type Role } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { noticeSchema } from "../schemas/work.ts";
import { noticeView } from "../views/recordViews.ts";

const readsAll: ReadonlySet<Role> = new Set([
  "supervisor",
  "leader",
  "auditor",
  "systemAdmin",
  "securityAdmin",
] as const);

/** A person's notices are read by himself, by his unit's own system, and by those who oversee the county. */
const mayRead = (caller: Caller, person: Person): boolean =>
  caller.person === person.id ||
  (caller.person === null && caller.unit === person.unit) ||
  caller.roles.some((role) => readsAll.has(role));

const getNotices = operation({
  method: "get",
  path: "/v1/notices",
  id: "getNotices",
  summary: "A person's notices, newest first",
  description: "The record of truth of every notification. `person` left out is the key's own.",
  tag: "notices",
  allowed: "any",
  query: z.strictObject({ person: codeSchema.optional(), ...pageQuery }),
  answers: [{ status: 200, description: "A page of notices.", schema: listOf(noticeSchema) }],
  problems: ["unknown-person"],
  async handle({ api, caller, query: { cursor, limit, person: asked } }) {
    const place = decodeCursor<[number, string]>(cursor, ["instant?", "uuid"]);
    if (place !== null && isProblem(place)) return place;
    const id = asked ?? caller.person;
    if (id === null) return problem("invalid-request", "say whose notices: ?person=");
    const person = await findPerson(api.database, caller.tenantId, id);
    if (person === undefined) return problem("unknown-person", `${id} is nobody known here`);
    if (!mayRead(caller, person)) return problem("forbidden", `these notices are ${id}'s`);
    const after = place === null ? null : { createdAt: place[0], id: place[1] };
    const notices = await findNotices(api.database, caller.tenantId, id, after, limit + 1);
    const page = pageOf(
      notices,
      limit,
      (notice) => [notice.createdAt, notice.id],
      (notice) => noticeView(notice, defaultTimeZone),
    );
    return { status: 200, body: page };
  },
});

export const noticeOperations = [getNotices];
