import {
  approvalFor,
  approvalOf,
  type Caller,
  choicesByKind,
  type ExternalEventType,
  eventDataSchemas,
  findDefinition,
  findRecordedDecisions,
  findTasks,
  type IncomingEvent,
  type TaskState,
} from "@duban/engine";
import type { EventName } from "./cloudEvent.ts";
import { type EventResult, refusedResult } from "./eventResult.ts";
import { faultsOf } from "./faults.ts";
import { decisionSourcePrefix, fingerprintOf, typePrefix } from "./incomingEvent.ts";
import { faulty, type Problem, problem } from "./problem.ts";
import { type Decision, decisionSchema } from "./schemas/approvals.ts";
import { type Sent, submitEach } from "./submitted.ts";

/**
 * Carries out decisions as the events they are, through the same engine and the same rights, one result each in their order.
 *
 * What is no decision, or decides on what nobody waits for, is refused by itself. A decision that was recorded before, under
 * its id, keeps the type it had then: its repetition is a duplicate, whatever the task waits for by now.
 */
export async function decideEach(sent: Sent, given: readonly unknown[]): Promise<EventResult[] | Problem> {
  const { api, caller } = sent;
  const source = sourceOf(caller);
  const parsed = given.map((one) => decisionSchema.safeParse(one));
  const decisions = parsed.flatMap(({ data }) => data ?? []);
  const [tasks, recorded] = await Promise.all([
    findTasks(api.database, caller.tenantId, [...new Set(decisions.map(({ task }) => task))]),
    findRecordedDecisions(api.database, caller.tenantId, source, [...new Set(decisions.map(idOf))]),
  ]);
  const taskById = new Map(tasks.map((task) => [task.id, task]));
  const typeById = new Map(recorded.map(({ id, type }) => [id, type]));
  const events = parsed.map((one): IncomingEvent | Problem => {
    if (!one.success) return faulty("invalid-request", faultsOf(one.error));
    const type = typeById.get(idOf(one.data)) ?? typeOf(one.data, taskById.get(one.data.task), caller);
    return typeof type === "string" ? eventOf(source, one.data, type) : type;
  });
  return submitEach(sent, events, await api.clock.read(), (refusal, index) =>
    refusedResult(nameOf(source, given[index]), refusal),
  );
}

/** Under what the caller's decisions are recorded: those of a deputy apart from his own. */
function sourceOf({ key, actsFor }: Caller): string {
  const own = `${decisionSourcePrefix}${encodeURIComponent(key)}`;
  return actsFor === undefined ? own : `${own}:for:${encodeURIComponent(actsFor.person)}`;
}

/** The id of a decision's event: the same for the same decision on the same revision. */
const idOf = ({ id, task, revision, decision }: Decision): string => id ?? `${task}/${revision}/${decision}`;

function nameOf(source: string, given: unknown): EventName {
  const { task, id } = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>;
  const decision = decisionSchema.safeParse(given);
  return {
    source,
    id: decision.success ? idOf(decision.data) : typeof id === "string" ? id : null,
    task: typeof task === "string" ? task : null,
  };
}

/** What the decision means for what of the task waits for the caller now. */
function typeOf(
  { task: id, revision, decision }: Decision,
  task: TaskState | undefined,
  caller: Caller,
): ExternalEventType | Problem {
  if (task === undefined) return problem("unknown-task", `no task has the id ${id}`);
  if (task.revision !== revision) {
    return problem("stale-revision", `the task is at revision ${task.revision}`, {
      extra: { revision: task.revision },
    });
  }
  // Who may decide on nothing is told by the event itself why not.
  const definition = findDefinition(task.definition);
  const own = definition === undefined ? null : approvalFor(definition, task, caller);
  const kind = own ?? approvalOf(task);
  const choices = kind === null ? undefined : choicesByKind[kind];
  const type = choices?.[decision];
  if (type !== undefined && type !== null) return type;
  const other = choices?.other ?? null;
  return problem(
    "not-accepted",
    other === null
      ? "Nothing of this task waits for a decision."
      : `This is decided by ${other}, as an event.`,
    { extra: { state: task.state, accepted: other === null ? [] : [other] } },
  );
}

/** The member of an event's data that holds the words of a decision. */
const wordsOf = (type: ExternalEventType): "reason" | "findings" | "note" =>
  type === "passed" ? "findings" : "reason" in eventDataSchemas[type].shape ? "reason" : "note";

/** Whether a decision by that event must give its words. */
export const needsReason = (type: ExternalEventType): boolean => wordsOf(type) !== "note";

function eventOf(source: string, decision: Decision, type: ExternalEventType): IncomingEvent | Problem {
  const { task, reason, revision } = decision;
  if (reason === undefined && needsReason(type)) {
    return faulty("invalid-request", [{ pointer: "/reason", detail: `${type} must say why` }]);
  }
  const parsed = eventDataSchemas[type].safeParse(reason === undefined ? {} : { [wordsOf(type)]: reason });
  if (!parsed.success) return faulty("invalid-request", faultsOf(parsed.error));
  return {
    id: idOf(decision),
    source,
    type,
    task,
    at: null,
    expectedRevision: revision,
    data: parsed.data,
    fingerprint: fingerprintOf({ type: `${typePrefix}${type}`, time: undefined }, task, parsed.data),
  };
}
