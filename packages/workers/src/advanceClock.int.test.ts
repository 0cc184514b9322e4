import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { findNextAttemptAt, findNextRungAt, findNextSendAt, silentLogger } from "@duban/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../tests/harness/cloneDatabase.ts";
import { at, type County, createCounty } from "../../../tests/harness/county.ts";
import { createClockAdvance } from "./advanceClock.ts";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { createWebhookTransport } from "./transports/webhook.ts";
import { createWorkerStats } from "./workerStats.ts";

let cloned: ClonedDatabase;
let county: County;
let deliveries: Deliveries;
let advanceTo: (to: number) => Promise<void>;

beforeEach(async () => {
  cloned = await cloneDatabase();
  county = await createCounty(cloned.database);
  const { database, clock, engine } = county;
  const transport = createWebhookTransport({ allowPrivate: true });
  deliveries = createDeliveries({
    database,
    clock,
    transport,
    stats: createWorkerStats(),
    logger: silentLogger,
  });
  advanceTo = createClockAdvance({
    engine,
    database,
    clock,
    deliver: deliveries.deliver,
    logger: silentLogger,
  });
});

afterEach(async () => {
  await deliveries.close(1_000);
  await cloned.drop();
});

const recorded = (type: string) =>
  cloned.database.raw<{ task_id: string; recorded_at: number; at: number; rung: number }>(
    `select task_id, recorded_at, at, (data ->> 'rung')::integer as rung
     from events where type = $1 order by position`,
    [type],
  );

test("every rung on the way fires at its own instant, in order, once", async () => {
  for (const workdays of [3, 5, 8, 13, 21]) await county.createTasks({ due: { workdays } });
  await advanceTo(at("2026-06-01T10:00:00+08:00"));
  const rungs = await recorded("rungFired");
  const instants = rungs.map((rung) => rung.recorded_at);
  expect(instants).toEqual([...instants].sort((a, b) => a - b));
  expect(rungs.every((rung) => rung.recorded_at === rung.at)).toBe(true);
  expect(instants).toContain(at("2026-03-05T17:30:00+08:00"));
  expect(new Set(rungs.map(({ task_id, rung }) => `${task_id}/${rung}`)).size).toBe(rungs.length);
  expect(await county.clock.read()).toBe(at("2026-06-01T10:00:00+08:00"));
});

test("nothing that is due by then is left when it answers", async () => {
  await county.createTasks();
  const to = at("2027-03-01T10:00:00+08:00");
  await advanceTo(to);
  expect(await findNextRungAt(cloned.database, county.tenantId)).toBeNull();
  expect(await findNextSendAt(cloned.database, county.tenantId)).toBeNull();
  expect((await recorded("noticeSent")).length).toBeGreaterThan(0);
});

test("moving to where it stands does what is due now, moving back is refused", async () => {
  const now = await county.clock.read();
  await advanceTo(now);
  await advanceTo(now + 60_000);
  await expect(advanceTo(now)).rejects.toMatchObject({ code: "clock-in-past" });
  expect(await county.clock.read()).toBe(now + 60_000);
});

test("calls at once take turns", async () => {
  await county.createTasks();
  const targets = ["2026-03-04", "2026-03-20", "2026-05-01"].map((day) => at(`${day}T12:00:00+08:00`));
  await Promise.all(targets.map(advanceTo));
  expect(await county.clock.read()).toBe(targets[2]);
  const instants = (await recorded("rungFired")).map((rung) => rung.recorded_at);
  expect(instants).toEqual([...instants].sort((a, b) => a - b));
});

test("messages leave at the instant of their event, and their retries at theirs, before the clock goes on", async () => {
  const arrivals: number[] = [];
  let refusals = 2;
  const server = createServer(async (request, response) => {
    request.resume();
    arrivals.push(await county.clock.read());
    response.writeHead(refusals-- > 0 ? 500 : 200).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  await cloned.database.raw(
    "insert into webhooks values ($1, 'hook', $2, $3, 'whsec_c2VjcmV0', '2026-03-02Z')",
    [
      county.tenantId,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      ["duban.task.rungFired"],
    ],
  );
  await county.createTasks();
  await advanceTo(at("2026-04-30T10:00:00+08:00"));
  server.close();
  const rungs = await recorded("rungFired");
  const [first] = rungs;
  expect(arrivals).toHaveLength(rungs.length + 2);
  expect(arrivals[0]).toBe(first?.recorded_at);
  expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeLessThan(10_000);
  expect(arrivals.slice(3)).toEqual(rungs.slice(1).map((rung) => rung.recorded_at));
  expect(await findNextAttemptAt(cloned.database, county.tenantId)).toBeNull();
});

test("a year with a thousand different instants passes in seconds", async () => {
  const startsAt = await county.clock.read();
  const hours = Array.from(
    { length: 250 },
    (_, index) => startsAt + (index + 1) * 30 * 3_600_000 + index * 1_000,
  );
  for (const instant of hours) {
    await county.createTasks({ due: { at: new Date(instant).toISOString() }, signWithin: { days: 300 } });
  }
  const begunAt = performance.now();
  await advanceTo(startsAt + 366 * 86_400_000);
  const tookMs = performance.now() - begunAt;
  const rungs = await recorded("rungFired");
  const instants = new Set(rungs.map((rung) => rung.recorded_at));
  expect(instants.size).toBeGreaterThan(500);
  expect(tookMs).toBeLessThan(30_000);
});
