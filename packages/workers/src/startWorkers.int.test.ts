import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Committed, createDatabase, type Database, silentLogger, systemClock } from "@duban/engine";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../tests/harness/cloneDatabase.ts";
import { type County, createCounty } from "../../../tests/harness/county.ts";
import { eventually } from "../../../tests/harness/eventually.ts";
import { queueStores, type RedisForTests, startRedis } from "../../../tests/harness/startRedis.ts";
import { startWorkers, type Workers, type WorkersOptions } from "./startWorkers.ts";

const never = 3_600_000;

describe.each(queueStores())("with the queues on %s", (store) => {
  let redis: RedisForTests | undefined;
  let cloned: ClonedDatabase;
  let county: County;
  let onCommitted: (committed: Committed) => void;
  let started: Workers[];
  let pools: Database[];

  beforeAll(async () => {
    if (store === "redis") redis = await startRedis();
  });
  afterAll(() => redis?.stop());

  beforeEach(async () => {
    await redis?.empty();
    cloned = await cloneDatabase();
    onCommitted = () => undefined;
    started = [];
    pools = [];
    county = await createCounty(cloned.database, {
      clock: systemClock,
      onCommitted: (committed) => onCommitted(committed),
    });
  });
  afterEach(async () => {
    await Promise.all(started.map((workers) => workers.drain()));
    await Promise.all(pools.map((pool) => pool.close()));
    await cloned.drop();
  });

  /** The workers of one process; without a sweep but for the first, unless said otherwise. */
  async function start(options: Partial<WorkersOptions> = {}): Promise<Workers> {
    const database = createDatabase(cloned.url, { max: 4, logger: silentLogger });
    pools.push(database);
    const workers = startWorkers({
      ...county,
      database,
      logger: silentLogger,
      sweepEveryMs: never,
      config: {
        databaseUrl: cloned.url,
        redis: redis === undefined ? null : { url: redis.url, cluster: false },
        webhook: { privateAddresses: "allow", timeoutMs: 5_000 },
      },
      ...options,
    });
    started.push(workers);
    await eventually(() => workers.stats.queueReachable, { what: "the queue" });
    if (options.works !== false)
      await eventually(() => workers.stats.sweeps > 0, { what: "the first sweep" });
    return workers;
  }

  const rungs = () =>
    cloned.database.raw<{ task_id: string; at: number; recorded_at: number }>(
      "select task_id, at, recorded_at from events where type = 'rungFired' order by position",
    );
  const dueIn = (delayMs: number) => ({ at: new Date(Date.now() + delayMs).toISOString() });

  test("a deadline escalates at its instant, woken by the queue alone", async () => {
    onCommitted = (await start()).onCommitted;
    await county.createTasks({ due: dueIn(1_500) });
    const [rung] = await eventually(async () => {
      const fired = await rungs();
      return fired.length > 0 && fired;
    });
    const lagMs = (rung?.recorded_at ?? 0) - (rung?.at ?? 0);
    expect(lagMs).toBeGreaterThanOrEqual(0);
    expect(lagMs).toBeLessThan(1_000);
  });

  test("of several deadlines each wakes the workers anew, also those in another process than the committing one", async () => {
    await start();
    onCommitted = (await start({ works: false })).onCommitted;
    for (const delayMs of [2_600, 1_300, 3_900]) await county.createTasks({ due: dueIn(delayMs) });
    const fired = await eventually(async () => {
      const found = await rungs();
      return found.length === 3 && found;
    });
    for (const rung of fired) expect(rung.recorded_at - rung.at).toBeLessThan(1_000);
  });

  test("what became due while no worker ran is done as soon as one starts", async () => {
    const { due } = { due: dueIn(50) };
    await county.createTasks({ due });
    await eventually(() => Date.now() > Date.parse(due.at));
    const workers = await start();
    expect(await rungs()).toHaveLength(1);
    expect(workers.stats).toMatchObject({ rungsFired: 1, drains: 1 });
  });

  test("two worker processes share a storm and fire every rung once", async () => {
    const [first, second] = [await start({ sweepEveryMs: 300 }), await start({ sweepEveryMs: 300 })];
    onCommitted = first.onCommitted;
    const due = dueIn(2_000);
    await Promise.all(Array.from({ length: 300 }, () => county.createTasks({ due })));
    const fired = await eventually(async () => {
      const found = await rungs();
      return found.length >= 300 && found;
    });
    expect(new Set(fired.map((rung) => rung.task_id)).size).toBe(300);
    expect(fired).toHaveLength(300);
    await eventually(() => first.stats.rungsFired + second.stats.rungsFired === 300);
  });

  test("a message leaves after the commit of its event, by relay and delivery, each webhook for itself", async () => {
    const arrived: string[] = [];
    const server = createServer((request, response) => {
      request.resume();
      arrived.push(request.url ?? "");
      // The first webhook's receiver hangs; the second must not wait for it.
      if (request.url !== "/slow") response.writeHead(204).end();
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo;
    for (const path of ["slow", "quick"]) {
      await cloned.database.raw(
        "insert into webhooks values ($1, $2, $3, null, 'whsec_c2VjcmV0', '2026-03-02Z')",
        [county.tenantId, path, `http://127.0.0.1:${port}/${path}`],
      );
    }
    const workers = await start();
    onCommitted = workers.onCommitted;
    for (let i = 0; i < 20; i++) await county.createTasks();
    await eventually(() => arrived.filter((path) => path === "/quick").length >= 20);
    await eventually(() => workers.stats.deliveries.delivered >= 20);
    server.closeAllConnections();
    server.close();
  });

  test("draining ends within its limit and leaves the rest to others", async () => {
    const workers = await start();
    onCommitted = workers.onCommitted;
    await county.createTasks({ due: dueIn(600) });
    await workers.drain(5_000);
    await start();
    await eventually(async () => (await rungs()).length === 1);
  });
});
