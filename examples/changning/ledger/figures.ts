import type { RecordedEvent } from "@duban/client";
import type { Ledger } from "./readLedger.ts";

/** Recorded by the engine itself; every other recorded event came from outside. */
const ownTypes = new Set(["assigned", "rungFired", "projected", "noticeSent"]);

export const isFromOutside = (event: RecordedEvent): boolean => !ownTypes.has(event.type);

/** The run in figures, every one counted from what the API answers. */
export interface Figures {
  readonly matters: number;
  readonly tasks: number;
  readonly recorded: number;
  readonly fromOutside: number;
  readonly rungs: number;
  readonly nightRungs: number;
  readonly notices: number;
  readonly messages: number;
  readonly delivered: number;
  readonly deliveryAttempts: number;
}

export function countFigures(ledger: Ledger): Figures {
  const events = [...ledger.eventsByTask.values()].flat();
  const rungs = events.filter((event) => event.type === "rungFired");
  return {
    matters: ledger.matters.length,
    tasks: ledger.tasks.length,
    recorded: events.length,
    fromOutside: events.filter(isFromOutside).length,
    rungs: rungs.length,
    nightRungs: rungs.filter((event) => !isInOffice(event.recordedAt)).length,
    notices: ledger.notices.length,
    messages: new Set(ledger.notices.map((notice) => `${notice.person} ${notice.sentAt}`)).size,
    delivered: ledger.deliveries.filter((delivery) => delivery.state === "delivered").length,
    deliveryAttempts: ledger.deliveries.reduce((sum, delivery) => sum + delivery.attemptCount, 0),
  };
}

/** Whether an instant, as the server writes it in the county's zone, lies between 09:00 and 17:30. */
export function isInOffice(instant: string): boolean {
  const time = instant.slice(11, 16);
  return time >= "09:00" && time <= "17:30";
}
