import {
  defaultTimeZone,
  findTrail,
  formatInstant,
  type Instant,
  readSealState,
  type SealState,
} from "@duban/engine";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem } from "../problem.ts";
import { listOf } from "../schemas/basics.ts";
import { sealStateSchema, trailEntrySchema, trailQuerySchema } from "../schemas/trail.ts";

const getTrail = operation({
  method: "get",
  path: "/v1/trail",
  id: "getTrail",
  summary: "What was done and what was refused, newest first",
  description:
    "Every call that changes something, every sign-in, and every refusal for want of a right. Events that were applied are a record of their own: see a task's events.",
  tag: "trail",
  allowed: ["auditor"],
  reads: "office",
  query: trailQuerySchema,
  answers: [{ status: 200, description: "A page of entries.", schema: listOf(trailEntrySchema) }],
  async handle({ api, caller, query: { cursor, limit, ...asked } }) {
    const place = decodeCursor<[number]>(cursor, ["position"]);
    if (place !== null && isProblem(place)) return place;
    const filter = {
      kind: asked.kind ?? null,
      key: asked.key ?? null,
      person: asked.person ?? null,
      action: asked.action ?? null,
      target: asked.target ?? null,
      outcome: asked.outcome ?? null,
      from: asked.from ?? null,
      until: asked.until ?? null,
    };
    const rows = await findTrail(api.database, caller.tenantId, filter, place?.[0] ?? null, limit + 1);
    const body = pageOf(
      rows,
      limit,
      ({ position }) => [position],
      (row) => ({ ...row, at: formatInstant(defaultTimeZone, row.at) }),
    );
    return { status: 200, body };
  },
});

const getSealState = operation({
  method: "get",
  path: "/v1/trail/seals",
  id: "getSealState",
  summary: "How far the record is sealed, and how its last verification ended",
  description:
    "What the database says of itself; whether it is whole is what `npm run verify`, or the check of an export, says. Each run of the former is noted on the trail.",
  tag: "trail",
  allowed: ["auditor"],
  reads: "office",
  answers: [{ status: 200, description: "The seal state.", schema: sealStateSchema }],
  async handle({ api, caller }) {
    const { last, unsealed, verification } = await readSealState(api.database, caller.tenantId);
    const body = {
      last: last === null ? null : { ...shown(last), upTo: namesOf(last.upTo) },
      unsealed: namesOf(unsealed),
      verification: verification === null ? null : shown(verification),
    };
    return { status: 200, body };
  },
});

const shown = <T extends { readonly at: Instant }>(one: T) => ({
  ...one,
  at: formatInstant(defaultTimeZone, one.at),
});
const namesOf = ({ village_events: villageEvents, ...others }: SealState["unsealed"]) => ({
  ...others,
  villageEvents,
});

export const trailOperations = [getTrail, getSealState];
