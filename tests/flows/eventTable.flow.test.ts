import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type Flow, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

type Who = "unit" | "other" | "supervisor" | "supervisor2" | "inspector";
type Step = readonly [who: Who, type: string, data: unknown, state: string];

const accepted: Step = ["unit", "accepted", { handler: "p-handler" }, "inProgress"];
const submitted: Step = ["unit", "submitted", { result: "栽了三千亩" }, "underInspection"];
const passed: Step = ["inspector", "passed", { findings: "属实" }, "inspected"];
const closed: Step = ["supervisor", "closureApproved", {}, "closed"];

/** Every row of the contract's event table, in the order of the table, each as the last step of a way to it. */
const rows: readonly (readonly Step[])[] = [
  [accepted],
  [["unit", "declined", { reason: "不属本局" }, "declined"]],
  [
    ["unit", "declined", { reason: "不属本局" }, "declined"],
    ["supervisor", "reassigned", { unit: "kj", reason: "属镇里" }, "assigned"],
    ["other", "accepted", undefined, "inProgress"],
  ],
  [["supervisor", "reassigned", { unit: "kj", reason: "属镇里" }, "assigned"]],
  [accepted, ["supervisor", "reassigned", { unit: "kj", reason: "属镇里", due: { days: 20 } }, "assigned"]],
  [
    accepted,
    [
      "unit",
      "progressed",
      {
        progress: 40,
        note: "过半",
        evidence: [{ name: "表", url: "https://example.org/1", sha256: "a".repeat(64) }],
      },
      "inProgress",
    ],
  ],
  [accepted, submitted],
  [accepted, submitted, passed],
  [accepted, submitted, ["inspector", "failed", { reason: "未见苗" }, "inProgress"]],
  [accepted, submitted, passed, closed],
  [accepted, submitted, passed, ["supervisor", "closureRefused", { reason: "再核" }, "inProgress"]],
  [accepted, ["unit", "extensionRequested", { due: { workdays: 20 }, reason: "雨季" }, "inProgress"]],
  [
    accepted,
    ["unit", "extensionRequested", { due: { workdays: 20 }, reason: "雨季" }, "inProgress"],
    ["supervisor", "extensionGranted", {}, "inProgress"],
  ],
  [
    accepted,
    ["unit", "extensionRequested", { due: { workdays: 20 }, reason: "雨季" }, "inProgress"],
    ["supervisor", "extensionRefused", { reason: "不准" }, "inProgress"],
  ],
  [
    accepted,
    ["unit", "suspensionRequested", { reason: "等批复" }, "inProgress"],
    ["supervisor", "suspensionGranted", { note: "可" }, "suspended"],
    ["unit", "resumed", {}, "inProgress"],
  ],
  [
    accepted,
    ["unit", "suspensionRequested", { reason: "等批复" }, "inProgress"],
    ["supervisor", "suspensionRefused", { reason: "不准" }, "inProgress"],
  ],
  [
    accepted,
    ["unit", "suspensionRequested", { reason: "等批复" }, "inProgress"],
    ["supervisor", "suspensionGranted", undefined, "suspended"],
    ["supervisor", "resumed", { note: "已批" }, "inProgress"],
  ],
  [["supervisor", "urged", { note: "抓紧" }, "assigned"]],
  [["supervisor", "terminated", { reason: "并入他项" }, "terminated"]],
  [
    accepted,
    submitted,
    passed,
    closed,
    ["supervisor", "reopened", { due: { workdays: 5 }, reason: "反弹" }, "inProgress"],
  ],
  [accepted, submitted, passed, closed, ["inspector", "lookbackPassed", { findings: "未反弹" }, "archived"]],
  [
    accepted,
    submitted,
    passed,
    closed,
    ["inspector", "lookbackFailed", { due: { workdays: 5 }, reason: "反弹" }, "inProgress"],
  ],
];

const nameOf = (steps: readonly Step[]) => steps.map(([, type]) => type).join(" → ");

test.each(rows.map((steps) => [nameOf(steps), steps] as const))(
  "over HTTP a task goes %s, and each step was announced as an operation before",
  async (_name, steps) => {
    const task = await flow.task();
    for (const [index, [who, type, data, state]] of steps.entries()) {
      const client: Client = flow[who];
      const { body: operations } = await client.call("GET", `/v1/tasks/${task.id}/operations`);
      expect(operations.items.map((item: { type: string }) => item.type)).toContain(type);
      const reply = await client.send(task.id, type, data);
      expect(reply.body).toMatchObject({ status: "applied", task: task.id, revision: index + 2, state });
      expect(reply.status).toBe(200);
    }
    const { body: events } = await flow.admin.call("GET", `/v1/tasks/${task.id}/events`);
    expect(events.items.map((event: { type: string }) => event.type)).toEqual([
      "assigned",
      ...steps.map(([, type]) => type),
    ]);
  },
);

test("an assisting task is waived, and then the matter waits only for its lead", async () => {
  const { body: matter } = await flow.supervisor.call("POST", "/v1/matters", {
    title: "村庄建设",
    source: { kind: "document", ref: "昌办发〔2026〕3号" },
    lead: "nyj",
    assist: ["kj"],
    due: { on: "2026-06-30" },
  });
  const [lead, assist] = matter.tasks;
  expect([lead.role, assist.role, assist.unit]).toEqual(["lead", "assist", "kj"]);
  expect((await flow.supervisor.send(lead.id, "waived", { reason: "不可" })).status).toBe(409);
  expect((await flow.supervisor.send(assist.id, "waived", { reason: "不需" })).body.state).toBe("waived");
  for (const [who, type, data] of [accepted, submitted, passed, closed]) {
    const { body } = await flow.admin.call("GET", `/v1/matters/${matter.id}`);
    expect(body.state).toBe("open");
    await flow[who].send(lead.id, type, data);
  }
  const { body } = await flow.admin.call("GET", `/v1/matters/${matter.id}`);
  expect(body.state).toBe("closed");
});

test("what is not among a caller's operations is refused him", async () => {
  const task = await flow.task();
  const types = [
    "accepted",
    "declined",
    "submitted",
    "passed",
    "closureApproved",
    "urged",
    "terminated",
    "resumed",
  ];
  for (const who of ["unit", "other", "supervisor", "inspector"] as const) {
    const { status, body } = await flow[who].call("GET", `/v1/tasks/${task.id}/operations`);
    // Another unit does not see the task, and so no operations of it.
    expect(status).toBe(who === "other" ? 404 : 200);
    const offered = new Set((body.items ?? []).map((item: { type: string }) => item.type));
    for (const type of types.filter((one) => !offered.has(one))) {
      const reply = await flow[who].send(task.id, type, dataOf(type));
      expect([403, 409], `${who} ${type}`).toContain(reply.status);
    }
  }
});

const dataOf = (type: string): unknown =>
  ({
    declined: { reason: "r" },
    submitted: { result: "r" },
    passed: { findings: "f" },
    terminated: { reason: "r" },
  })[type] ?? {};
