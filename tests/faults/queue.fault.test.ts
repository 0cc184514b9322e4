import { type Committed, createDatabase, type Database, silentLogger, systemClock } from "@duban/engine";
import { startWorkers, type Workers } from "@duban/workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { type County, createCounty } from "../harness/county.ts";
import { eventually } from "../harness/eventually.ts";
import { type RedisForTests, redisAvailable, startRedis } from "../harness/startRedis.ts";

const never = 3_600_000;
const often = 200;

let cloned: ClonedDatabase;
let county: County;
let pool: Database;
let onCommitted: (committed: Committed) => void;
let started: Workers[];

beforeEach(async () => {
  cloned = await cloneDatabase();
  pool = createDatabase(cloned.url, { max: 4, logger: silentLogger });
  onCommitted = () => undefined;
  started = [];
  county = await createCounty(cloned.database, {
    clock: systemClock,
    onCommitted: (commit) => onCommitted(commit),
  });
});
afterEach(async () => {
  await Promise.all(started.map((workers) => workers.drain(2_000)));
  await pool.close();
  await cloned.drop();
});

function start(redisUrl: string | null, sweepEveryMs: number): Workers {
  const workers = startWorkers({
    ...county,
    database: pool,
    logger: silentLogger,
    sweepEveryMs,
    config: {
      databaseUrl: cloned.url,
      redis: redisUrl === null ? null : { url: redisUrl, cluster: false },
      webhook: { privateAddresses: "refuse", timeoutMs: 5_000 },
    },
  });
  started.push(workers);
  onCommitted = workers.onCommitted;
  return workers;
}

const reachable = (workers: Workers) => eventually(() => workers.stats.queueReachable, { what: "the queue" });
const swept = (workers: Workers) => eventually(() => workers.stats.sweeps > 0, { what: "the first sweep" });
const dueIn = (delayMs: number) => ({ at: new Date(Date.now() + delayMs).toISOString() });
const fired = async () => {
  const [row] = await cloned.database.raw<{ count: number }>(
    "select count(*)::integer as count from events where type = 'rungFired'",
  );
  return row?.count ?? 0;
};

describe.runIf(redisAvailable())("with the queues on Redis", () => {
  let redis: RedisForTests;
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(() => redis.stop());

  test("a deadline fires once though Redis is emptied while it waits", async () => {
    const workers = start(redis.url, often);
    await Promise.all([reachable(workers), swept(workers)]);
    await county.createTasks({ due: dueIn(1_000) });
    await redis.empty();
    await eventually(async () => (await fired()) === 1);
    const sweeps = workers.stats.sweeps;
    await eventually(() => workers.stats.sweeps > sweeps + 2);
    expect(await fired()).toBe(1);
  });

  test("the queue works again after Redis was emptied under it", async () => {
    const workers = start(redis.url, never);
    await Promise.all([reachable(workers), swept(workers)]);
    await redis.empty();
    await county.createTasks({ due: dueIn(1_000) });
    await eventually(async () => (await fired()) === 1);
  });

  test("deadlines fire without Redis: it is down when the workers start", async () => {
    await redis.kill();
    const workers = start(redis.url, often);
    await county.createTasks({ due: dueIn(500) });
    await eventually(async () => (await fired()) === 1);
    expect(workers.stats.queueReachable).toBe(false);
  });

  test("workers that started without Redis use it when it comes", async () => {
    await redis.kill();
    const workers = start(redis.url, never);
    await swept(workers);
    await redis.restart();
    await reachable(workers);
    await county.createTasks({ due: dueIn(1_000) });
    await eventually(async () => (await fired()) === 1);
  });

  test("deadlines fire while Redis is away and when it is back, each once", async () => {
    const workers = start(redis.url, often);
    await Promise.all([reachable(workers), swept(workers)]);
    await redis.kill();
    await county.createTasks({ due: dueIn(500) });
    await eventually(async () => (await fired()) === 1);
    await redis.restart();
    await county.createTasks({ due: dueIn(500) });
    await eventually(async () => (await fired()) === 2);
    const sweeps = workers.stats.sweeps;
    await eventually(() => workers.stats.sweeps > sweeps + 2);
    expect(await fired()).toBe(2);
  });

  test("draining ends within its limit though Redis is away", async () => {
    const workers = start(redis.url, often);
    await reachable(workers);
    await redis.kill();
    const begunAt = performance.now();
    await workers.drain(2_000);
    expect(performance.now() - begunAt).toBeLessThan(6_000);
  });
});

describe("with the queues on Postgres", () => {
  const cutConnections = () =>
    cloned.database
      .raw(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      )
      .then(() => undefined);

  test("the workers live through the loss of every connection, and the queue wakes them again", async () => {
    const workers = start(null, never);
    await Promise.all([reachable(workers), swept(workers)]);
    await cutConnections();
    await county.createTasks({ due: dueIn(1_500) });
    await eventually(async () => (await fired()) === 1, { withinMs: 40_000 });
  });

  test("a deadline fires once though the queue's tables are emptied while it waits", async () => {
    const workers = start(null, often);
    await Promise.all([reachable(workers), swept(workers)]);
    await county.createTasks({ due: dueIn(1_000) });
    await cloned.database.raw("delete from bullmq.job");
    await eventually(async () => (await fired()) === 1);
    expect(await fired()).toBe(1);
  });

  test("workers start, and do their work by sweeping, where the queue's schema may not be made", async () => {
    await cloned.database.raw("create schema bullmq; create table bullmq.migration (version text)");
    const workers = start(null, often);
    await county.createTasks({ due: dueIn(500) });
    await eventually(async () => (await fired()) === 1);
    expect(workers.stats.queueReachable).toBe(false);
    await cloned.database.raw("drop schema bullmq cascade");
    await reachable(workers);
  });
});
