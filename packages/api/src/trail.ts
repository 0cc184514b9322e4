import { appendTrail, type Database, type Logger, type TrailEntry, withRetry } from "@duban/engine";

/** The trail of this process: where every entry goes through. */
export interface Trail {
  /** Writes an entry; on disk when it resolves. Rejects if the database stays away. */
  record(tenantId: number, entry: TrailEntry): Promise<void>;
  /**
   * Takes an entry to be written soon, together with others: within `gatherMs`, and in any case before `close` resolves.
   * Returns at once, never throws. The same refusal again, before it is written, is counted in `detail.count`.
   */
  note(tenantId: number, entry: TrailEntry): void;
  /** Writes what waits, and takes no more. Never rejects: what can't be written is logged. */
  close(): Promise<void>;
}

export interface TrailOptions {
  readonly database: Database;
  readonly logger: Logger;
  readonly gatherMs?: number;
}

interface Waiting {
  entry: TrailEntry;
  count: number;
}

// A flood of refusals that all differ must not fill the memory: past this they are counted by address and outcome only.
const mostWaiting = 5_000;
// A database that restarts is back in seconds; an act whose entry can't be written for longer is answered as a failure.
const outageLimitMs = 15_000;

/** Opens the trail. */
export function createTrail({ database, logger, gatherMs = 1_000 }: TrailOptions): Trail {
  let waiting = new Map<string, Waiting & { readonly tenantId: number }>();
  let acts = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const append = (tenantId: number, entries: readonly TrailEntry[]) =>
    withRetry(() => appendTrail(database, tenantId, entries), {
      limitMs: outageLimitMs,
      onRetry: (error, attempt) => logger.warn({ err: error, attempt }, "the trail is written again"),
    });

  const writeWaiting = () => {
    clearTimeout(timer);
    timer = undefined;
    const taken = waiting;
    waiting = new Map();
    writing = writing.then(async () => {
      for (const [tenantId, entries] of byTenant(taken.values())) {
        await append(tenantId, entries).catch((error: unknown) => {
          logger.error({ err: error, tenantId, entries }, "entries of the trail could not be written");
        });
      }
    });
    return writing;
  };

  return {
    record: (tenantId, entry) => append(tenantId, [entry]),
    note(tenantId, entry) {
      const full = waiting.size >= mostWaiting;
      const one = full ? withoutParticulars(entry) : entry;
      // Each act is an entry of its own; a refusal is counted with its like.
      const key =
        one.outcome === "done" ? `${acts++}` : JSON.stringify([tenantId, { ...one, at: 0, detail: null }]);
      const known = waiting.get(key);
      if (known === undefined) waiting.set(key, { tenantId, entry: one, count: 1 });
      else known.count += 1;
      timer ??= setTimeout(() => void writeWaiting(), gatherMs).unref();
    },
    close: writeWaiting,
  };
}

const withoutParticulars = (entry: TrailEntry): TrailEntry => ({
  ...entry,
  actor: { key: null, person: null, unit: null },
  action: "many",
  target: null,
  detail: { particulars: "left out: too many at once" },
});

function byTenant(all: Iterable<Waiting & { readonly tenantId: number }>): Map<number, TrailEntry[]> {
  const ofTenant = new Map<number, TrailEntry[]>();
  for (const { tenantId, entry, count } of all) {
    const entries = ofTenant.get(tenantId) ?? [];
    entries.push(count === 1 ? entry : { ...entry, detail: { ...entry.detail, count } });
    ofTenant.set(tenantId, entries);
  }
  return ofTenant;
}
