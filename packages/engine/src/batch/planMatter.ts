import type { IdempotentRequest, Matter, MatterOutcome, MatterRequest, RenderMatter } from "../engine.ts";
import { rightToAssign } from "../lifecycle/authorise.ts";
import { type Caller, partyOf } from "../lifecycle/caller.ts";
import { currentDefinition } from "../lifecycle/definition.ts";
import { mayActAt } from "../lifecycle/deputation.ts";
import { isRejection, type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Right } from "../lifecycle/standing.ts";
import type { AssignedData, TaskEvent, Transitioned } from "../lifecycle/taskEvent.ts";
import { transition } from "../lifecycle/transition.ts";
import { dayOf, formatDay, type Instant } from "../time/calendar.ts";
import type { BatchDraft, Loaded } from "./batchDraft.ts";
import { engineIdentity } from "./planRungs.ts";
import { unitFault } from "./unitFault.ts";

/** A matter that is asked for; the ids are drawn beforehand, so that planning stays pure. The first task is the lead's. */
export interface MatterItem {
  readonly caller: Caller;
  readonly request: MatterRequest;
  readonly idempotent: IdempotentRequest | null;
  readonly render: RenderMatter;
  readonly id: string;
  readonly taskIds: readonly string[];
}

/** The matter's number as documents write it: 督〔2026〕12号. */
export const numberOf = (year: number, ordinal: number): string => `督〔${year}〕${ordinal}号`;

/** The year a matter created now is numbered in, in the zone of its calendar. */
export function yearOf(loaded: Loaded, request: MatterRequest, now: Instant): number {
  const calendar = loaded.calendars.get(request.calendar);
  return calendar === undefined ? 0 : Number(formatDay(dayOf(calendar, now)).slice(0, 4));
}

/** The answer kept under the request's Idempotency-Key, or why there is none; undefined where the matter is new. */
export function findAnswered(draft: BatchDraft, item: MatterItem): MatterOutcome | undefined {
  if (item.idempotent === null) return undefined;
  const { key, fingerprint } = item.idempotent;
  const kept = draft.loaded.answers.get(key);
  const made = draft.answers.find((answer) => answer.key === key);
  const answered = kept ?? made;
  if (answered === undefined) return undefined;
  if (answered.fingerprint.equals(fingerprint)) return { status: "repeated", answer: answered.answer };
  return rejected(reject("id-reused", "this Idempotency-Key came before with another body"));
}

/**
 * Plans a matter under a number, with all its tasks; rejected, whole, if any of its units, its calendar, its ladder or one
 * of its clocks cannot be (time.md 6): nothing half-armed is ever stored.
 */
export function planMatter(draft: BatchDraft, item: MatterItem, number: string, now: Instant): MatterOutcome {
  const planned = planTasks(draft.loaded, item, number, now);
  if (isRejection(planned)) return rejected(planned);
  const matter: Matter = {
    ...item.request,
    id: item.id,
    number,
    createdBy: partyOf(item.caller),
    createdAt: now,
  };
  draft.matters.push(matter);
  for (const { event, taken } of planned) {
    const { calendar } = partsOf(draft.loaded, item.request);
    if (calendar !== undefined)
      draft.record(event, engineIdentity(`assigned/${taken.state.id}`), taken, calendar);
  }
  const answer = item.render(
    matter,
    planned.map(({ taken }) => taken.state),
    now,
  );
  if (item.idempotent !== null) {
    draft.answers.push({ ...item.idempotent, matter: matter.id, answer, createdAt: now });
  }
  return { status: "created", answer };
}

/** Why the matter cannot be, if so: all that `planMatter` would find, found before a number is spent on it. */
export function refuseMatter(loaded: Loaded, item: MatterItem, now: Instant): Rejection | undefined {
  const planned = planTasks(loaded, item, "", now);
  return isRejection(planned) ? planned : undefined;
}

const rejected = (rejection: Rejection): MatterOutcome => ({ status: "rejected", rejection });

const partsOf = (loaded: Loaded, request: MatterRequest) => ({
  calendar: loaded.calendars.get(request.calendar),
  ladder: loaded.currentLadders.get(request.ladder),
});

interface PlannedTask {
  readonly event: TaskEvent;
  readonly taken: Transitioned;
}

function planTasks(
  loaded: Loaded,
  item: MatterItem,
  number: string,
  now: Instant,
): readonly PlannedTask[] | Rejection {
  const { caller, request } = item;
  const right = mayActAt(caller, now) ? rightToAssign(request, caller) : undefined;
  if (right === undefined) {
    return reject(
      "forbidden",
      "Only a leader, a systemAdmin or a supervisor in whose scope it is may make a matter.",
    );
  }
  const { calendar, ladder } = partsOf(loaded, request);
  for (const unit of [request.lead, ...request.assist]) {
    const fault = unitFault(loaded, unit, calendar, now);
    if (fault !== undefined) return fault;
  }
  if (calendar === undefined) return reject("unknown-calendar", `there is no calendar ${request.calendar}`);
  if (ladder === undefined) return reject("unknown-ladder", `there is no ladder ${request.ladder}`);
  const planned: PlannedTask[] = [];
  for (const [index, task] of item.taskIds.entries()) {
    const unit = index === 0 ? request.lead : request.assist[index - 1];
    if (unit === undefined) break;
    const event = assignedEvent(
      item,
      task,
      unit,
      index === 0 ? "lead" : "assist",
      number,
      ladder,
      right,
      now,
    );
    const taken = transition(currentDefinition, null, event, { now, calendar, ladder });
    if (isRejection(taken)) return taken;
    planned.push({ event, taken });
  }
  return planned;
}

/** The unit's share of each of the matter's targets, if it has one. */
function sharesOf({ targets = [] }: MatterRequest, unit: string): Pick<AssignedData, "targets"> {
  const shares = targets.flatMap(({ id, shares }) => {
    const share = shares[unit];
    return share === undefined ? [] : [[id, share] as const];
  });
  return shares.length === 0 ? {} : { targets: Object.fromEntries(shares) };
}

function assignedEvent(
  { caller, request, id }: MatterItem,
  task: string,
  unit: string,
  role: AssignedData["role"],
  number: string,
  ladder: { readonly id: string; readonly version: number },
  right: Right,
  now: Instant,
): TaskEvent {
  const data: AssignedData = {
    task,
    matter: id,
    number,
    title: request.title,
    programme: request.programme,
    line: request.line,
    priority: request.priority,
    unit,
    role,
    definition: currentDefinition.ref,
    due: request.due,
    signWithin: request.signWithin,
    approvals: request.approvals,
    ...(request.approvalChain === undefined ? {} : { approvalChain: request.approvalChain }),
    // The lead submits for all; who assists signs for his part.
    ...(request.countersign === true && role === "lead" ? { countersign: request.assist } : {}),
    maxExtensions: request.maxExtensions,
    calendar: request.calendar,
    ladder: { id: ladder.id, version: ladder.version },
    stages: request.stages ?? [],
    reportEvery: request.reportEvery ?? null,
    ...sharesOf(request, unit),
  };
  return { type: "assigned", data: { ...data }, by: partyOf(caller), roles: caller.roles, at: now, right };
}
