import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { spawnServer, temporaryDataDir } from "../harness/spawnServer.ts";
import { clientOf, matterOf } from "./flow.ts";

let clone: ClonedDatabase;
let dataDir: { path: string; remove(): Promise<void> };
beforeAll(async () => {
  clone = await cloneDatabase({ max: 1 });
  dataDir = await temporaryDataDir();
});
afterAll(async () => {
  await clone.drop();
  await dataDir.remove();
});

test("a first administrator's key is made once, kept for the owner alone, and good after a restart", async () => {
  const environment = { DATABASE_URL: clone.url, DATA_DIR: dataDir.path, DUBAN_PARTS: "api" };
  const first = await spawnServer(environment);
  const path = join(dataDir.path, "admin-key");
  const key = (await readFile(path, "utf8")).trim();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(first.stdout()).toBe(`duban listening on ${first.url}\n`);
  const told = first
    .stderr()
    .split("\n")
    .filter((line) => line.includes(path));
  expect(told).toHaveLength(1);
  expect(first.stderr()).not.toContain(key);
  expect((await clientOf(first.url, key).call("GET", "/v1/keys")).status).toBe(200);
  const second = await first.restart("SIGTERM");
  expect((await clientOf(second.url, key).call("GET", "/v1/keys")).status).toBe(200);
  expect(second.stderr()).not.toContain(path);
  expect(await second.kill("SIGTERM")).toEqual({ code: 0, signal: null });
});

test("SIGTERM in the middle of load loses nothing that was acknowledged, and ends with 0 within 10 s", async () => {
  const key = "an-administrators-key";
  const environment = { DATABASE_URL: clone.url, DATA_DIR: dataDir.path, DUBAN_ADMIN_KEY: key };
  const server = await spawnServer(environment);
  const admin = clientOf(server.url, key);
  await admin.call("PUT", "/v1/units", [{ code: "nyj", name: "农业局", kind: "department" }]);
  const { body: made } = await admin.call("POST", "/v1/keys", { name: "nyj", unit: "nyj" });
  const unit = clientOf(server.url, made.key);
  const { body: matter } = await admin.call("POST", "/v1/matters", matterOf());
  const [task] = matter.tasks;
  await unit.send(task.id, "accepted");
  const acknowledged: number[] = [];
  let isEnding = false;
  const sendOn = async () => {
    for (;;) {
      const reply = await unit.send(task.id, "progressed", { note: "n" }).catch(() => undefined);
      if (reply === undefined) return;
      if (reply.status === 200) acknowledged.push(reply.body.revision);
      else expect(reply.status).toBe(503);
      if (isEnding && reply.status !== 200) return;
    }
  };
  const senders = Array.from({ length: 16 }, sendOn);
  await unit.send(task.id, "progressed", { note: "the load is on" });
  const startedAt = performance.now();
  isEnding = true;
  expect(await server.kill("SIGTERM")).toEqual({ code: 0, signal: null });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await Promise.all(senders);
  expect(acknowledged.length).toBeGreaterThan(0);
  const rows = await clone.database.raw<{ revision: number }>(
    "select revision from events where task_id = $1::uuid and type = 'progressed'",
    [task.id],
  );
  const recorded = new Set(rows.map((row) => row.revision));
  expect(acknowledged.filter((revision) => !recorded.has(revision))).toEqual([]);
});

test("a bad configuration stops the start with one message that lists every problem", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "packages/api/src/main.ts"],
    {
      env: { PATH: process.env["PATH"], PORT: "no", DUBAN_ADMIN_KEY: "short", DUBAN_PARTS: "all" },
      encoding: "utf8",
    },
  );
  expect(status).toBe(1);
  expect(stdout).toBe("");
  for (const name of ["PORT", "DUBAN_ADMIN_KEY", "DUBAN_PARTS"]) expect(stderr).toContain(`- ${name} `);
  expect(stderr).not.toContain("short");
});
