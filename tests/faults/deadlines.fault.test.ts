import { invariant } from "@duban/engine";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Hook } from "../chaos/checks/checkWebhooks.ts";
import { units } from "../chaos/county.ts";
import { adminKey, type PostgresForChaos, startPostgresForChaos } from "../chaos/installation.ts";
import { createRandom } from "../chaos/random.ts";
import { ServerSlot } from "../chaos/serverSlot.ts";
import { Stage, stageStartsAt } from "../chaos/stage.ts";
import { eventually } from "../harness/eventually.ts";
import { redisAvailable } from "../harness/startRedis.ts";

const day = 86_400_000;

let postgres: PostgresForChaos;
let stage: Stage;
beforeAll(async () => {
  postgres = await startPostgresForChaos();
});
afterAll(() => postgres.stop());
afterEach(() => stage.close());

async function open(
  processes: readonly string[],
  rest: { queues?: "redis"; clock?: "system"; hooks?: readonly Hook[] } = {},
) {
  const layout = {
    processes,
    queues: rest.queues ?? "postgres",
    clock: rest.clock ?? stageStartsAt,
  } as const;
  stage = await Stage.open(postgres, layout, createRandom(2), rest.hooks);
  return stage.installation;
}

/** Makes matters of `units.length` tasks each; answers the ids of their tasks. */
async function createMatters(count: number, terms: Record<string, unknown>): Promise<string[]> {
  const { client, county, journal } = stage;
  const [lead, ...assist] = units;
  const body = { title: "绿化荒山", source: { kind: "meeting" }, lead, assist, ...terms };
  const made = Array.from({ length: count }, async (_, index) => {
    const key = `matter ${journal.matters.length} ${index}`;
    const { status, body: matter } = await client.insist("POST", "/v1/matters", county.leader, body, {
      "idempotency-key": key,
    });
    invariant(status === 201, `POST /v1/matters: ${status} ${JSON.stringify(matter)}`);
    const tasks = (matter["tasks"] as { id: string }[]).map(({ id }) => id);
    journal.matters.push({ key, answers: [{ id: String(matter["id"]), tasks }] });
    return tasks;
  });
  return (await Promise.all(made)).flat();
}

async function countFired(): Promise<number> {
  const text = "select count(*) as count from events where type = 'rungFired'";
  const [row] = await stage.installation.database.raw<{ count: number }>(text, []);
  return row?.count ?? 0;
}

const onceFired = (count: number) =>
  eventually(async () => (await countFired()) >= count, {
    withinMs: 60_000,
    everyMs: 5,
    what: `${count} rungs fired`,
  });

test("a worker killed with -9 in the middle of a storm leaves every rung to the next one, which fires each once", async () => {
  const installation = await open(["api", "workers", "workers"], { hooks: [] });
  const [, first, second] = installation.slots;
  // Beyond what one transaction takes of a storm; silent, as it is the rungs that are looked at.
  const rungs = [
    { clock: "sign", at: { days: 0 } },
    ...[-2, -1, 0, 1, 2].map((hours) => ({ at: { hours } })),
  ];
  await stage.client.insist("PUT", "/v1/ladders/storm", adminKey, { rungs });
  await createMatters(300, { due: { workdays: 4 }, ladder: "storm" });
  await installation.moveClock((await installation.now()) + 10 * day);
  await onceFired(1);
  await first?.kill("SIGKILL");
  await onceFired(2_000);
  await second?.kill("SIGKILL");
  await first?.start();
  const { violations, rungs: fired } = await stage.judge();
  expect(violations).toEqual([]);
  expect(fired).toBe(1_200 * rungs.length);
});

test("a worker frozen past the lock of its job and its deliveries' lease repeats nothing when it goes on", async () => {
  const installation = await open(["api", "workers", "workers"]);
  const [, frozen] = installation.slots;
  stage.receiver.misbehave(0.3);
  await createMatters(100, { due: { workdays: 2 } });
  await installation.moveClock((await installation.now()) + 2 * day);
  await onceFired(1);
  const frozenAt = performance.now();
  frozen?.freeze();
  // BullMQ takes a job from its worker after 30 s; the lease of a message runs by the manual clock.
  await installation.moveClock((await installation.now()) + 3 * day);
  await eventually(() => performance.now() - frozenAt > 33_000, { withinMs: 40_000 });
  frozen?.thaw();
  stage.receiver.misbehave(0);
  await eventually(async () => (await countFired()) >= 2_000, { withinMs: 30_000, what: "the rest" });
  expect((await stage.judge()).violations).toEqual([]);
});

test("with no worker for a week what is overdue is read right, and when one comes back what was missed fires in order, once", async () => {
  const installation = await open(["api"]);
  const tasks = await createMatters(20, { due: { workdays: 1 }, signWithin: { days: 3 } });
  // Monday to Monday: due on Tuesday, so late by Wednesday, Thursday, Friday and Monday.
  for (let days = 0; days < 7; days++) await installation.moveClock((await installation.now()) + day);
  const { body } = await stage.client.insist("GET", `/v1/tasks/${tasks[0]}`, stage.county.leader, undefined);
  expect(body).toMatchObject({ overdue: true, overdueWorkdays: 4, revision: 1, card: "none" });
  const late = await stage.client.insist(
    "GET",
    "/v1/tasks?overdue=true&limit=200",
    stage.county.leader,
    undefined,
  );
  expect(late.body["items"]).toHaveLength(tasks.length);
  expect(await countFired()).toBe(0);
  const worker = new ServerSlot("workers", "workers", installation.env);
  await worker.start();
  await onceFired(tasks.length * 5);
  const order = await installation.database.raw<{ at: number }>(
    "select (data->>'at')::timestamptz as at from events where type = 'rungFired' order by position",
    [],
  );
  expect(order.map(({ at }) => at)).toEqual(order.map(({ at }) => at).sort((one, other) => one - other));
  await worker.kill("SIGKILL");
  expect((await stage.judge()).violations).toEqual([]);
});

if (redisAvailable()) {
  test("deadlines that wait while Redis is emptied, and killed, fire once all the same", async () => {
    const installation = await open(["api,workers"], { queues: "redis", clock: "system" });
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    await createMatters(10, { due: { at: at(6_000) }, signWithin: { at: at(5_000) }, ladder: "quick" });
    await installation.redis?.empty();
    await onceFired(1);
    await installation.redis?.kill();
    await createMatters(10, { due: { at: at(4_000) }, signWithin: { at: at(3_000) }, ladder: "quick" });
    await onceFired(250);
    await installation.redis?.restart();
    // Four rungs beside the due and two beside signing, of eighty tasks.
    await onceFired(480);
    const { violations, rungs } = await stage.judge();
    expect(violations).toEqual([]);
    expect(rungs).toBe(480);
  });
}
