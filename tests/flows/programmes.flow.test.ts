import { afterAll, beforeAll, expect, test } from "vitest";
import { type Flow, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/units", [
    { code: "ty", name: "田园镇", kind: "township" },
    { code: "ms", name: "漭水镇", kind: "township" },
  ]);
  await flow.admin.call("PUT", "/v1/ladders/default", { rungs: [{ at: { workdays: 0 }, card: "yellow" }] });
});
afterAll(() => flow.stop());

type Json = Record<string, unknown>;
const programme = {
  name: "“四群”教育",
  phases: [{ name: "集中推进", from: "2026-03-01", to: "2026-09-30" }],
  centralWorks: [{ id: "gcl", name: "森林覆盖率" }],
  lines: [
    {
      id: "lvhua",
      name: "绿化荒山",
      weight: 20,
      centralWork: ["gcl"],
      targets: [{ id: "mu", name: "造林", unit: "亩", figure: "100.5" }],
    },
    { id: "ganen", name: "感恩教育", weight: "10" },
  ],
};
const get = async (path: string) => (await flow.unit.call("GET", path)).body;
const split = (targets: Json[], more: Json = {}) =>
  flow.supervisor.call("POST", "/v1/matters", {
    title: "绿化荒山到乡镇",
    source: { kind: "meeting" },
    programme: "siqun",
    line: "lvhua",
    lead: "nyj",
    due: { workdays: 10 },
    split: { units: ["kj", "ty", "ms"], targets },
    ...more,
  });

test("a programme is put in force in versions, and shows its lines before any matter", async () => {
  const { status, body } = await flow.supervisor.call("PUT", "/v1/programmes/siqun", programme);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: "siqun", version: 1, progress: null, matters: 0 });
  expect(body.lines[0]).toMatchObject({
    weight: "20",
    defined: true,
    targets: [{ id: "mu", unit: "亩", figure: "100.5", assigned: null, reported: null }],
  });
  expect((await flow.supervisor.call("PUT", "/v1/programmes/siqun", programme)).body.version).toBe(2);
  expect((await flow.unit.call("PUT", "/v1/programmes/siqun", programme)).status).toBe(403);
  const faulty = { ...programme, lines: [{ id: "a", name: "甲", centralWork: ["nothing"] }] };
  const refused = await flow.supervisor.call("PUT", "/v1/programmes/siqun", faulty);
  expect(refused.body.errors.map((error: Json) => error.pointer)).toEqual(["/lines/0/centralWork/0"]);
});

test("one act splits a matter down to units, the shares adding up to the target; asked again it is the same matter", async () => {
  const key = { "idempotency-key": "split-1" };
  const body = {
    title: "绿化荒山到乡镇",
    source: { kind: "meeting" },
    programme: "siqun",
    line: "lvhua",
    lead: "nyj",
    due: { workdays: 10 },
    split: {
      units: ["kj", "ty", "ms"],
      targets: [{ target: "mu", share: "proportional", by: { kj: 3, ty: 3, ms: 1 } }],
    },
  };
  const made = await flow.supervisor.call("POST", "/v1/matters", body, key);
  expect(made.status).toBe(201);
  expect(made.body.assist).toEqual(["kj", "ty", "ms"]);
  expect(made.body.targets).toEqual([
    { id: "mu", figure: "100.5", shares: { kj: "43.1", ty: "43.1", ms: "14.3" } },
  ]);
  expect(made.body.tasks.map((task: Json) => [task.unit, task.targets])).toEqual([
    ["nyj", []],
    ["kj", [{ id: "mu", share: "43.1", reported: null }]],
    ["ty", [{ id: "mu", share: "43.1", reported: null }]],
    ["ms", [{ id: "mu", share: "14.3", reported: null }]],
  ]);
  // The programme's figure has changed since; the same wish gets the same answer.
  const lines = programme.lines.map((line) => ({
    ...line,
    targets: [{ id: "mu", name: "造林", unit: "亩", figure: 70 }],
  }));
  await flow.supervisor.call("PUT", "/v1/programmes/siqun", { ...programme, lines });
  expect((await flow.supervisor.call("POST", "/v1/matters", body, key)).body.id).toBe(made.body.id);
  expect((await get("/v1/matters?programme=siqun")).items).toHaveLength(1);
});

test.each([
  [[{ target: "km" }], "/split/targets/0/target"],
  [
    [{ target: "mu", share: "hand", figure: 9, figures: { kj: 3, ty: 3, ms: 2 } }],
    "/split/targets/0/figures",
  ],
  [[{ target: "mu", share: "hand", figures: { kj: 3, ty: 3 } }], "/split/targets/0/figures"],
  [[{ target: "mu", share: "proportional" }], "/split/targets/0/by"],
  [[{ target: "mu", share: "proportional", by: { kj: 0, ty: 0, ms: 0 } }], "/split/targets/0/by"],
  [[{ target: "mu", figure: "1e5" }], "/split/targets/0/figure"],
])("a split is refused for what is wrong with it: %j", async (targets, pointer) => {
  const { status, body } = await split(targets);
  expect([status, body.errors?.map((error: Json) => error.pointer)]).toEqual([400, [pointer]]);
});

test("what units report is counted once, in task, matter, line, unit and programme; reported again it takes the old place", async () => {
  const { items } = await get("/v1/matters?programme=siqun&line=lvhua");
  const [lead, kj, ty] = items[0].tasks;
  const keju = await flow.client({ unit: "kj" });
  const tianyuan = await flow.client({ unit: "ty" });
  for (const [client, task] of [
    [flow.unit, lead],
    [keju, kj],
    [tianyuan, ty],
  ] as const) {
    expect((await client.send(task.id, "accepted", {})).status).toBe(200);
  }
  await keju.send(kj.id, "progressed", { note: "已造林", progress: 30, figures: { mu: 10 } });
  await keju.send(kj.id, "progressed", { note: "更正", progress: 40, figures: { mu: "12.30" } });
  await tianyuan.send(ty.id, "submitted", { result: "全部完成", figures: { mu: 43 } });
  // The lead repeats the sum of the townships': it has no share, so it is not added to theirs.
  await flow.unit.send(lead.id, "progressed", { note: "汇总", progress: 20, figures: { mu: "55.3" } });
  const ledger = await get("/v1/programmes/siqun");
  expect(ledger.lines[0].targets).toEqual([
    { id: "mu", name: "造林", unit: "亩", figure: "70", assigned: "100.5", reported: "55.3" },
  ]);
  expect(ledger.lines[0]).toMatchObject({ matters: 1, tasks: 4, ended: 0, progress: "15.0" });
  // 20 of 30 parts of the weight at 15.0, the other line not begun.
  expect(ledger.progress).toBe("10.0");
  expect(ledger.units.map((sum: Json) => [sum.unit, sum.assigned, sum.reported])).toEqual([
    ["kj", "43.1", "12.3"],
    ["ty", "43.1", "43"],
    ["ms", "14.3", null],
  ]);
  expect((await get(`/v1/tasks/${kj.id}`)).targets).toEqual([{ id: "mu", share: "43.1", reported: "12.3" }]);
  expect((await get("/v1/matters?line=lvhua")).items[0].progress).toBe("15.0");
  const bad = await keju.send(kj.id, "progressed", { note: "数错了", figures: { mu: "12,3" } });
  expect([bad.status, bad.body.errors[0].pointer]).toEqual([400, "/data/figures/mu"]);
});

test("a programme that only matters name is shown by their label, with its sums", async () => {
  const task = await flow.task({ programme: "旧活动", line: "修路" });
  await flow.unit.send(task.id, "accepted", {});
  await flow.unit.send(task.id, "progressed", { note: "通了", progress: 50, figures: { km: 0.1 } });
  const ledger = await get("/v1/programmes/旧活动");
  expect(ledger).toMatchObject({ version: null, name: "旧活动", progress: "50.0", createdAt: null });
  expect(ledger.lines).toMatchObject([
    { id: "修路", name: "修路", defined: false, targets: [{ id: "km", assigned: null, reported: "0.1" }] },
  ]);
  const { items } = await get("/v1/programmes");
  expect(items.map(({ id, version }: Json) => [id, version])).toEqual([
    ["siqun", 3],
    ["旧活动", null],
  ]);
  expect((await flow.unit.call("GET", "/v1/programmes/none")).body.type).toBe(
    "urn:duban:problem:unknown-programme",
  );
});
