import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { adminKey, type PostgresForChaos, startPostgresForChaos } from "../chaos/installation.ts";
import { isAcknowledged } from "../chaos/journal.ts";
import { createRandom } from "../chaos/random.ts";
import { Stage, stageStartsAt } from "../chaos/stage.ts";
import { underLoad } from "./underLoad.ts";

let postgres: PostgresForChaos;
let stage: Stage;
beforeAll(async () => {
  postgres = await startPostgresForChaos();
});
afterAll(() => postgres.stop());
afterEach(() => stage.close());

const open = async (processes: readonly string[]) => {
  stage = await Stage.open(
    postgres,
    { processes, queues: "postgres", clock: stageStartsAt },
    createRandom(1),
  );
  return stage;
};

test("the server killed with -9 in the middle of load, again and again, has recorded what it acknowledged once, and says `duplicate` to who repeats", async () => {
  const { installation, client, journal, county } = await open(["api,workers"]);
  const [server] = installation.slots;
  await underLoad(stage, 11, 4, async () => {
    await server?.kill("SIGKILL");
    await server?.start();
  });
  const acknowledged = journal.events.filter(isAcknowledged).slice(-200);
  await client.sendBatch(county.leader, acknowledged);
  expect(acknowledged.map(({ tries }) => tries.at(-1)?.outcome)).toEqual(acknowledged.map(() => "duplicate"));
  expect(acknowledged.length).toBeGreaterThan(50);
  expect((await stage.judge()).violations).toEqual([]);
});

test("Postgres killed with -9 and stopped at once under load is waited out, and nothing acknowledged is lost", async () => {
  const { installation } = await open(["api,workers"]);
  const signals = ["SIGKILL", "SIGQUIT", "SIGKILL"] as const;
  let time = 0;
  await underLoad(stage, 12, signals.length, () =>
    installation.restartPostgres(signals[time++] ?? "SIGKILL"),
  );
  expect((await stage.judge()).violations).toEqual([]);
});

test("SIGTERM under load ends the server with 0 within 10 s, and everything acknowledged is there", async () => {
  const { installation } = await open(["api,workers"]);
  const [server] = installation.slots;
  await underLoad(stage, 13, 2, async () => {
    const end = await server?.kill("SIGTERM");
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(end?.tookMs).toBeLessThan(10_000);
    await server?.start();
  });
  expect((await stage.judge()).violations).toEqual([]);
});

test("when the power goes while webhooks are being sent, each message arrives at least once, always under one id", async () => {
  const { installation, receiver, client } = await open(["api", "workers"]);
  receiver.misbehave(0.3);
  let arrived = receiver.received.size;
  await underLoad(stage, 14, 2, async () => {
    const to = new Date((await installation.now()) + 3_600_000).toISOString();
    const moving = client.ask("POST", "/v1/clock", adminKey, { to });
    await Promise.all(installation.slots.map((slot) => slot.kill("SIGKILL")));
    await installation.restartPostgres("SIGKILL");
    await moving;
    expect(receiver.received.size).toBeGreaterThan(arrived);
    arrived = receiver.received.size;
    await Promise.all(installation.slots.map((slot) => slot.start()));
  });
  receiver.misbehave(0);
  expect((await stage.judge()).violations).toEqual([]);
});
