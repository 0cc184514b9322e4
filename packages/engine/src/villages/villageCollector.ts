import type { VillageItem } from "./planVillageEvent.ts";
import type { VillageOutcome } from "./villageEvent.ts";

/**
 * Group commit for village events: what arrives while the last batch commits goes together, one batch of a tenant at a time, so that
 * events of one household are applied as they came. They are some hundreds a day in a county: there is no second lane.
 */
export interface VillageCollector {
  submit(tenantId: number, items: readonly VillageItem[]): Promise<VillageOutcome>[];
  /** Items taken and not yet settled. */
  waiting(): number;
  /** Resolves when nothing is waiting. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly item: VillageItem;
  readonly resolve: (outcome: VillageOutcome) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue {
  readonly line: Waiting[];
  busy: Promise<void> | null;
}

// As of events of tasks: long enough to share a commit, short enough to wait behind.
const batchLimit = 500;

/** Builds the collector over what applies a batch. */
export function createVillageCollector(
  apply: (tenantId: number, items: readonly VillageItem[]) => Promise<readonly VillageOutcome[]>,
): VillageCollector {
  const queueByTenant = new Map<number, Queue>();
  let waiting = 0;

  async function run(tenantId: number, queue: Queue): Promise<void> {
    // After the present turn: what arrived in it goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.line.length > 0) await settle(tenantId, queue.line.splice(0, batchLimit));
    queue.busy = null;
  }

  async function settle(tenantId: number, taken: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await apply(
        tenantId,
        taken.map(({ item }) => item),
      );
      for (const [index, { resolve, reject }] of taken.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) reject(new Error("a batch answered fewer outcomes than it had items"));
        else resolve(outcome);
      }
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
    waiting -= taken.length;
  }

  return {
    submit(tenantId, items) {
      const queue = queueByTenant.get(tenantId) ?? { line: [], busy: null };
      queueByTenant.set(tenantId, queue);
      const outcomes = items.map((item) => {
        waiting += 1;
        return new Promise<VillageOutcome>((resolve, reject) => queue.line.push({ item, resolve, reject }));
      });
      if (items.length > 0) queue.busy ??= run(tenantId, queue);
      return outcomes;
    },
    waiting: () => waiting,
    async settled() {
      await Promise.all([...queueByTenant.values()].map(({ busy }) => busy));
    },
  };
}
