import type { EventOutcome, MatterOutcome } from "../engine.ts";
import type { Batch, BatchOutcome } from "./applyBatch.ts";
import type { EventItem } from "./planEvent.ts";
import type { MatterItem } from "./planMatter.ts";

/**
 * Group commit: gathers what arrives while the last batch commits, and applies it together.
 *
 *     submit ──► ready ──────────────────► batch: applyBatch ──► settle
 *           └──► held (its task is in a ◄──┘ under way)   └──► its held events are ready
 *
 * Events of one task are applied as they came: while a batch has the task, its later events are held back. A batch that finds
 * none under way begins after the present turn of the event loop: what arrived in the same turn goes together, and a lone event
 * waits for nothing. Another one beside it, up to `lanes`, begins only when `besideLimit` items are ready: the rows of one are
 * then written while the other is planned, and batches don't become small by it.
 */
export interface Collector {
  submitEvents(tenantId: number, items: readonly EventItem[]): Promise<EventOutcome>[];
  submitMatter(tenantId: number, item: MatterItem): Promise<MatterOutcome>;
  /** Items taken and not yet settled. */
  waiting(): number;
  /** For how many milliseconds there has been something waiting without a pause; 0 if nothing waits. */
  busyMs(): number;
  /** Resolves when nothing is waiting. */
  settled(): Promise<void>;
}

export interface CollectorOptions {
  /** Batches of a tenant under way at once, at most. */
  readonly lanes: number;
  /** Items to a batch at most: bounds a transaction's length, and so the wait of what comes behind it. */
  readonly batchLimit: number;
  /** How many items must be ready for a batch to begin beside another. */
  readonly besideLimit: number;
  readonly apply: (tenantId: number, batch: Batch) => Promise<BatchOutcome>;
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}
type WaitingEvent = Waiting<EventItem, EventOutcome>;
type WaitingMatter = Waiting<MatterItem, MatterOutcome>;

/** What waits for one tenant. */
interface Queue {
  readonly tenantId: number;
  events: WaitingEvent[];
  matters: WaitingMatter[];
  /** The tasks of the batches under way, each with the events that wait for it. */
  readonly heldByTask: Map<string, WaitingEvent[]>;
  /** Whether a batch under way creates matters: they take turns at the year's numbers anyhow. */
  mattersUnderWay: boolean;
  underWay: number;
  woken: boolean;
}

/** Builds a collector; it holds nothing that is not also a promise somebody waits for. */
export function createCollector({ lanes, batchLimit, besideLimit, apply }: CollectorOptions): Collector {
  const queueByTenant = new Map<number, Queue>();
  let waiting = 0;
  let busySince = 0;
  let whenSettled: (() => void)[] = [];

  function queueOf(tenantId: number): Queue {
    const known = queueByTenant.get(tenantId);
    if (known !== undefined) return known;
    const queue: Queue = {
      tenantId,
      events: [],
      matters: [],
      heldByTask: new Map(),
      mattersUnderWay: false,
      underWay: 0,
      woken: false,
    };
    queueByTenant.set(tenantId, queue);
    return queue;
  }

  function wake(queue: Queue): void {
    if (queue.woken || !mayBegin(queue)) return;
    queue.woken = true;
    setImmediate(() => {
      queue.woken = false;
      while (mayBegin(queue)) void run(queue, takeBatch(queue, batchLimit));
    });
  }

  function mayBegin({ events, matters, mattersUnderWay, underWay }: Queue): boolean {
    const ready = events.length + (mattersUnderWay ? 0 : matters.length);
    return underWay === 0 ? ready > 0 : underWay < lanes && ready >= besideLimit;
  }

  async function run(queue: Queue, { events, matters }: ReturnType<typeof takeBatch>): Promise<void> {
    queue.underWay += 1;
    await settle(queue.tenantId, events, matters);
    queue.underWay -= 1;
    if (matters.length > 0) queue.mattersUnderWay = false;
    giveBack(queue, events);
    waiting -= events.length + matters.length;
    if (waiting === 0) {
      for (const resolve of whenSettled) resolve();
      whenSettled = [];
    }
    // At once, not woken: who waits has waited for a whole batch.
    while (mayBegin(queue)) void run(queue, takeBatch(queue, batchLimit));
  }

  async function settle(tenantId: number, events: WaitingEvent[], matters: WaitingMatter[]): Promise<void> {
    try {
      const outcome = await apply(tenantId, {
        events: events.map(({ item }) => item),
        matters: matters.map(({ item }) => item),
      });
      settleEach(events, outcome.events);
      settleEach(matters, outcome.matters);
    } catch (error) {
      for (const { reject } of [...events, ...matters]) reject(error);
    }
  }

  function enter<Item, Outcome>(line: Waiting<Item, Outcome>[], item: Item): Promise<Outcome> {
    if (waiting === 0) busySince = performance.now();
    waiting += 1;
    return new Promise<Outcome>((resolve, reject) => line.push({ item, resolve, reject }));
  }

  return {
    submitEvents(tenantId, items) {
      const queue = queueOf(tenantId);
      const outcomes = items.map((item) =>
        enter(queue.heldByTask.get(item.event.task) ?? queue.events, item),
      );
      wake(queue);
      return outcomes;
    },
    submitMatter(tenantId, item) {
      const queue = queueOf(tenantId);
      const outcome = enter(queue.matters, item);
      wake(queue);
      return outcome;
    },
    waiting: () => waiting,
    busyMs: () => (waiting === 0 ? 0 : performance.now() - busySince),
    settled: () =>
      waiting === 0 ? Promise.resolve() : new Promise<void>((resolve) => whenSettled.push(resolve)),
  };
}

/** Takes the next batch; of the events left behind, those of its tasks are held from now on. */
function takeBatch(queue: Queue, batchLimit: number) {
  const events = queue.events.splice(0, batchLimit);
  for (const { item } of events) queue.heldByTask.set(item.event.task, []);
  if (queue.events.length > 0) {
    const ready: WaitingEvent[] = [];
    for (const event of queue.events) (queue.heldByTask.get(event.item.event.task) ?? ready).push(event);
    queue.events = ready;
  }
  const matters = queue.mattersUnderWay
    ? []
    : queue.matters.splice(0, Math.max(0, batchLimit - events.length));
  if (matters.length > 0) queue.mattersUnderWay = true;
  return { events, matters };
}

/** Lets go of a batch's tasks; what was held for them goes first. */
function giveBack(queue: Queue, events: readonly WaitingEvent[]): void {
  const ready: WaitingEvent[] = [];
  for (const { item } of events) {
    const held = queue.heldByTask.get(item.event.task);
    if (held === undefined) continue;
    queue.heldByTask.delete(item.event.task);
    ready.push(...held);
  }
  if (ready.length > 0) queue.events = [...ready, ...queue.events];
}

function settleEach<Item, Outcome>(
  waiting: readonly Waiting<Item, Outcome>[],
  outcomes: readonly Outcome[],
): void {
  for (const [index, { resolve, reject }] of waiting.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) reject(new Error("a batch answered fewer outcomes than it had items"));
    else resolve(outcome);
  }
}
