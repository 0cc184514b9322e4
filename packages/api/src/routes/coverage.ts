import {
  baoshanRule,
  coverageOf,
  dayOf,
  findCoverageFacts,
  findDaysRule,
  findUnitsBelow,
  findVisits,
  formatDay,
  parseDay,
  partyOf,
  saveDaysRule,
  type VillageAccess,
  workdaysBetween,
} from "@duban/engine";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { faulty, isProblem, problem } from "../problem.ts";
import { listOf } from "../schemas/basics.ts";
import {
  coverageQuerySchema,
  coverageSchema,
  daysRuleSchema,
  visitQuerySchema,
  visitSchema,
} from "../schemas/villages.ts";
import { coverageHow } from "../views/coverageWords.ts";
import { visitView } from "../views/villageViews.ts";
import { countyCalendar, findPlaces, villageAccessOfCaller } from "../villageReader.ts";

const getVisits = operation({
  method: "get",
  path: "/v1/visits",
  id: "getVisits",
  summary: "Visits, the latest first",
  description: "Those in the caller's villages, by cadres of his units, and his own.",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  query: visitQuerySchema,
  answers: [{ status: 200, description: "A page of visits.", schema: listOf(visitSchema) }],
  async handle({ api, caller, query }) {
    const { cursor, limit, ...asked } = query;
    const place = decodeCursor<[string, string, string, number]>(cursor, [
      "string",
      "string",
      "string",
      "number",
    ]);
    if (place !== null && isProblem(place)) return place;
    const { village = null, household = null, person = null, unit = null, from = null, to = null } = asked;
    const filter = { village, household, person, unit, from, to };
    const after =
      place === null ? null : { on: place[0], kind: place[1], subject: place[2], revision: place[3] };
    const access = await villageAccessOfCaller(api, caller);
    const visits = await findVisits(api.database, caller.tenantId, filter, after, limit + 1, access);
    const { timeZone } = await countyCalendar(api, caller.tenantId);
    const placeOf = ({ on, kind, subject, revision }: (typeof visits)[number]) => [
      on,
      kind,
      subject,
      revision,
    ];
    return { status: 200, body: pageOf(visits, limit, placeOf, (visit) => visitView(visit, timeZone)) };
  },
});

// A window is read whole; two years are every visit of a campaign.
const mostDays = 2 * 366;
const mostGaps = 200;

const getCoverage = operation({
  method: "get",
  path: "/v1/coverage",
  id: "getCoverage",
  summary: "联村入户 from both sides: who has whom, who was visited, days in the village, and how evenly",
  description:
    "Of the county, a unit with those below it, or a village; the window is the year so far unless said. Links are as of its last day. Units and villages come in their fixed order; there is no ranking.",
  tag: "villages",
  allowed: "any",
  reads: "villages",
  query: coverageQuerySchema,
  answers: [{ status: 200, description: "The coverage.", schema: coverageSchema }],
  problems: ["unknown-unit"],
  async handle({ api, caller, query }) {
    const { tenantId } = caller;
    const { unit = null, village = null, programme = null } = query;
    const calendar = await countyCalendar(api, tenantId);
    const now = dayOf(calendar, await api.clock.read());
    const to = Math.min(now, query.to === undefined ? now : parseDay(query.to));
    const from =
      query.from === undefined ? parseDay(`${formatDay(to).slice(0, 4)}-01-01`) : parseDay(query.from);
    if (from > to || to - from >= mostDays) {
      const detail = from > to ? "lies after the last date" : "a window is of two years at most";
      return faulty("invalid-request", [{ pointer: "/from", detail }]);
    }
    const access = await villageAccessOfCaller(api, caller);
    if (!seesAllOf(access, unit, village)) {
      return problem(
        "forbidden",
        "coverage is for the unit or village it is of, and for those in whose scope it lies",
      );
    }
    const units = unit === null ? null : await findUnitsBelow(api.database, tenantId, [unit]);
    if (units?.length === 0) return problem("unknown-unit", `there is no unit ${unit}`);
    const window = { from: formatDay(from), to: formatDay(to) };
    const facts = await findCoverageFacts(api.database, tenantId, { units, village, programme, ...window });
    const rule = (await findDaysRule(api.database, tenantId)) ?? baoshanRule;
    const coverage = coverageOf(facts, { from, to }, calendar, rule);
    const places = await findPlaces(
      api,
      tenantId,
      coverage.villages.map((one) => one.village),
    );
    return {
      status: 200,
      body: {
        ...window,
        workdays: workdaysBetween(calendar, from - 1, to),
        rule,
        ...coverage,
        villages: coverage.villages.map((one) => ({
          ...one,
          township: places.get(one.village)?.above[0] ?? null,
        })),
        gaps: {
          cadres: coverage.gaps.cadres.slice(0, mostGaps),
          households: coverage.gaps.households.slice(0, mostGaps),
        },
        how: coverageHow,
      },
    };
  },
});

const seesAllOf = (access: VillageAccess, unit: string | null, village: string | null): boolean =>
  access.all ||
  (unit !== null && access.units.includes(unit)) ||
  (unit === null && village !== null && access.units.includes(village));

const putDaysRule = operation({
  method: "put",
  path: "/v1/coverage/rule",
  id: "putDaysRule",
  summary: "Say how many days a year a cadre is to be in villages, by the kind of his unit",
  description:
    "Until one is put, Baoshan's rule of 2012: ten for the county's cadres, thirty for the townships'.",
  tag: "villages",
  allowed: ["systemAdmin", "leader"],
  reads: "office",
  body: daysRuleSchema,
  answers: [{ status: 200, description: "The rule.", schema: daysRuleSchema }],
  async handle({ api, caller, body }) {
    await saveDaysRule(api.database, caller.tenantId, body, partyOf(caller), await api.clock.read());
    return { status: 200, body };
  },
});

export const coverageOperations = [getVisits, getCoverage, putDaysRule];
