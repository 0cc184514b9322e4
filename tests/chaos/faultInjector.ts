import { setTimeout as wait } from "node:timers/promises";
import type { Installation } from "./installation.ts";
import type { Random } from "./random.ts";
import { ServerSlot } from "./serverSlot.ts";

/** What can be done to an installation, and how often beside the others. */
const weights = {
  killApi: 4,
  killWorkers: 4,
  freezeApi: 2,
  freezeWorkers: 2,
  killPostgres: 3,
  stopPostgresAtOnce: 1,
  cutConnections: 2,
  killRedis: 2,
  emptyRedis: 4,
  secondWorker: 1,
  terminate: 1,
  powerCut: 1,
};
export type FaultKind = keyof typeof weights;
export const faultKinds = Object.keys(weights) as FaultKind[];

export interface FaultInjectorOptions {
  readonly installation: Installation;
  readonly random: Random;
  readonly longestPauseMs: number;
  readonly longestFreezeMs: number;
}

/**
 * Brings faults over an installation, one after the other and, where they take their time, several at once.
 *
 * What it takes down it brings up again. Whatever a process must do and doesn't (end on SIGTERM within 10 s, with 0) is a complaint.
 */
export class FaultInjector {
  readonly counts: Record<FaultKind, number>;
  readonly complaints: string[] = [];
  readonly #options: FaultInjectorOptions;
  readonly #under = new Set<Promise<void>>();
  #databaseIsDown = false;

  constructor(options: FaultInjectorOptions) {
    this.#options = options;
    this.counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  }

  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Goes on until stopped, then waits until everything is up again. */
  async run(stop: AbortSignal): Promise<void> {
    const { random, longestPauseMs } = this.#options;
    while (!stop.aborted) {
      await wait(random.integer(200, longestPauseMs), undefined, { signal: stop }).catch(() => undefined);
      this.#restartCrashed();
      if (!stop.aborted) this.begin(random.weighted(weights));
    }
    await this.settled();
  }

  /** Resolves when everything that was taken down is up again. */
  async settled(): Promise<void> {
    while (this.#under.size > 0) await Promise.all(this.#under);
  }

  /** Begins one fault, unless nothing is there for it to strike at present. */
  begin(kind: FaultKind): void {
    const fault = this.#faultOf(kind);
    if (fault === undefined) return;
    this.counts[kind] += 1;
    this.#track(kind, fault());
  }

  #track(what: string, work: Promise<void>): void {
    const under = work
      .catch((error: unknown) => {
        this.complaints.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => this.#under.delete(under));
    this.#under.add(under);
  }

  #faultOf(kind: FaultKind): (() => Promise<void>) | undefined {
    const { installation } = this.#options;
    const { redis } = installation;
    switch (kind) {
      case "killApi":
        return this.#onSlot("api", (slot) => this.#kill(slot));
      case "killWorkers":
        return this.#onSlot("workers", (slot) => this.#kill(slot));
      case "freezeApi":
        return this.#onSlot("api", (slot) => this.#freeze(slot));
      case "freezeWorkers":
        return this.#onSlot("workers", (slot) => this.#freeze(slot));
      case "terminate":
        return this.#onSlot(this.#options.random.pick(["api", "workers"] as const), (slot) =>
          this.#terminate(slot),
        );
      case "killPostgres":
        return this.#onDatabase(() => installation.restartPostgres("SIGKILL"));
      case "stopPostgresAtOnce":
        return this.#onDatabase(() => installation.restartPostgres("SIGQUIT"));
      case "cutConnections":
        return this.#onDatabase(() => this.#cutConnections());
      case "killRedis":
        return redis === null ? undefined : () => this.#killRedis();
      case "emptyRedis":
        return redis === null ? undefined : () => redis.empty().catch(() => undefined);
      case "secondWorker":
        return () => this.#joinForAWhile();
      case "powerCut":
        return this.#powerCut();
    }
  }

  /** As a supervisor would; that it crashed is in the slot's own record. */
  #restartCrashed(): void {
    for (const slot of this.#options.installation.slots) {
      if (!slot.isBusy && !slot.isRunning)
        this.#track(
          "restart",
          this.#onceFree(slot, () => slot.start()),
        );
    }
  }

  #onSlot(
    part: "api" | "workers",
    fault: (slot: ServerSlot) => Promise<void>,
  ): (() => Promise<void>) | undefined {
    const idle = this.#options.installation
      .slotsWith(part)
      .filter(({ isBusy, isRunning }) => !isBusy && isRunning);
    if (idle.length === 0) return undefined;
    const slot = this.#options.random.pick(idle);
    return () => this.#onceFree(slot, () => fault(slot));
  }

  async #onceFree(slot: ServerSlot, work: () => Promise<void>): Promise<void> {
    slot.isBusy = true;
    try {
      await work();
    } finally {
      slot.isBusy = false;
    }
  }

  #onDatabase(fault: () => Promise<void>): (() => Promise<void>) | undefined {
    if (this.#databaseIsDown) return undefined;
    this.#databaseIsDown = true;
    return async () => {
      try {
        await fault();
      } finally {
        this.#databaseIsDown = false;
      }
    };
  }

  async #kill(slot: ServerSlot): Promise<void> {
    await slot.kill("SIGKILL");
    await wait(this.#options.random.integer(0, 1_000));
    await slot.start();
    // Struck again and again as it comes up, it would never do anything that could go wrong.
    await wait(this.#options.random.integer(500, 4_000));
  }

  async #freeze(slot: ServerSlot): Promise<void> {
    slot.freeze();
    await wait(this.#options.random.integer(500, this.#options.longestFreezeMs));
    slot.thaw();
  }

  async #terminate(slot: ServerSlot): Promise<void> {
    const end = await slot.kill("SIGTERM");
    if (end.code !== 0 || end.tookMs > 10_000) {
      const last = slot.said.split("\n").slice(-5).join("\n");
      this.complaints.push(
        `SIGTERM ended ${slot.name} with ${end.signal ?? end.code} after ${Math.round(end.tookMs)} ms: ${last}`,
      );
    }
    await slot.start();
  }

  async #cutConnections(): Promise<void> {
    await this.#options.installation.database
      .raw("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()", [])
      .catch(() => undefined);
  }

  async #killRedis(): Promise<void> {
    const { installation, random } = this.#options;
    await installation.redis?.kill();
    await wait(random.integer(0, 3_000));
    await installation.redis?.restart();
  }

  /** Another worker joins, and leaves in order or not. */
  async #joinForAWhile(): Promise<void> {
    const { installation, random } = this.#options;
    const slot = new ServerSlot("second worker", "workers", installation.env);
    await slot.start();
    await wait(random.integer(500, 5_000));
    if (random.chance(0.5)) await slot.kill("SIGKILL");
    else {
      const end = await slot.kill("SIGTERM");
      if (end.code !== 0)
        this.complaints.push(`SIGTERM ended the second worker with ${end.signal ?? end.code}`);
    }
  }

  /** Everything ends in the same moment. */
  #powerCut(): (() => Promise<void>) | undefined {
    const { installation } = this.#options;
    if (this.#databaseIsDown || installation.slots.some(({ isBusy }) => isBusy)) return undefined;
    this.#databaseIsDown = true;
    for (const slot of installation.slots) slot.isBusy = true;
    return async () => {
      try {
        const ends = installation.slots.map((slot) => slot.kill("SIGKILL"));
        const redis = installation.redis?.kill();
        await installation.restartPostgres("SIGKILL");
        await Promise.all([...ends, redis]);
        await installation.redis?.restart();
        await Promise.all(installation.slots.map((slot) => slot.start()));
      } finally {
        this.#databaseIsDown = false;
        for (const slot of installation.slots) slot.isBusy = false;
      }
    };
  }
}
