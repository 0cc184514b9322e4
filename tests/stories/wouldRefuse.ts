import type { SentEvent } from "../chaos/journal.ts";
import { type Almanac, type Deadline, dueOf } from "../chaos/model/almanac.ts";
import type { TaskModel } from "../chaos/model/taskModel.ts";

/**
 * Whether rules 6 and 10 refuse the deadline of an event that the task's state takes, sent now; undefined where they have no say.
 *
 * An extension is asked for by the due instant at the latest, and leads beyond it; what begins anew begins before it is due.
 */
export function wouldRefuse(
  model: TaskModel,
  almanac: Almanac,
  { type, data }: SentEvent,
  isLeader: boolean,
  now: number,
): boolean | undefined {
  const due = data["due"] as Deadline | undefined;
  const { request, extensions } = model;
  const dueAt = model.clocks.get("finish")?.dueAt ?? null;
  switch (type) {
    case "extensionRequested":
      return due === undefined || dueAt === null
        ? undefined
        : now > dueAt || dueOf(almanac, due, now) <= dueAt;
    case "extensionGranted": {
      const wanted = due ?? request?.due;
      if (wanted === undefined || dueAt === null) return undefined;
      const from = due === undefined ? (request?.at ?? now) : now;
      const isSpent = extensions >= model.maxExtensions && !isLeader;
      return isSpent || dueOf(almanac, wanted, from) <= Math.max(dueAt, now);
    }
    case "reassigned":
    case "reopened":
    case "lookbackFailed":
      return dueOf(almanac, due ?? model.due, now) <= now;
    default:
      return undefined;
  }
}

/** Whether rule 6 refuses a matter as it is asked for: one of its clocks would be due at its start. */
export function wouldRefuseMatter(almanac: Almanac, matter: Record<string, unknown>, now: number): boolean {
  const stages = (matter["stages"] ?? []) as readonly { readonly due: Deadline }[];
  const asked = [matter["due"], matter["signWithin"], ...stages.map(({ due }) => due)];
  return (asked as (Deadline | undefined)[]).some(
    (deadline) => deadline !== undefined && dueOf(almanac, deadline, now) <= now,
  );
}
