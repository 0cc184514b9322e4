/** The workers: what passes by itself, and what leaves the building. */
export { type ClockAdvanceOptions, createClockAdvance } from "./advanceClock.ts";
export { stormLanes } from "./deadlines.ts";
export { retryDelaysMs } from "./retrySchedule.ts";
export { startWorkers, type Workers, type WorkersConfig, type WorkersOptions } from "./startWorkers.ts";
export { webhookUrlProblem } from "./transports/publicAddress.ts";
export { type DeliveryOutcome, deliveryOutcomes } from "./transports/webhook.ts";
export type { WorkerStats } from "./workerStats.ts";
