import { type Database, findCurrentCalendars, findCurrentLadders } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { listOf } from "../schemas/basics.ts";

const versionSchema = z.object({ id: z.string(), version: z.int() }).meta({ id: "VersionInForce" });

/** A call that lists what there is of a kind, each with the version in force; a county has a handful, so never a second page. */
function listing(
  path: string,
  id: string,
  what: string,
  find: (database: Database, tenantId: number) => Promise<ReadonlyMap<string, number>>,
) {
  return operation({
    method: "get",
    path,
    id,
    summary: `The ${what} there are, each with the version in force`,
    tag: "time",
    allowed: "any",
    reads: "public",
    answers: [{ status: 200, description: "All of them, by id.", schema: listOf(versionSchema) }],
    async handle({ api, caller: { tenantId } }) {
      const versions = [...(await find(api.database, tenantId))].map(([id, version]) => ({ id, version }));
      versions.sort((one, other) => (one.id < other.id ? -1 : 1));
      return { status: 200, body: { items: versions, next: null } };
    },
  });
}

export const versionOperations = [
  listing("/v1/calendars", "getCalendars", "calendars", findCurrentCalendars),
  listing("/v1/ladders", "getLadders", "ladders", findCurrentLadders),
];
