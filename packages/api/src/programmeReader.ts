import { type Access, chinaCalendar, countLines, defaultId, findProgrammes, sumTargets } from "@duban/engine";
import type { Api } from "./api.ts";
import { type Problem, problem } from "./problem.ts";
import { findCalendarInForce } from "./taskReader.ts";
import { findAllUnits } from "./unitList.ts";
import { type ProgrammeView, programmeView } from "./views/programmeView.ts";

/** A programme with its ledger as it now stands, of the tasks that the caller may see; a problem where neither a definition nor a matter names it. */
export async function findProgrammeView(
  api: Api,
  tenantId: number,
  id: string,
  access: Access,
): Promise<ProgrammeView | Problem> {
  const { database, clock } = api;
  const now = await clock.read();
  const [defined, counts, sums, units, calendar] = await Promise.all([
    findProgrammes(database, tenantId, [id]),
    countLines(database, tenantId, id, now, access),
    sumTargets(database, tenantId, id, access),
    findAllUnits(database, tenantId),
    findCalendarInForce(database, tenantId, defaultId),
  ]);
  const programme = defined.get(id);
  if (programme === undefined && counts.length === 0) {
    return problem("unknown-programme", `no programme is called ${id}`);
  }
  const { timeZone } = calendar ?? chinaCalendar(defaultId, 0);
  return programmeView({ id, programme, counts, sums, unitOrder: units.map(({ code }) => code), timeZone });
}
