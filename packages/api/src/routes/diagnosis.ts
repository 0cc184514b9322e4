import {
  type Access,
  chinaCalendar,
  dayOf,
  defaultId,
  diagnose,
  findProgrammesInForce,
  parseDay,
  planOf,
} from "@duban/engine";
import { accessOfCaller } from "../access.ts";
import { operation } from "../operation.ts";
import { faulty, problem } from "../problem.ts";
import { diagnosisQuerySchema, diagnosisSchema } from "../schemas/diagnosis.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { diagnosisView } from "../views/diagnosisView.ts";

const defaultDays = 12 * 7;
// A diagnosis reads all that was recorded in its window.
const mostDays = 2 * 366;

const getDiagnosis = operation({
  method: "get",
  path: "/v1/diagnosis",
  id: "getDiagnosis",
  summary: "忽紧忽松, 一阵风, 顾此失彼, 两张皮, and how work is closed: figures with the dates behind them",
  description:
    "Of a unit, a programme, one of its lines, or the county, on working days. Shown to the unit and its supervisor; there is no ranking.",
  tag: "diagnosis",
  allowed: "any",
  reads: "diagnosis",
  query: diagnosisQuerySchema,
  answers: [{ status: 200, description: "The diagnosis.", schema: diagnosisSchema }],
  async handle({ api, caller, query }) {
    const { tenantId } = caller;
    const calendar =
      (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
    const to = query.to === undefined ? dayOf(calendar, await api.clock.read()) : parseDay(query.to);
    const from = query.from === undefined ? to - defaultDays + 1 : parseDay(query.from);
    if (from > to)
      return faulty("invalid-request", [{ pointer: "/from", detail: "lies after the last date" }]);
    if (to - from >= mostDays) {
      return faulty("invalid-request", [{ pointer: "/from", detail: "a window is of two years at most" }]);
    }
    const { unit = null, programme = null, line = null } = query;
    const access = await accessOfCaller(api, caller);
    if (!seesAllOf(access, unit, programme, line)) {
      return problem(
        "forbidden",
        "a diagnosis is for the unit it is of, and for those in whose scope it lies",
      );
    }
    const scope = { unit, programme, line };
    const programmes = await findProgrammesInForce(api.database, tenantId);
    const plan = planOf(programmes, scope, { from, to });
    const diagnosis = await diagnose(api.database, tenantId, scope, { from, to }, calendar, plan);
    return { status: 200, body: diagnosisView(scope, calendar, diagnosis, programmes) };
  },
});

/** Whether all the tasks that are asked about are among those that may be seen: a diagnosis of a part would be a wrong one. */
const seesAllOf = (
  access: Access,
  unit: string | null,
  programme: string | null,
  line: string | null,
): boolean =>
  access.all ||
  (unit !== null && access.units.includes(unit)) ||
  (programme !== null && access.programmes.includes(programme)) ||
  (line !== null && access.lines.includes(line));

export const diagnosisOperations = [getDiagnosis];
