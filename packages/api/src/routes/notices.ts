import {
  type Caller,
  capacityOf,
  defaultTimeZone,
  findNotices,
  findPerson,
  type Person,
  type Role,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { noticeSchema } from "../schemas/work.ts";
import { noticeView } from "../views/recordViews.ts";

const overseers: readonly Role[] = ["supervisor", "leader", "auditor", "systemAdmin"];

/** Another's notices are read by the head and the own system of his unit, and by those who oversee; each as far as he sees the tasks. */
const mayRead = (caller: Caller, person: Person): boolean =>
  caller.roles.some((role) => overseers.includes(role)) ||
  (caller.unit === person.unit && (capacityOf(caller) === "system" || capacityOf(caller) === "head"));

const getNotices = operation({
  method: "get",
  path: "/v1/notices",
  id: "getNotices",
  summary: "A person's notices, newest first",
  description:
    "The record of truth of every notification. `person` left out is the key's own. Of another's, those of tasks that the caller may see.",
  tag: "notices",
  allowed: "any",
  reads: "notices",
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
    const isOwn = caller.person === person.id;
    if (!isOwn && !mayRead(caller, person)) return problem("forbidden", `these notices are ${id}'s`);
    const access = isOwn ? ({ all: true } as const) : await accessOfCaller(api, caller);
    const after = place === null ? null : { createdAt: place[0], id: place[1] };
    const notices = await findNotices(api.database, caller.tenantId, id, after, limit + 1, access);
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
