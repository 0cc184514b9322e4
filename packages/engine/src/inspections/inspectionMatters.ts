import { createHash } from "node:crypto";
import type { DutyTerms } from "../duties/dutySchedule.ts";
import type { Engine, MatterRequest } from "../engine.ts";
import { EngineError } from "../errors.ts";
import { type Caller, engineParty } from "../lifecycle/caller.ts";
import { isRejection, type Rejection } from "../lifecycle/rejection.ts";
import { dayOf, formatDay } from "../time/calendar.ts";
import type { Deadline } from "../time/deadline.ts";
import type { InspectionAct } from "./acts.ts";
import { type Inspection, type MadeMatter, unitNow } from "./inspection.ts";
import { type ActFacts, lookBackDutyOf } from "./nextInspection.ts";

/** The engine as one who asks for matters: what it makes follows from what people did. */
const engineCaller = (tenantId: number): Caller => ({
  ...engineParty,
  tenantId,
  name: engineParty.key,
  roles: [],
  scope: null,
});

/** The matter that an act asks for, made once whoever asks how often; null where it asks for none. */
export async function makeMatter(
  engine: Engine,
  tenantId: number,
  inspection: Inspection,
  act: InspectionAct,
  facts: ActFacts,
): Promise<MadeMatter | Rejection | null> {
  const request = matterOfAct(inspection, act, facts);
  if (request === null) return null;
  const unit = "unit" in act ? act.unit : "";
  const idempotent = {
    key: `inspection/${inspection.id}/${act.type}/${unit}`,
    fingerprint: createHash("sha256").update(JSON.stringify(request)).digest(),
  };
  const render = ({ id, number }: MadeMatter) => ({ id, number });
  const submitted = engine.createMatter(engineCaller(tenantId), request, render, idempotent);
  if ("overloaded" in submitted) {
    throw new EngineError("overloaded", "the queue is full; nothing was made", { retryable: true });
  }
  const outcome = await submitted;
  return outcome.status === "rejected" ? outcome.rejection : (outcome.answer as MadeMatter);
}

const nameOf = ({ ties }: ActFacts, unit: string): string =>
  ties.objects.find(({ code }) => code === unit)?.name ?? unit;

function matterOfAct(inspection: Inspection, act: InspectionAct, facts: ActFacts): MatterRequest | null {
  const { plan } = inspection;
  if (act.type === "objected") {
    const reviewers = inspection.results[act.unit]?.objection?.reviewers ?? [];
    const by = reviewers.length === 0 ? "" : `;复核人:${reviewers.join("、")}`;
    const name = nameOf(facts, act.unit);
    const words = `${name}对督查结论有异议:${act.reason}${by}`;
    const title = `督查复核:${plan.title}(${name})`;
    return matterOf(inspection, title, plan.asker, plan.secondLookWithin, words);
  }
  if (act.type === "concluded" && act.rectify !== null) {
    const { requirement, due } = act.rectify;
    return matterOf(inspection, `督查整改:${plan.title}`, unitNow(inspection, act.unit), due, requirement);
  }
  return null;
}

const matterOf = (
  { number, plan }: Inspection,
  title: string,
  lead: string,
  due: Deadline,
  requirement: string,
): MatterRequest => ({
  title,
  source: { kind: "other", ref: number },
  programme: null,
  line: null,
  priority: "normal",
  requirement: requirement.slice(0, 4_000),
  lead,
  assist: [],
  due,
  signWithin: { workdays: 1 },
  ladder: plan.ladder,
  calendar: plan.calendar,
  approvals: 1,
  maxExtensions: 1,
});

/**
 * Puts the duties in force that make the look-backs' matters, one a unit, each with the one date that its plan gives it from the
 * day of closing. Put again, the same duty gets its date anew and still makes one matter.
 */
export async function armLookBacks(
  engine: Engine,
  tenantId: number,
  inspection: Inspection,
  facts: ActFacts,
): Promise<Rejection | undefined> {
  const { plan, id, results } = inspection;
  if (plan.lookBackAfterDays === null) return undefined;
  const { calendar, now } = facts;
  const startsOn = formatDay(dayOf(calendar, now) + plan.lookBackAfterDays);
  for (const unit of Object.keys(results)) {
    const name = nameOf(facts, unit);
    const title = `回头看:${plan.title}(${name})`;
    const words = `督查办结满${plan.lookBackAfterDays}天,核查${name}整改成效`;
    const terms: DutyTerms = {
      title,
      rule: "FREQ=DAILY;COUNT=1",
      startsOn,
      endsOn: null,
      time: null,
      adjust: "next-workday",
      calendar: plan.calendar,
      matter: matterOf(inspection, title, plan.asker, { workdays: 10 }, words),
      catchUp: 1,
      enabled: true,
    };
    const saved = await engine.saveDuty(engineCaller(tenantId), lookBackDutyOf(id, unit), terms);
    if (isRejection(saved)) return saved;
  }
  return undefined;
}
