import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, type Flow, matterOf, type Reply, startFlow } from "./flow.ts";

let flow: Flow;
let handler: Client;
let chief: Client;
let leader: Client;
let auditor: Client;

const kindOf = ({ body }: Reply): string => body.type;

beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/units", [{ code: "zf", name: "政府办", kind: "office" }]);
  await flow.admin.call("PUT", "/v1/people", [
    { id: "p-own", name: "郑", unit: "nyj", roles: ["supervisor"] },
    { id: "p-leader", name: "王", unit: "zf", roles: ["leader"] },
  ]);
  handler = await flow.client({ person: "p-handler" });
  chief = await flow.client({ person: "p-supervisor" });
  leader = await flow.client({ person: "p-leader" });
  auditor = await flow.client({ roles: ["auditor"] });
});

afterAll(() => flow.stop());

it("a complaint makes the matter that answers it, once, and is read by its author, who answers, and the auditor", async () => {
  const id = randomUUID();
  const complaint = { words: "同一张表三个部门要了三遍", about: "kj" };
  const put = (client: Client, body: unknown) => client.call("PUT", `/v1/complaints/${id}`, body);
  expect((await put(handler, complaint)).status).toBe(409);
  const box = { unit: "dcs", other: "zf", workdays: 5 };
  expect((await flow.admin.call("PUT", "/v1/complaint-box", box)).status).toBe(200);
  const [one, two] = await Promise.all([put(handler, complaint), put(handler, complaint)]);
  expect([one.status, two.status, one.body.unit]).toEqual([200, 200, "dcs"]);
  expect(two.body.matter).toEqual(one.body.matter);
  expect(kindOf(await put(handler, { words: "别的话" }))).toBe("urn:duban:problem:id-reused");
  const matter = (await flow.admin.call("GET", `/v1/matters/${one.body.matter.id}`)).body;
  expect(matter.tasks).toMatchObject([{ unit: "dcs", state: "assigned" }]);
  expect(JSON.stringify(matter)).not.toContain("三遍");

  const read = (client: Client) => client.call("GET", `/v1/complaints/${id}`);
  for (const client of [handler, auditor, chief])
    expect((await read(client)).body.words).toBe(complaint.words);
  for (const client of [flow.other, flow.unit, leader, flow.admin]) {
    expect(kindOf(await read(client))).toBe("urn:duban:problem:unknown-matter");
    expect((await client.call("GET", "/v1/complaints")).body.items).toEqual([]);
  }
  const [task] = matter.tasks;
  const desk = await flow.client({ unit: "dcs" });
  await desk.send(task.id, "accepted");
  await desk.send(task.id, "submitted", { result: "三张表合成一张" });
  expect((await read(handler)).body.answer).toBeNull();
  const second = await flow.client({ unit: "zf", roles: ["inspector", "supervisor"] });
  await second.send(task.id, "passed", { findings: "属实" });
  await leader.send(task.id, "closureApproved");
  const third = await flow.client({ unit: "zf", roles: ["supervisor"] });
  await third.send(task.id, "closureApproved");
  expect((await read(handler)).body).toMatchObject({ answer: "三张表合成一张", mine: true });

  const about = await flow.unit.call("PUT", `/v1/complaints/${randomUUID()}`, {
    words: "催得太密",
    about: "dcs",
  });
  expect(about.body.unit).toBe("zf");
  const trail = JSON.stringify((await auditor.call("GET", "/v1/trail?limit=200")).body);
  expect(trail).toContain("putComplaint");
  expect(trail).not.toContain("三遍");
});

it("what a unit was asked is told by asker, with the figure that was asked twice and was known by then", async () => {
  const target = { id: "mu", name: "造林面积", unit: "亩", figure: "100" };
  for (const id of ["sq", "cl"]) {
    const lines = [{ id: "lh", name: "绿化荒山", targets: [target] }];
    await flow.admin.call("PUT", `/v1/programmes/${id}`, { name: id, lines });
  }
  const asked = (programme: string) =>
    matterOf({
      programme,
      line: "lh",
      reportEvery: { weekly: 5 },
      split: { units: ["nyj"], targets: [{ target: "mu", share: "even" }] },
    });
  const first = (await chief.call("POST", "/v1/matters", asked("sq"))).body.tasks[0];
  await flow.unit.send(first.id, "accepted");
  await flow.unit.send(first.id, "progressed", { note: "已造林", figures: { mu: "40" } });
  await flow.advance("2026-03-14T10:00:00+08:00");
  expect((await leader.call("POST", "/v1/matters", asked("cl"))).status).toBe(201);
  const { body } = await flow.unit.call("GET", "/v1/burden?unit=nyj");
  expect(body.askers).toMatchObject([
    { by: "dcs", asks: 1, reports: 2, figures: 1 },
    { by: "zf", asks: 1, reports: 0, figures: 1 },
  ]);
  expect(body.repeated).toMatchObject([{ figure: "造林面积（亩）", askers: ["dcs", "zf"] }]);
  expect(body.repeated[0].asks.map(({ knownSince }: { knownSince: string | null }) => knownSince)).toEqual([
    null,
    "2026-03-02T10:00:00+08:00",
  ]);
  expect(kindOf(await flow.other.call("GET", "/v1/burden?unit=nyj"))).toBe("urn:duban:problem:forbidden");
});

it("a rung only proposes a measure; a named person of another unit decides, once, with a reason", async () => {
  await flow.admin.call("PUT", "/v1/ladders/talk", { rungs: [{ at: { workdays: 1 }, propose: "约谈" }] });
  const task = await flow.task({ ladder: "talk", due: { workdays: 1 } });
  await flow.unit.send(task.id, "accepted");
  await flow.advance("2026-03-20T18:00:00+08:00");
  const { body } = await chief.call("GET", "/v1/measures?open=true");
  const mine = body.items.find((one: { task: string }) => one.task === task.id);
  expect(mine).toMatchObject({ unit: "nyj", measure: "约谈", decision: null, decidedBy: null });
  expect((await flow.other.call("GET", "/v1/measures")).body.items).toEqual([]);
  const decide = (client: Client, decision: unknown) =>
    client.call("POST", `/v1/measures/${task.id}/${mine.revision}/decide`, decision);
  const approve = { decision: "approve", reason: "两次催办未动" };
  expect((await decide(chief, { decision: "approve" })).status).toBe(400);
  expect(kindOf(await decide(flow.unit, approve))).toBe("urn:duban:problem:forbidden");
  // A key that names nobody, and a supervisor of the very unit.
  expect(kindOf(await decide(flow.supervisor2, approve))).toBe("urn:duban:problem:forbidden");
  const own = await flow.client({ person: "p-own" });
  expect(kindOf(await decide(own, approve))).toBe("urn:duban:problem:four-eyes");
  const decided = await decide(leader, { decision: "refuse", reason: "已说明情况" });
  expect(decided.body).toMatchObject({
    decision: "refuse",
    reason: "已说明情况",
    decidedBy: { person: "p-leader" },
  });
  expect(kindOf(await decide(chief, approve))).toBe("urn:duban:problem:already-there");
  const state = (await flow.admin.call("GET", `/v1/tasks/${task.id}`)).body;
  expect(state).toMatchObject({ state: "inProgress" });
  expect((await auditor.call("GET", "/v1/trail?action=decideMeasure&outcome=done")).body.items).toHaveLength(
    1,
  );
  const open = (await chief.call("GET", "/v1/measures?open=true")).body.items;
  expect(open.map((one: { task: string }) => one.task)).not.toContain(task.id);
});
