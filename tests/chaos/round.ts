import { setTimeout as wait } from "node:timers/promises";
import { redisAvailable } from "../harness/startRedis.ts";
import { ClockMover } from "./clockMover.ts";
import { FaultInjector, type FaultKind } from "./faultInjector.ts";
import type { Layout, PostgresForChaos } from "./installation.ts";
import { createRandom, type Random } from "./random.ts";
import { Stage, stageStartsAt } from "./stage.ts";
import { Workload } from "./workload.ts";

export interface RoundOptions {
  readonly postgres: PostgresForChaos;
  readonly seed: number;
  /** How long there is work and faults; setting up, settling and checking come on top. */
  readonly seconds: number;
  readonly longestFreezeMs: number;
  readonly senders?: number;
}

/** What a round did and found. Nothing is wrong if `violations` is empty. */
export interface RoundReport {
  readonly seed: number;
  readonly layout: Layout;
  readonly violations: readonly string[];
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly sent: number;
  readonly acknowledged: number;
  readonly recorded: number;
  readonly tasks: number;
  readonly rungs: number;
  readonly notices: number;
  readonly webhookMessages: number;
  readonly clockMoves: number;
  readonly seconds: number;
}

/** Draws which processes run, on what, by which clock. */
export function layoutOf(random: Random, withRedis: boolean): Layout {
  return {
    processes: random.pick([
      ["api,workers"],
      ["api,workers", "api,workers"],
      ["api", "workers"],
      ["api", "workers", "workers"],
      ["api", "api", "workers"],
    ]),
    queues: withRedis && random.chance(0.6) ? "redis" : "postgres",
    clock: random.chance(0.6) ? stageStartsAt : "system",
  };
}

/**
 * One round: an installation is set up, worked with and struck for a while, left to settle, and judged whole.
 *
 * The seed fixes who tries what and which faults come; when each meets the other is up to the machine, so a seed that failed
 * may have to be tried again.
 */
export async function runRound(options: RoundOptions): Promise<RoundReport> {
  const startedAt = performance.now();
  const random = createRandom(options.seed);
  const layout = layoutOf(random, redisAvailable());
  const stage = await Stage.open(options.postgres, layout, random);
  try {
    stage.receiver.misbehave(0.2);
    const { faults, mover } = await strike(options, stage, random);
    stage.receiver.misbehave(0);
    const { violations, rungs, snapshot } = await stage.judge();
    const { journal, receiver } = stage;
    return {
      seed: options.seed,
      layout,
      violations: [...faults.complaints, ...violations],
      faults: faults.counts,
      sent: journal.events.length,
      acknowledged: journal.acknowledgedCount,
      recorded: [...snapshot.historyByTask.values()].reduce((sum, events) => sum + events.length, 0),
      tasks: snapshot.tasks.length,
      rungs,
      notices: snapshot.notices.length,
      webhookMessages: [...receiver.received.values()].reduce((sum, { count }) => sum + count, 0),
      clockMoves: mover?.count ?? 0,
      seconds: Math.round((performance.now() - startedAt) / 1_000),
    };
  } finally {
    await stage.close();
  }
}

/** Work, clock and faults side by side until the time is over; everything is up, and everything sent answered, at the end. */
async function strike({ seconds, longestFreezeMs, senders = 6 }: RoundOptions, stage: Stage, random: Random) {
  const { installation, client, county } = stage;
  const stop = new AbortController();
  const mover = installation.isManual
    ? new ClockMover(installation, client, random.fork("clock"), Date.parse(stageStartsAt))
    : null;
  const workload = new Workload({
    client,
    county,
    senders,
    random: random.fork("work"),
    isQuick: mover === null,
    now: () => mover?.now ?? Date.now(),
    stop: stop.signal,
  });
  const faults = new FaultInjector({
    installation,
    random: random.fork("faults"),
    longestPauseMs: 2_500,
    longestFreezeMs,
  });
  const running = Promise.all([workload.run(), mover?.run(stop.signal), faults.run(stop.signal)]);
  await Promise.race([wait(seconds * 1_000), running]);
  stop.abort();
  await running;
  return { faults, mover };
}
