import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtProgram } from "../harness/builtProgram.ts";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { eventually } from "../harness/eventually.ts";
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

async function run(program: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const env = { PATH: process.env["PATH"] ?? "", DATABASE_URL: clone.url, DATA_DIR: dataDir.path };
  const done = spawnSync(
    process.execPath,
    [program.endsWith(".ts") ? await builtProgram(program) : program, ...args],
    { env, encoding: "utf8" },
  );
  return { code: done.status, said: done.stdout + done.stderr };
}

test("the server seals what it records, the auditor takes it away, and both checks say where it was tampered with", async () => {
  const server = await spawnServer({
    DATABASE_URL: clone.url,
    DATA_DIR: dataDir.path,
    DUBAN_ADMIN_KEY: adminKey,
  });
  const admin = clientOf(server.url, adminKey);
  await admin.call("PUT", "/v1/units", [{ code: "nyj", name: "农业局", kind: "department" }]);
  const { body: matter } = await admin.call("POST", "/v1/matters", matterOf());
  const { body: key } = await admin.call("POST", "/v1/keys", { name: "审计", roles: ["auditor"] });
  const auditor = clientOf(server.url, key.key);
  await clone.database.raw(visited);
  expect((await admin.call("GET", "/v1/trail/export")).status).toBe(403);
  expect((await clientOf(server.url, "").call("GET", "/v1/trail/export")).status).toBe(401);
  // What was sealed while it ran can be checked while it runs.
  const whole = await eventually(async () => {
    const { status, body } = await auditor.call("GET", "/v1/trail/export");
    return status === 200 && String(body).includes('{"seal"') && String(body).includes('{"village_events"')
      ? String(body)
      : false;
  });
  const path = join(dataDir.path, "trail.ndjson");
  await writeFile(path, whole);
  const alone = "packages/engine/src/seal/verifyExport.mjs";
  const publicKey = join(dataDir.path, "seal", "public.pem");
  expect(await run(alone, path, "--key", publicKey)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^whole: /),
  });
  expect(await server.kill("SIGTERM")).toEqual({ code: 0, signal: null });

  // An orderly end leaves nothing unsealed.
  const verify = "packages/api/src/verify.ts";
  const before = await run(verify);
  expect(before.said).toMatch(
    /county 1: whole: \d+ records under \d+ seals, not sealed yet \{"events":0,"trail":0,"village_events":0\}/,
  );
  expect(before.code).toBe(0);
  const task = matter.tasks[0].id;
  expect(before.said).toContain("county 1: 1 tasks compared with their events: as they left them");
  expect(before.said).toContain("county 1: 1 matters compared with what was recorded of them: as it was");
  const alter = "update tasks set title = '另一件事', due_at = due_at + interval '1 day' where id = $1";
  await clone.database.raw(alter, [task]);
  const altered = await run(verify);
  expect(altered.code).toBe(1);
  expect(altered.said.match(/differs: tasks, task [-0-9a-f]+, field \w+/g)).toEqual([
    `differs: tasks, task ${task}, field title`,
    `differs: tasks, task ${task}, field dueAt`,
  ]);
  await clone.database.raw("update village_events set data = '{}'");
  await clone.database.raw("update matters set title = '别的事', body = body || '{\"approvals\":0}'");
  await clone.database.raw('update events set data = data || \'{"lead":"kj"}\' where task_id = $1', [task]);
  const after = await run(verify);
  expect(after.code).toBe(1);
  expect(after.said).toMatch(
    new RegExp(`county 1: changed: events, position \\d+, task ${task}, revision 1, seal \\d+`),
  );
  expect(after.said.match(/differs: matters, matter [-0-9a-f]+, field \w+/g)).toEqual([
    `differs: matters, matter ${matter.id}, field title`,
    `differs: matters, matter ${matter.id}, field approvals`,
  ]);
  expect(after.said).toMatch(
    /county 1: changed: village_events, position \d+, household\/h1, revision 1, seal \d+/,
  );
  expect((await run(verify, "--head", `1:999:${"a".repeat(64)}`)).said).toContain("cut-off: ");
  const noted = await clone.database.raw(
    "select outcome from trail where action = 'verify' order by position",
  );
  expect(noted).toEqual(["done", "altered", "altered", "altered"].map((outcome) => ({ outcome })));
});

const adminKey = "a-key-for-the-first-administrator";

const visited = `insert into village_events (tenant_id, kind, subject, revision, type, source, event_id, fingerprint, at,
    recorded_at, actor, roles, data, matters)
  values (1, 'household', 'h1', 1, 'visited', 'urn:test:zhucun', 'v1', '\\x01', '2026-03-02Z', '2026-03-02Z', '{"key":"k"}', '{}',
    '{"note":"走访"}', '[]')`;
