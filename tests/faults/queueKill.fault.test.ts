import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLogger } from "@duban/engine";
import { createClockAdvance, startWorkers, type Workers } from "@duban/workers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty } from "../harness/county.ts";
import { eventually } from "../harness/eventually.ts";
import { spawnServer, temporaryDataDir } from "../harness/spawnServer.ts";

const startsAt = "2026-03-02T10:00:00+08:00";
const messageCount = 300;
const stormSize = 2_500;

let cloned: ClonedDatabase;
let county: County;
let survivor: Workers | undefined;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
beforeEach(async () => {
  cloned = await cloneDatabase();
  county = await createCounty(cloned.database, { startsAt });
  dataDir = await temporaryDataDir();
});
afterEach(async () => {
  await survivor?.drain(5_000);
  await cloned.drop();
  await dataDir.remove();
});

/** The whole server on the county's database, its clock standing still. */
const startServer = () =>
  spawnServer({
    DATABASE_URL: cloned.url,
    DATA_DIR: dataDir.path,
    DUBAN_CLOCK: `manual:${startsAt}`,
    DUBAN_WEBHOOK_PRIVATE: "allow",
  });

/** Workers in this process, which take over. */
const startSurvivor = () =>
  startWorkers({
    ...county,
    logger: silentLogger,
    config: {
      databaseUrl: cloned.url,
      redis: null,
      webhook: { privateAddresses: "allow", timeoutMs: 10_000 },
    },
  });

test("a worker process killed while it delivers loses no message, and what it repeats has the same id", async () => {
  const arrivals = new Map<string, number>();
  const receiver = createServer((request, response) => {
    request.resume();
    const id = String(request.headers["webhook-id"]);
    arrivals.set(id, (arrivals.get(id) ?? 0) + 1);
    setTimeout(() => response.writeHead(204).end(), 20);
  });
  await new Promise<void>((ready) => receiver.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  await cloned.database.raw(
    "insert into webhooks values ($1, 'hook', $2, $3, 'whsec_c2VjcmV0', '2026-03-02Z')",
    [county.tenantId, url, ["duban.task.assigned"]],
  );
  await Promise.all(Array.from({ length: messageCount }, () => county.createTasks()));

  const server = await startServer();
  await eventually(() => arrivals.size > 20, { what: "the deliveries being under way", everyMs: 1 });
  await server.kill("SIGKILL");
  expect(arrivals.size).toBeLessThan(messageCount);

  survivor = startSurvivor();
  const advanceTo = createClockAdvance({ ...county, deliver: survivor.deliver, logger: silentLogger });
  await advanceTo(at("2026-03-02T10:30:00+08:00"));
  receiver.close();

  const states = await cloned.database.raw<{ id: string; state: string }>("select id, state from outbox");
  expect(states).toHaveLength(messageCount);
  expect(states.every(({ state }) => state === "delivered")).toBe(true);
  expect(new Set(arrivals.keys())).toEqual(new Set(states.map(({ id }) => `msg_${id}`)));
  const [recorded] = await cloned.database.raw<{ count: number }>(
    "select count(*)::integer as count from attempts where outcome = 'delivered'",
  );
  expect(recorded?.count).toBe(messageCount);
});

test("a worker process killed in a storm of deadlines fires no rung twice, and the next one fires the rest", async () => {
  const dueAt = at("2026-03-03T12:00:00+08:00");
  const due = { at: new Date(dueAt).toISOString() };
  await Promise.all(
    Array.from({ length: stormSize }, () => county.createTasks({ due, signWithin: { workdays: 9 } })),
  );
  const fired = async () => {
    const [row] = await cloned.database.raw<{ count: number; tasks: number }>(
      `select count(*)::integer as count, count(distinct task_id)::integer as tasks
       from events where type = 'rungFired'`,
    );
    return row ?? { count: 0, tasks: 0 };
  };

  const server = await startServer();
  await county.clock.advanceTo(dueAt);
  await eventually(async () => (await fired()).count > 0, { what: "the storm being under way", everyMs: 1 });
  await server.kill("SIGKILL");

  survivor = startSurvivor();
  await eventually(async () => (await fired()).tasks === stormSize);
  expect(await fired()).toEqual({ count: stormSize, tasks: stormSize });
});
