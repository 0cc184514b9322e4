import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, type Flow, startFlow } from "./flow.ts";

/** Deputies (AB角) over HTTP: who names them, what they may, and that they and whom they act for are one for four eyes. */
let flow: Flow;
let boss: Client;
let deputy: Client;
let colleague: Client;

const acting = { "on-behalf-of": "p-boss" };

beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/people", [
    { id: "p-boss", name: "周", unit: "dcs", roles: ["supervisor", "systemAdmin"] },
    { id: "p-deputy", name: "吴", unit: "kj", roles: ["inspector", "handler"] },
    { id: "p-colleague", name: "郑", unit: "dcs", roles: ["supervisor"] },
  ]);
  boss = await flow.client({ person: "p-boss" });
  deputy = await flow.client({ person: "p-deputy" });
  colleague = await flow.client({ person: "p-colleague" });
}, 60_000);
afterAll(() => flow.stop());

const name = (by: Client, person: string, deputies: unknown) =>
  by.call("PUT", `/v1/people/${person}/deputies`, deputies);
const kindOf = ({ body }: { readonly body: { readonly type?: string } }) =>
  body.type?.replace("urn:duban:problem:", "");
const sendFor = (
  by: Client,
  task: string,
  type: string,
  data: unknown = {},
  headers: Record<string, string> = acting,
) =>
  by.call(
    "POST",
    "/v1/events",
    {
      specversion: "1.0",
      id: `${task}/${type}/${by.key.slice(-6)}`,
      source: "urn:test",
      type: `duban.task.${type}`,
      subject: task,
      data,
    },
    { "content-type": "application/cloudevents+json", ...headers },
  );

async function inspected(lead = "nyj", inspector = flow.inspector): Promise<string> {
  const unit = lead === "nyj" ? flow.unit : flow.other;
  const { id } = await flow.task({ lead, approvals: 2 });
  await unit.send(id, "accepted");
  await unit.send(id, "submitted", { result: "已办" });
  expect((await inspector.send(id, "passed", { findings: "属实" })).status).toBe(200);
  return id;
}

describe("naming a deputy", () => {
  test("is for the person himself, the head of his unit and the system administrator", async () => {
    const span = [{ deputy: "p-deputy", from: "2026-03-02", to: "2026-03-03", reason: "出差" }];
    for (const stranger of [colleague, deputy, flow.unit]) {
      expect(kindOf(await name(stranger, "p-boss", span))).toBe("forbidden");
    }
    const { status, body } = await name(boss, "p-boss", span);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.items).toEqual([
      {
        person: "p-boss",
        deputy: "p-deputy",
        from: "2026-03-02T00:00:00+08:00",
        to: "2026-03-04T00:00:00+08:00",
        reason: "出差",
        inForce: true,
      },
    ]);
    expect((await flow.admin.call("GET", "/v1/people/p-boss/deputies")).body.items.length).toBe(1);
  });

  test("refuses oneself, a span that runs back, an overlap and who isn't there", async () => {
    const span = { deputy: "p-colleague", from: "2026-03-09", to: "2026-03-10" };
    expect((await name(boss, "p-boss", [{ ...span, deputy: "p-boss" }])).body.errors[0].pointer).toBe(
      "/0/deputy",
    );
    expect((await name(boss, "p-boss", [{ ...span, to: "2026-03-08" }])).body.errors[0].pointer).toBe(
      "/0/to",
    );
    expect((await name(boss, "p-boss", [span, span])).body.errors[0].pointer).toBe("/1/from");
    expect(kindOf(await name(boss, "p-boss", [{ ...span, deputy: "nobody" }]))).toBe("unknown-person");
    expect(kindOf(await name(boss, "nobody", [span]))).toBe("unknown-person");
  });
});

describe("a deputy in his span", () => {
  test("does what the person may by saying so, and is recorded as the one who did it, on whose behalf", async () => {
    const id = await inspected();
    expect(kindOf(await sendFor(deputy, id, "closureApproved", {}, {}))).toBe("forbidden");
    expect((await sendFor(deputy, id, "closureApproved")).status).toBe(200);
    const { body } = await boss.call("GET", `/v1/tasks/${id}/events`);
    expect(body.items.at(-1).actor).toMatchObject({
      person: "p-deputy",
      onBehalfOf: "p-boss",
      unit: "dcs",
      homeUnit: "kj",
    });
  });

  test("and the person are one for four eyes: neither decides on what the other had a part in", async () => {
    const approved = await inspected();
    expect((await sendFor(deputy, approved, "closureApproved")).status).toBe(200);
    expect(kindOf(await boss.send(approved, "closureApproved"))).toBe("four-eyes");
    expect((await colleague.send(approved, "closureApproved")).body.state).toBe("closed");
    const checked = await inspected("nyj", deputy);
    expect(kindOf(await sendFor(deputy, checked, "closureApproved"))).toBe("four-eyes");
    const ownUnit = await inspected("kj");
    expect(kindOf(await sendFor(deputy, ownUnit, "closureApproved"))).toBe("four-eyes");
  });

  test("sees in his inbox what waits for the person, and for whom", async () => {
    const id = await inspected();
    const mine = async (headers: Record<string, string> = {}) =>
      (await deputy.call("GET", "/v1/approvals?limit=200", undefined, headers)).body;
    const item = (of: { items: { task: { id: string } }[] }) => of.items.find(({ task }) => task.id === id);
    expect(item(await mine())).toMatchObject({ kind: "closure", onBehalfOf: "p-boss" });
    expect(item(await mine(acting))).toMatchObject({ onBehalfOf: "p-boss" });
    const decisions = { decisions: [{ task: id, decision: "approve", revision: 4 }] };
    const own = await deputy.call("POST", "/v1/approvals/decide", decisions);
    expect(own.body.results[0].problem.type).toContain("forbidden");
    const { body } = await deputy.call("POST", "/v1/approvals/decide", decisions, acting);
    expect(body.results[0]).toMatchObject({ status: "applied" });
    expect(item(await mine())).toBeUndefined();
  });

  test("has none of the person's offices as an administrator, and names no deputy himself", async () => {
    const put = await deputy.call("PUT", "/v1/units", [], acting);
    expect(kindOf(put)).toBe("forbidden");
    expect(kindOf(await deputy.call("PUT", "/v1/people/p-boss/deputies", [], acting))).toBe("forbidden");
    const me = (await deputy.call("GET", "/v1/me", undefined, acting)).body;
    expect(me).toMatchObject({ actsFor: "p-boss", roles: ["supervisor"], person: { id: "p-deputy" } });
  });

  test("is told what the person is told", async () => {
    const id = await inspected();
    const told = async (person: string) =>
      (await flow.admin.call("GET", `/v1/notices?person=${person}&limit=200`)).body.items.filter(
        (notice: { task: string; subject: string }) => notice.task === id && notice.subject === "passed",
      );
    expect((await told("p-boss")).length).toBe(1);
    const [notice, ...more] = await told("p-deputy");
    expect([notice.facts.deputyOf, more]).toEqual(["p-boss", []]);
  });
});

test("a deputy's deputy, a narrowed key and a key of no person act for nobody", async () => {
  await name(flow.admin, "p-deputy", [{ deputy: "p-colleague", from: "2026-03-01", to: "2026-03-31" }]);
  const id = await inspected();
  expect(kindOf(await sendFor(colleague, id, "closureApproved"))).toBe("forbidden");
  for (const fewer of [
    { roles: ["handler"] },
    { scope: { units: ["nyj"] } },
    { eventTypes: ["closureApproved"] },
    { unit: "dcs" },
  ]) {
    const narrow = await flow.client({ person: "p-deputy", ...fewer });
    expect(kindOf(await sendFor(narrow, id, "closureApproved")), Object.keys(fewer)[0]).toBe("forbidden");
  }
  expect(kindOf(await sendFor(flow.unit, id, "closureApproved"))).toBe("forbidden");
  expect(kindOf(await sendFor(deputy, id, "closureApproved", {}, { "on-behalf-of": "nobody%00" }))).toBe(
    "forbidden",
  );
});

test("a deputy acts within the scope of the person, and no further", async () => {
  const bounded = {
    id: "p-bounded",
    name: "王",
    unit: "dcs",
    roles: ["supervisor"],
    scope: { units: ["nyj"] },
  };
  await flow.admin.call("PUT", "/v1/people", [bounded]);
  await name(flow.admin, "p-bounded", [{ deputy: "p-colleague", from: "2026-03-01", to: "2026-03-31" }]);
  const headers = { "on-behalf-of": "p-bounded" };
  const [within, outside] = [await inspected("nyj"), await inspected("kj")];
  expect(kindOf(await sendFor(colleague, outside, "closureApproved", {}, headers))).toBe("forbidden");
  expect((await sendFor(colleague, within, "closureApproved", {}, headers)).status).toBe(200);
});

test("who has a key of another unit than his own approves neither unit's work", async () => {
  await flow.admin.call("PUT", "/v1/people", [{ id: "p-lent", name: "冯", unit: "nyj", roles: ["handler"] }]);
  const lent = await flow.client({ person: "p-lent", unit: "kj", roles: ["supervisor"] });
  const own = await inspected("nyj");
  const lentTo = await inspected("kj");
  for (const id of [own, lentTo]) expect(kindOf(await lent.send(id, "closureApproved"))).toBe("four-eyes");
  const { body: inbox } = await lent.call("GET", "/v1/approvals?limit=200");
  const waiting = inbox.items.map(({ task }: { task: { id: string } }) => task.id);
  expect([waiting.includes(own), waiting.includes(lentTo)]).toEqual([false, false]);
  expect((await lent.send(own, "urged")).status).toBe(200);
  const { body } = await flow.admin.call("GET", `/v1/tasks/${own}/events`);
  expect(body.items.at(-1).actor).toMatchObject({ person: "p-lent", unit: "kj", homeUnit: "nyj" });
});

test("when the span is over the deputy is nobody's", async () => {
  const id = await inspected();
  await flow.advance("2026-03-03T23:59:59+08:00");
  expect((await deputy.call("GET", "/v1/me")).body.deputyFor).toEqual(["p-boss"]);
  await flow.advance("2026-03-04T00:00:00+08:00");
  expect((await deputy.call("GET", "/v1/me")).body.deputyFor).toEqual([]);
  expect(kindOf(await sendFor(deputy, id, "closureApproved"))).toBe("forbidden");
});
