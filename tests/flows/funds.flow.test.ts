import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, type Flow, startFlow } from "./flow.ts";

type Json = Record<string, unknown>;

let flow: Flow;
let finance: Client;
let trees: { id: string };
let road: { id: string };
beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/units", [{ code: "czj", name: "财政局", kind: "department" }]);
  finance = await flow.client({ unit: "czj" });
  trees = await flow.task({ programme: "四群教育", line: "绿化荒山" });
  road = await flow.task({ programme: "四群教育", line: "村庄建设", lead: "kj" });
});
afterAll(() => flow.stop());

const projectOf = (changes: Json = {}) => ({
  name: "整村推进",
  unit: "nyj",
  paidBy: "czj",
  sources: [
    { id: "sj", name: "省级财政", kind: "province", amount: "100000.10", arrivedOn: "2026-02-02" },
    { id: "xj", name: "县级配套", kind: "county", amount: 200, arrivedOn: null },
  ],
  tasks: [
    { task: trees.id, planned: "30000" },
    { task: road.id, planned: "60000.00" },
  ],
  ...changes,
});
const paymentOf = (id: string, changes: Json = {}) => ({
  source: "urn:czj:pay",
  id,
  project: "zctj",
  amount: "9000.30",
  paidOn: "2026-03-02",
  ...changes,
});
const pay = async (payments: readonly Json[], by: Client = finance) =>
  (await by.call("POST", "/v1/payments", payments)).body;
const statuses = ({ results }: { results: Json[] }) => results.map(({ status }) => status);
const kindOf = (one: Json) =>
  String((one.problem as Json | undefined)?.type ?? one.type).replace("urn:duban:problem:", "");

describe("a project's money", () => {
  test("is put in versions, its sums exact", async () => {
    const { status, body } = await flow.supervisor.call("PUT", "/v1/projects/zctj", projectOf());
    expect([status, body.version]).toEqual([200, 1]);
    expect(body).toMatchObject({
      amount: "100200.1",
      planned: "90000",
      paid: "0",
      left: "100200.1",
      alarms: [],
    });
    expect(body.tasks.map((task: Json) => [task.task, task.amount])).toEqual([
      [trees.id, "33400.03"],
      [road.id, "66800.07"],
    ]);
    expect((await flow.unit.call("PUT", "/v1/projects/zctj", projectOf())).status).toBe(403);
    const unknown = projectOf({ tasks: [{ task: "0199c000-0000-7000-8000-000000000001" }] });
    expect(kindOf((await flow.supervisor.call("PUT", "/v1/projects/x", unknown)).body)).toBe("unknown-task");
  });

  test("is paid once by the payment's source and id, today or in a year; other content is refused", async () => {
    const sent = [
      paymentOf("1", { task: trees.id, fundSource: "sj" }),
      paymentOf("2"),
      paymentOf("2"),
      paymentOf("2", { amount: 1 }),
    ];
    expect(statuses(await pay(sent))).toEqual(["applied", "applied", "duplicate", "rejected"]);
    const again = await pay(sent);
    expect(statuses(again)).toEqual(["duplicate", "duplicate", "duplicate", "rejected"]);
    expect(kindOf(again.results[3])).toBe("id-reused");
    // The same amount written otherwise is the same payment.
    expect(statuses(await pay([paymentOf("2", { amount: "9000.3000" })]))).toEqual(["duplicate"]);
    const { body } = await finance.call("GET", "/v1/projects/zctj");
    expect([body.paid, body.left, body.lastPaidOn, body.paidShare]).toEqual([
      "18000.6",
      "82199.5",
      "2026-03-02",
      "18.0",
    ]);
    expect(body.unsourced).toBe("9000.3");
  });

  test("is recorded by who pays it or runs programmes, for what it has money for, and not ahead of time", async () => {
    expect(kindOf((await pay([paymentOf("9")], flow.unit)).results[0])).toBe("forbidden");
    const bad = [
      paymentOf("10", { project: "none" }),
      paymentOf("11", { fundSource: "none" }),
      paymentOf("12", { paidOn: "2026-03-03" }),
      paymentOf("13", { task: "0199c000-0000-7000-8000-000000000001" }),
      paymentOf("14", { amount: "-0.30" }),
    ];
    const { results } = await pay(bad);
    expect(results.slice(0, 4).map(kindOf)).toEqual([
      "unknown-project",
      "invalid-request",
      "invalid-request",
      "invalid-request",
    ]);
    expect(results[4].status).toBe("applied");
    expect((await finance.call("POST", "/v1/payments", [paymentOf("15", { amount: 0 })])).status).toBe(400);
  });

  test("adds up once over programme, lines and sources, though two tasks share it", async () => {
    const { body } = await flow.supervisor.call("GET", "/v1/funds");
    expect(body.total).toMatchObject({ projects: 1, amount: "100200.1", planned: "90000", paid: "18000.3" });
    expect(body.programmes).toHaveLength(1);
    expect(body.lines.map(({ line, amount, paid }: Json) => [line, amount, paid])).toEqual([
      ["绿化荒山", "33400.03", "12000.3"],
      ["村庄建设", "66800.07", "6000"],
    ]);
    expect(body.sources.map(({ kind, amount, paid }: Json) => [kind, amount, paid])).toEqual([
      ["province", "100000.1", "9000.3"],
      ["county", "200", "0"],
      [null, "0", "9000"],
    ]);
  });

  test("is shown to who may see one of its tasks, pays or carries it out, and of the tasks only those", async () => {
    const other = await flow.other.call("GET", "/v1/projects/zctj");
    expect(other.body.tasks.map(({ task }: Json) => task)).toEqual([road.id]);
    const { body } = await finance.call("GET", "/v1/projects");
    expect(body.items.map(({ id, tasks }: Json) => [id, tasks])).toEqual([["zctj", []]]);
    const stranger = await flow.client({ unit: "dcs" });
    expect(kindOf((await stranger.call("GET", "/v1/projects/zctj")).body)).toBe("unknown-project");
    expect((await stranger.call("GET", "/v1/funds")).body.total.projects).toBe(0);
    expect(kindOf((await stranger.call("GET", "/v1/projects/zctj/payments")).body)).toBe("unknown-project");
    const first = await finance.call("GET", "/v1/projects/zctj/payments?limit=2");
    const second = await finance.call("GET", `/v1/projects/zctj/payments?cursor=${first.body.next}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id, amount }: Json) => [id, amount]);
    expect(ids).toEqual([
      ["1", "9000.3"],
      ["14", "-0.3"],
      ["2", "9000.3"],
    ]);
  });

  test("rings where paying runs ahead of progress, and where it lies idle", async () => {
    await pay([paymentOf("20", { amount: "30000" })]);
    expect((await finance.call("GET", "/v1/projects/zctj")).body.alarms).toEqual(["ahead"]);
    await flow.unit.send(trees.id, "accepted");
    await flow.unit.send(trees.id, "progressed", { progress: 90, note: "已栽" });
    const { body } = await flow.supervisor.call("GET", "/v1/projects?alarm=ahead");
    expect(body.items).toEqual([]);
    expect((await finance.call("GET", "/v1/projects/zctj")).body).toMatchObject({
      progress: "30.0",
      paidShare: "47.9",
    });
    await flow.advance("2026-06-01T09:00:00+08:00");
    expect((await finance.call("GET", "/v1/projects/zctj")).body.alarms).toEqual(["idle"]);
    expect((await flow.supervisor.call("GET", "/v1/funds")).body.alarms).toMatchObject({ idle: 1, ahead: 0 });
  });
});
