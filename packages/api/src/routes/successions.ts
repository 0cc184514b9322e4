import {
  type Caller,
  countUnitHoldings,
  defaultTimeZone,
  findKnownUnits,
  findLastSuccession,
  findOpenInspectionsOf,
  formatInstant,
  type Succession,
  type Transaction,
} from "@duban/engine";
import { z } from "zod";
import type { Answer } from "../answer.ts";
import type { Api } from "../api.ts";
import { operation } from "../operation.ts";
import { type Problem, problem } from "../problem.ts";
import { codeSchema } from "../schemas/basics.ts";
import {
  leavingRequestSchema,
  mergingCountsSchema,
  mergingRequestSchema,
  successionSchema,
} from "../schemas/successions.ts";
import { beginLeaving } from "../succession/leavePerson.ts";
import { beginMerging, findProjectsOf } from "../succession/mergeUnits.ts";
import { entryOfAct } from "../trailRequests.ts";
import { today } from "../villageReader.ts";

// Some 50 ms a transaction: those who work on the same tasks wait no longer.
const tasksPerTransfer = 200;

const successionView = (succession: Succession): z.input<typeof successionSchema> => {
  const { id, kind, subject, successor, reason, begunAt, moved, doneAt } = succession;
  const show = (instant: number) => formatInstant(defaultTimeZone, instant);
  return {
    id,
    kind,
    subject,
    successor,
    reason,
    begunAt: show(begunAt),
    moved,
    doneAt: doneAt === null ? null : show(doneAt),
  };
};

/** Begins a succession in one transaction, then moves its tasks, for as long as this process serves. */
async function carryOut(
  api: Api,
  { tenantId }: Caller,
  begin: (tx: Transaction) => Promise<Succession | Problem>,
): Promise<Answer | Problem> {
  const begun = await api.database.transaction(begin);
  if ("problem" in begun) return begun;
  // Units, roles and keys have changed.
  api.keys.forget();
  api.sessions.forget();
  for (let more = true; more && api.isServing(); ) {
    ({ more } = await api.engine.transferTasks(tenantId, tasksPerTransfer));
  }
  const { kind, subject } = begun;
  const succession = (await findLastSuccession(api.database, tenantId, kind, subject)) ?? begun;
  return { status: 200, body: successionView(succession) };
}

const act = {
  method: "post",
  tag: "directory",
  allowed: ["systemAdmin"],
  reads: "office",
  answers: [
    { status: 200, description: "What was moved, and whether it is done.", schema: successionSchema },
  ],
  // Written in the transaction of the act.
  trail: { written: "byHandler" },
} as const;

const postMerge = operation({
  ...act,
  path: "/v1/units/{code}/merge",
  id: "mergeUnit",
  summary: "Merge a unit into another: its tasks and what waits there for a decision move in one act",
  description:
    "For good. The unit is given no more tasks, its names become aliases of the other, the units below it are below the other. Each task records `transferred`, and keeps its state, clocks, requests and approvals. Links with villages, households of a village, projects, and its part in inspections that are not over go with it. The same call again goes on where it was cut off. Keys of the unit's own systems stay as they are.",
  params: z.strictObject({ code: codeSchema }),
  body: mergingRequestSchema,
  problems: ["unknown-unit", "unit-not-valid", "not-accepted"],
  async handle({ api, caller, request, params: { code }, body }) {
    const merging = { code, ...body, today: await today(api, caller.tenantId) };
    const entry = entryOfAct(api, request, caller, "mergeUnit", `/v1/units/${code}`, await api.clock.read());
    return carryOut(api, caller, (tx) => beginMerging(tx, caller, merging, entry));
  },
});

const postLeave = operation({
  ...act,
  path: "/v1/people/{id}/leave",
  id: "leavePerson",
  summary: "End what a person is and may, and hand what waits for him to a successor, in one act",
  description:
    "His roles, keys, sessions and deputies end and his account is locked. Tasks that he handles, and steps of chains of approvers that name him, go to the successor, each with a recorded `transferred`; the successor gets no role by it. `PUT /v1/people` brings a person back, without any of it.",
  params: z.strictObject({ id: codeSchema }),
  body: leavingRequestSchema,
  problems: ["unknown-person", "not-accepted"],
  async handle({ api, caller, request, params: { id }, body }) {
    const entry = entryOfAct(api, request, caller, "leavePerson", `/v1/people/${id}`, await api.clock.read());
    const leaving = { person: id, ...body, machineNow: api.sessions.now() };
    return carryOut(api, caller, (tx) => beginLeaving(tx, caller, leaving, entry));
  },
});

const getMerging = operation({
  method: "get",
  path: "/v1/units/{code}/merge",
  id: "getMerging",
  summary: "How much would move with a unit if it were merged today",
  tag: "directory",
  allowed: ["systemAdmin"],
  reads: "office",
  params: z.strictObject({ code: codeSchema }),
  answers: [{ status: 200, description: "Counts by what it is.", schema: mergingCountsSchema }],
  problems: ["unknown-unit"],
  async handle({ api, caller: { tenantId }, params: { code } }) {
    const { database } = api;
    const known = await findKnownUnits(database, tenantId, [code]);
    if (!known.has(code)) return problem("unknown-unit", `${code} is no unit`);
    const day = await today(api, tenantId);
    const [holdings, projects, inspections] = await Promise.all([
      countUnitHoldings(database, tenantId, code, day),
      findProjectsOf(database, tenantId, code),
      findOpenInspectionsOf(database, tenantId, code),
    ]);
    const body = { ...holdings, projects: projects.length, inspections: inspections.length };
    return { status: 200, body };
  },
});

export const successionOperations = [postMerge, getMerging, postLeave];
