import { v7 as uuidv7 } from "uuid";
import { fileComplaint } from "../burden/fileComplaint.ts";
import { createDueOccurrences } from "../duties/createOccurrences.ts";
import { rearmDuties } from "../duties/rearmDuties.ts";
import { saveDuty } from "../duties/saveDuty.ts";
import type { Committed, Engine, EventOutcome, Overloaded } from "../engine.ts";
import { findNextRungAt } from "../store/clocks.ts";
import { findNextOccurrenceAt } from "../store/duties.ts";
import { findNextSendAt } from "../store/notices.ts";
import { applyVillageEvents, createVillageItem } from "../villages/applyVillageEvents.ts";
import { createVillageCollector } from "../villages/villageCollector.ts";
import { applyBatch, type BatchEnvironment } from "./applyBatch.ts";
import { createCollector } from "./collector.ts";
import { fireDueRungs, fireStorm } from "./fireRungs.ts";
import { reprojectDeadlines } from "./reproject.ts";
import { sendDueNotices } from "./sendNotices.ts";
import { transferTasks } from "./transferTasks.ts";

export interface EngineOptions extends Omit<BatchEnvironment, "onCommitted"> {
  /** Batches of events under way at once; see the collector for what more than one costs and brings. */
  readonly lanes: number;
  /** Items that may wait; beyond it nothing is taken. */
  readonly queueLimit: number;
  readonly onCommitted?: (committed: Committed) => void;
}

// 500 events make a transaction of some 30 ms: long enough to share its commit, short enough to wait behind.
const batchLimit = 500;
// Fewer would only be a smaller batch; of this many the planning is worth doing while the rows of others are written.
const besideLimit = 150;

// A queue that has not been empty for so long is not going to be: events come faster than they are applied.
const isSaturated = (busyMs: number): boolean => busyMs > 1_000;

/** Builds the engine over a migrated database; see `Engine` for what it promises. */
export function createEngine(options: EngineOptions): Engine {
  const { database, queueLimit, lanes, logger } = options;
  const environment: BatchEnvironment = {
    ...options,
    onCommitted: (committed) => {
      try {
        options.onCommitted?.(committed);
      } catch (error) {
        logger.error({ err: error }, "a listener to commits failed");
      }
    },
  };
  const collector = createCollector({
    lanes,
    batchLimit,
    besideLimit,
    apply: (tenantId, batch) => applyBatch(environment, tenantId, batch),
  });
  const villageCollector = createVillageCollector((tenantId, items) =>
    applyVillageEvents(environment, tenantId, items),
  );
  const waiting = () => collector.waiting() + villageCollector.waiting();
  let draining = false;

  function refuse(count: number): Overloaded | undefined {
    if (!draining && waiting() + count <= queueLimit) return undefined;
    return { overloaded: true, retryAfterSeconds: draining ? 5 : 1 };
  }

  return {
    submit(caller, events): Promise<EventOutcome>[] | Overloaded {
      const items = events.map((event) => ({ caller, event }));
      return refuse(events.length) ?? collector.submitEvents(caller.tenantId, items);
    },
    submitBoth(caller, events, villageEvents) {
      const items = events.map((event) => ({ caller, event }));
      const villageItems = villageEvents.map((event) => createVillageItem(caller, event));
      return (
        refuse(events.length + villageEvents.length) ?? {
          events: collector.submitEvents(caller.tenantId, items),
          villageEvents: villageCollector.submit(caller.tenantId, villageItems),
        }
      );
    },
    fileComplaint: (caller, terms) => fileComplaint(environment, caller, terms),
    createMatter(caller, request, render, idempotent) {
      const taskIds = [request.lead, ...request.assist].map(() => uuidv7());
      const item = { caller, request, render, idempotent, id: uuidv7(), taskIds };
      return refuse(1) ?? collector.submitMatter(caller.tenantId, item);
    },
    fireDueRungs: (tenantId, upTo, limit) => fireDueRungs(environment, tenantId, upTo, limit),
    fireStorm: (tenantId, upTo, limit, options) =>
      fireStorm(environment, tenantId, upTo, limit, { ...options, eventsWait: () => waiting() > 0 }),
    sendDueNotices: (tenantId, upTo, limit) =>
      sendDueNotices(environment, tenantId, upTo, limit, isSaturated(collector.busyMs())),
    async reprojectDeadlines(tenantId, limit) {
      await rearmDuties(environment, tenantId);
      return reprojectDeadlines(environment, tenantId, limit);
    },
    transferTasks: (tenantId, limit) => transferTasks(environment, tenantId, limit),
    saveDuty: (caller, id, terms) => saveDuty(environment, caller, id, terms),
    createDueOccurrences: (tenantId, upTo, limit) => createDueOccurrences(environment, tenantId, upTo, limit),
    async nextDueAt(tenantId) {
      const due = await Promise.all([
        findNextRungAt(database, tenantId),
        findNextSendAt(database, tenantId),
        findNextOccurrenceAt(database, tenantId),
      ]);
      const armed = due.filter((instant) => instant !== null);
      return armed.length === 0 ? null : Math.min(...armed);
    },
    waiting,
    async drain() {
      draining = true;
      await Promise.all([collector.settled(), villageCollector.settled()]);
    },
  };
}
