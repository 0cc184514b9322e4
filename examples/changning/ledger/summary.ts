import type { Receiver } from "../receiver.ts";
import type { Tally } from "../story/systems.ts";
import type { Figures } from "./figures.ts";

/** The run in a few lines; what the server has on record comes from the API, beside what the senders were answered. */
export function summary(figures: Figures, tally: Tally, receiver: Receiver): string {
  const rejected = [...tally.rejected].map(([kind, count]) => `${kind} ${count}`).join(", ");
  return [
    `事项 matters ${figures.matters}, 任务 tasks ${figures.tasks}, 记录 recorded events ${figures.recorded}`,
    `上报 posted ${tally.posted} events (${tally.batches} batches): on record ${figures.fromOutside}, refused as they should be: ${rejected}`,
    `重复 duplicates ${tally.duplicates}: ${tally.losses.answers} answers lost on the way, ${tally.replayed} events sent again months later; recorded twice: none`,
    `档 rungs fired ${figures.rungs}, of them ${figures.nightRungs} outside office hours; 通知 notices ${figures.notices} in ${figures.messages} messages, none at night`,
    `推送 webhooks delivered ${figures.delivered} in ${figures.deliveryAttempts} attempts; received ${receiver.messages.size}, every signature verified`,
  ].join("\n");
}
