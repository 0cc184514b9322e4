import { findCurrentLadders, findLadder, saveLadderVersion } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { faulty, problem } from "../problem.ts";
import { codeSchema } from "../schemas/basics.ts";
import { ladderRequestSchema, ladderSchema } from "../schemas/time.ts";

const params = z.strictObject({ id: codeSchema });

const otherId = faulty("invalid-request", [{ pointer: "/id", detail: "is not that of the path" }]);

const putLadder = operation({
  method: "put",
  path: "/v1/ladders/{id}",
  id: "putLadder",
  summary: "Put a ladder in force",
  description:
    "A new version each time, for the tasks assigned from then on: a task keeps the ladder it began with.",
  tag: "time",
  allowed: ["systemAdmin"],
  reads: "office",
  params,
  body: ladderRequestSchema,
  answers: [{ status: 200, description: "The ladder now in force.", schema: ladderSchema }],
  async handle({ api, caller, params: { id }, body }) {
    if (body.id !== undefined && body.id !== id) return otherId;
    const now = await api.clock.read();
    const { rungs } = body;
    const version = await saveLadderVersion(api.database, caller.tenantId, id, { rungs }, now);
    return { status: 200, body: { id, version, rungs } };
  },
});

const getLadder = operation({
  method: "get",
  path: "/v1/ladders/{id}",
  id: "getLadder",
  summary: "The ladder in force",
  tag: "time",
  allowed: "any",
  reads: "public",
  params,
  answers: [{ status: 200, description: "The ladder.", schema: ladderSchema }],
  problems: ["unknown-ladder"],
  async handle({ api, caller: { tenantId }, params: { id } }) {
    const version = (await findCurrentLadders(api.database, tenantId)).get(id);
    const ladder =
      version === undefined ? undefined : await findLadder(api.database, api.database, tenantId, id, version);
    return ladder === undefined
      ? problem("unknown-ladder", `no ladder is called ${id}`)
      : { status: 200, body: { id, version: ladder.version, rungs: ladder.rungs } };
  },
});

export const ladderOperations = [putLadder, getLadder];
