import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, type Flow, matterOf, startFlow } from "./flow.ts";

/** The inbox over HTTP: what waits for whom, and deciding on it. The clock stands at Monday, 2 March 2026, 10:00. */
let flow: Flow;
let boss: Client;
let twoRoles: Client;

beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/people", [
    { id: "p-boss", name: "周", unit: "dcs", roles: ["supervisor"] },
    { id: "p-two", name: "吴", unit: "nyj", roles: ["handler", "supervisor", "inspector"] },
  ]);
  boss = await flow.client({ person: "p-boss" });
  twoRoles = await flow.client({ person: "p-two" });
}, 60_000);
afterAll(() => flow.stop());

interface Item {
  readonly kind: string;
  readonly task: { readonly id: string };
  readonly expectedrevision: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads members that the assertion itself is about.
  readonly [member: string]: any;
}

async function inbox(of: Client, query = ""): Promise<{ items: Item[]; counts: Record<string, number> }> {
  const { status, body } = await of.call("GET", `/v1/approvals?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const idsIn = async (of: Client, query = "limit=200"): Promise<string[]> =>
  (await inbox(of, query)).items.map(({ task }) => task.id);

const decide = async (of: Client, ...decisions: unknown[]) => {
  const { status, body } = await of.call("POST", "/v1/approvals/decide", { decisions });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.results;
};

async function submitted(by: Client = flow.unit, matter: Record<string, unknown> = {}): Promise<string> {
  const { id } = await flow.task(matter);
  await by.send(id, "accepted");
  expect((await by.send(id, "submitted", { result: "栽树三百亩" })).status).toBe(200);
  return id;
}

async function inspected(matter: Record<string, unknown> = {}): Promise<string> {
  const id = await submitted(flow.unit, matter);
  expect((await flow.inspector.send(id, "passed", { findings: "属实" })).status).toBe(200);
  return id;
}

async function asked(type: "extensionRequested" | "suspensionRequested", due = 10): Promise<string> {
  const { id } = await flow.task({ due: { workdays: due } });
  await flow.unit.send(id, "accepted");
  const data =
    type === "extensionRequested" ? { due: { workdays: due + 5 }, reason: "雨" } : { reason: "等批复" };
  expect((await flow.unit.send(id, type, data)).status).toBe(200);
  return id;
}

describe("the inbox", () => {
  test("says what was asked, by whom, since when, what it moves and how it is decided", async () => {
    const extension = await asked("extensionRequested", 3);
    const suspension = await asked("suspensionRequested", 6);
    const closure = await inspected({ approvals: 2 });
    const { items } = await inbox(boss);
    const item = (id: string) => items.find(({ task }) => task.id === id);
    const by = expect.objectContaining({ unit: "nyj" });
    expect(item(extension)).toMatchObject({
      kind: "extension",
      asked: { by, text: "雨" },
      since: "2026-03-02T10:00:00+08:00",
      waitingWorkdays: 0,
      moves: {
        dueFrom: "2026-03-05T17:30:00+08:00",
        dueTo: "2026-03-12T17:30:00+08:00",
        workdays: 5,
        days: 7,
      },
      choices: [
        { decision: "approve", type: "extensionGranted", reason: "optional" },
        { decision: "refuse", type: "extensionRefused", reason: "required" },
      ],
      expectedrevision: 3,
    });
    expect(item(suspension)).toMatchObject({ kind: "suspension", moves: { remaining: { workdays: 6 } } });
    expect(item(closure)).toMatchObject({
      kind: "closure",
      asked: { by, text: "栽树三百亩" },
      inspected: { by: { person: "p-inspector" }, text: "属实" },
      moves: { remaining: { workdays: 10 }, approvals: { needed: 2, given: [] } },
      task: { state: "inspected", dueAt: null },
    });
  });

  test("comes most urgent first, the held ones last by how long they have waited, page by page", async () => {
    const all = await idsIn(boss);
    const dues = (await inbox(boss)).items.map(
      ({ task }) => (task as unknown as { dueAt: string | null }).dueAt,
    );
    expect(dues).toEqual([...dues].sort((one, other) => (one ?? "z").localeCompare(other ?? "z")));
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await boss.call("GET", `/v1/approvals?limit=1${cursor}`);
      seen.push(...body.items.map(({ task }: Item) => task.id));
      cursor = body.next === null ? "" : `&cursor=${body.next}`;
    } while (cursor !== "");
    expect(seen).toEqual(all);
    expect(all.length).toBeGreaterThan(2);
  });

  test("counts each kind as the list that its filter gives", async () => {
    await submitted();
    const declined = await flow.task();
    await flow.unit.send(declined.id, "declined", { reason: "非本单位职责" });
    for (const client of [boss, flow.inspector, flow.unit, twoRoles]) {
      const { counts } = await inbox(client);
      for (const [kind, count] of Object.entries(counts)) {
        expect((await idsIn(client, `limit=200&kind=${kind}`)).length, kind).toBe(count);
      }
    }
    expect((await inbox(boss)).counts).toMatchObject({ reassignment: 1, inspection: 0 });
    expect((await inbox(flow.inspector)).counts).toMatchObject({ inspection: 1, closure: 0, extension: 0 });
    const [item] = (await inbox(boss, "kind=reassignment")).items;
    expect(item).toMatchObject({
      asked: { text: "非本单位职责" },
      choices: [{ decision: null, type: "reassigned" }],
    });
  });

  test("holds nothing of one's own unit, and nothing that one had a part in, whatever one's roles", async () => {
    const own = await inspected();
    expect(await idsIn(twoRoles)).not.toContain(own);
    expect(await idsIn(boss)).toContain(own);
    const elsewhere = await flow.task({ lead: "kj" });
    await flow.other.send(elsewhere.id, "accepted");
    await flow.other.send(elsewhere.id, "submitted", { result: "已办" });
    expect(await idsIn(twoRoles)).toContain(elsewhere.id);
    await twoRoles.send(elsewhere.id, "passed", { findings: "属实" });
    expect(await idsIn(twoRoles)).not.toContain(elsewhere.id);
    expect(await idsIn(boss)).toContain(elsewhere.id);
    const twoKeys = await flow.client({ person: "p-two" });
    expect(await idsIn(twoKeys)).not.toContain(elsewhere.id);
    expect((await twoKeys.send(elsewhere.id, "closureApproved")).body.type).toBe(
      "urn:duban:problem:four-eyes",
    );
  });
});

describe("deciding", () => {
  test("many at once, each for itself: a bad one harms no other, a repetition is a duplicate", async () => {
    const closure = await inspected();
    const extension = await asked("extensionRequested");
    const suspension = await asked("suspensionRequested");
    const stale = await inspected();
    const decisions = [
      { task: closure, decision: "approve", reason: "同意", revision: 4 },
      { task: extension, decision: "refuse", revision: 3 },
      { task: extension, decision: "refuse", reason: "理由不充分", revision: 3 },
      { task: suspension, decision: "approve", revision: 3 },
      { task: stale, decision: "approve", revision: 3 },
      { task: "nothing", decision: "perhaps" },
      { task: "01900000-0000-7000-8000-000000000001", decision: "approve", revision: 1 },
    ];
    const kindOf = (result: { status: string; problem?: { type: string } }) =>
      result.problem?.type.replace("urn:duban:problem:", "") ?? result.status;
    const results = await decide(boss, ...decisions);
    expect(results.map(kindOf)).toEqual([
      "applied",
      "invalid-request",
      "applied",
      "applied",
      "stale-revision",
      "invalid-request",
      "unknown-task",
    ]);
    expect(results[0]).toMatchObject({ task: closure, state: "closed", revision: 5 });
    expect(results[1].problem.errors).toEqual([{ pointer: "/reason", detail: expect.any(String) }]);
    expect(results[4].problem.revision).toBe(4);
    const again = await decide(boss, decisions[0], decisions[2], decisions[3]);
    expect(again.map(kindOf)).toEqual(["duplicate", "duplicate", "duplicate"]);
    const [changed] = await decide(boss, { ...decisions[0], reason: "不同的话" });
    expect(kindOf(changed)).toBe("id-reused");
    const { body } = await boss.call("GET", `/v1/tasks/${closure}/events`);
    expect(body.items[4]).toMatchObject({
      type: "closureApproved",
      actor: { person: "p-boss" },
      data: { note: "同意" },
    });
  });

  test("goes by the same four eyes as the event would", async () => {
    const own = await inspected();
    const [result] = await decide(twoRoles, { task: own, decision: "approve", revision: 4 });
    expect(result.problem).toMatchObject({ type: "urn:duban:problem:four-eyes" });
    const [forbidden] = await decide(flow.unit, { task: own, decision: "refuse", reason: "r", revision: 4 });
    expect(forbidden.problem).toMatchObject({ type: "urn:duban:problem:forbidden" });
  });

  test("an inspection is passed with its findings, and a reassignment is no yes or no", async () => {
    const id = await submitted();
    const [silent] = await decide(flow.inspector, { task: id, decision: "approve", revision: 3 });
    expect(silent.problem.errors[0].pointer).toBe("/reason");
    const [passed] = await decide(flow.inspector, {
      task: id,
      decision: "approve",
      reason: "属实",
      revision: 3,
    });
    expect(passed).toMatchObject({ status: "applied", state: "inspected" });
    const declined = await flow.task();
    await flow.unit.send(declined.id, "declined", { reason: "r" });
    const [other] = await decide(boss, { task: declined.id, decision: "approve", revision: 2 });
    expect(other.problem).toMatchObject({ type: "urn:duban:problem:not-accepted", accepted: ["reassigned"] });
  });

  test("nobody else can post under the source of a decision", async () => {
    const { id } = await flow.task();
    const reply = await flow.unit.send(id, "accepted", {}, { source: "urn:duban:approvals:key" });
    expect(reply.body).toMatchObject({
      type: "urn:duban:problem:invalid-event",
      errors: [{ pointer: "/source" }],
    });
  });

  test("a quorum counts different people, and counts anew after a refusal", async () => {
    const id = await inspected({ approvals: 2 });
    const approve = async (of: Client, revision: number) =>
      (await decide(of, { task: id, decision: "approve", revision }))[0];
    expect(await approve(boss, 4)).toMatchObject({ status: "applied", state: "inspected" });
    expect(await idsIn(boss)).not.toContain(id);
    const [waiting] = (await inbox(flow.supervisor, "limit=200")).items.filter(({ task }) => task.id === id);
    expect(waiting?.["moves"].approvals).toMatchObject({ needed: 2, given: [{ person: "p-boss" }] });
    expect((await approve(await flow.client({ person: "p-boss" }), 5)).problem.type).toContain("four-eyes");
    const refused = { task: id, decision: "refuse", reason: "照片不清", revision: 5 };
    expect((await decide(flow.supervisor, refused))[0]).toMatchObject({ state: "inProgress" });
    await flow.unit.send(id, "submitted", { result: "重办" });
    await flow.inspector.send(id, "passed", { findings: "属实" });
    expect(await approve(flow.supervisor, 8)).toMatchObject({ state: "inspected" });
    expect(await approve(boss, 9)).toMatchObject({ state: "closed" });
  });
});

describe("a chain of approvers", () => {
  test("waits in the inbox of him whose turn it is, and of nobody else", async () => {
    await flow.admin.call("PUT", "/v1/people", [
      { id: "p-leader", name: "王", unit: "dcs", roles: ["leader"] },
    ]);
    const leader = await flow.client({ person: "p-leader" });
    const approvalChain = [
      { role: "supervisor", person: "p-boss" },
      { role: "leader", unit: "dcs" },
    ];
    const id = await inspected({ approvalChain });
    const holders = [boss, flow.supervisor, leader];
    const waitsFor = async () => {
      const lists = await Promise.all(holders.map((holder) => idsIn(holder)));
      return lists.map((ids) => ids.includes(id));
    };
    expect(await waitsFor()).toEqual([true, false, false]);
    const [early] = await decide(leader, { task: id, decision: "approve", revision: 4 });
    expect(early.problem.type).toContain("forbidden");
    const [first] = await decide(boss, { task: id, decision: "approve", revision: 4 });
    expect(first).toMatchObject({ status: "applied", state: "inspected" });
    expect(await waitsFor()).toEqual([false, false, true]);
    const { items, counts } = await inbox(leader);
    expect(counts).toMatchObject({ closure: 1, extension: 0 });
    expect(items[0]?.["moves"].approvals).toMatchObject({ needed: 2, turn: { role: "leader", unit: "dcs" } });
    const { body } = await flow.admin.call("GET", "/v1/notices?person=p-leader&limit=200");
    expect(body.items.filter(({ task }: { task: string }) => task === id).length).toBe(1);
    const [last] = await decide(leader, { task: id, decision: "approve", revision: 5 });
    expect(last).toMatchObject({ status: "applied", state: "closed" });
  });

  test("is refused where a unit would approve its own work, or somebody twice", async () => {
    const refused = async (matter: Record<string, unknown>) => {
      const { status, body } = await flow.admin.call("POST", "/v1/matters", matterOf(matter));
      expect(status).toBe(400);
      return body.errors[0].pointer;
    };
    expect(await refused({ approvalChain: [{ role: "supervisor", unit: "nyj" }] })).toBe(
      "/approvalChain/0/unit",
    );
    const twice = { role: "supervisor", person: "p-boss" };
    expect(await refused({ approvalChain: [twice, twice] })).toBe("/approvalChain/1/person");
    expect(await refused({ approvals: 3, approvalChain: [twice] })).toBe("/approvals");
  });
});
