import { invariant, parseInstant } from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type Flow, matterOf, startFlow } from "./flow.ts";

/** The rules of time through the API, in their order; docs/time.md names them one by one. */
let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

type Json = Record<string, unknown>;
const view = async (id: string) => (await flow.supervisor.call("GET", `/v1/tasks/${id}`)).body;
const historyOf = async (id: string): Promise<{ type: string; recordedAt: string; data: Json }[]> =>
  (await flow.supervisor.call("GET", `/v1/tasks/${id}/events?limit=200`)).body.items;
const rungsOf = async (id: string) => (await historyOf(id)).filter(({ type }) => type === "rungFired");
const clockOf = (task: { clocks: { name: string }[] }, name: string) =>
  task.clocks.find((clock) => clock.name === name);
const putLadder = (id: string, rungs: Json[]) => flow.admin.call("PUT", `/v1/ladders/${id}`, { rungs });
async function sent(who: Client, id: string, type: string, data: Json = {}) {
  const { status, body } = await who.send(id, type, data);
  expect([type, status, body]).toEqual([type, 200, body]);
  return body;
}
const refused = (matter: Json) => flow.admin.call("POST", "/v1/matters", matterOf(matter));

test("1, 2, 5: working days follow the national list with its make-up days, in the calendar's own zone and hours", async () => {
  const days = await flow.task({ due: { days: 213 } });
  // 1 October rests, as does all until the 7th.
  expect(days.dueAt).toBe("2026-10-08T17:30:00+08:00");
  const workdays = await flow.task({ due: { workdays: 3 } });
  expect(workdays.dueAt).toBe("2026-03-05T17:30:00+08:00");
  await flow.admin.call("PUT", "/v1/calendars/night", { timeZone: "America/New_York", dayEndsAt: "18:00" });
  // It is still Sunday evening there.
  expect((await flow.task({ due: { workdays: 1 }, calendar: "night" })).dueAt).toBe(
    "2026-03-02T18:00:00-05:00",
  );
});

test("3: a deadline that counts over days nobody has listed is provisional, and certain once they are", async () => {
  const own = (to: string) => ({ coverage: { from: "2026-01-01", to } });
  await flow.admin.call("PUT", "/v1/calendars/short", own("2026-03-03"));
  const task = await flow.task({ due: { workdays: 2 }, calendar: "short" });
  expect(task.provisional).toBe(true);
  await flow.admin.call("PUT", "/v1/calendars/short", own("2026-12-31"));
  expect((await view(task.id)).provisional).toBe(false);
  const projected = (await historyOf(task.id)).find(({ type }) => type === "projected");
  expect(projected?.data.moved).toEqual([
    expect.objectContaining({ name: "finish", from: task.dueAt, to: task.dueAt, provisional: false }),
  ]);
});

test("4, 5: every form of a deadline is due where it says", async () => {
  const due = async (deadline: Json) => (await flow.task({ due: deadline })).dueAt;
  expect(await due({ on: "2026-03-07" })).toBe("2026-03-07T17:30:00+08:00");
  expect(await due({ month: "2026-05" })).toBe("2026-05-31T17:30:00+08:00");
  expect(await due({ at: "2026-03-04T01:15:00Z" })).toBe("2026-03-04T09:15:00+08:00");
});

test("6: a matter with any clock that can't be armed is refused whole", async () => {
  const faulty = [
    { due: { on: "2026-03-01" } },
    { signWithin: { at: "2026-03-02T10:00:00+08:00" } },
    { stages: [{ name: "设计", due: { on: "2026-02-01" } }] },
  ];
  for (const matter of faulty) {
    const { status, body } = await refused(matter);
    expect([status, body.type]).toEqual([422, "urn:duban:problem:invalid-deadline"]);
  }
  expect((await refused({ reportEvery: { weekly: 8 } })).status).toBe(400);
  expect((await refused({ stages: [1, 2].map(() => ({ name: "设计", due: { days: 3 } })) })).status).toBe(
    400,
  );
});

test("7: stages are met one after the other by progress that names them, and reports by any progress", async () => {
  const task = await flow.task({
    due: { workdays: 15 },
    stages: [
      { name: "设计", due: { workdays: 3 } },
      { name: "施工", due: { workdays: 8 } },
    ],
    reportEvery: { weekly: 5 },
  });
  expect(task.stages).toEqual([
    { name: "设计", due: { workdays: 3 }, state: "current", dueAt: "2026-03-05T17:30:00+08:00" },
    { name: "施工", due: { workdays: 8 }, state: "waiting", dueAt: "2026-03-12T17:30:00+08:00" },
  ]);
  expect(clockOf(task, "report")).toMatchObject({ generation: 1, dueAt: "2026-03-06T17:30:00+08:00" });
  await sent(flow.unit, task.id, "accepted");
  const wrong = await flow.unit.send(task.id, "progressed", { note: "施工", stage: "施工" });
  expect(wrong.status).toBe(400);
  expect(wrong.body).toMatchObject({
    type: "urn:duban:problem:invalid-event",
    errors: [{ pointer: "/data/stage" }],
  });
  expect(wrong.body.detail).toContain('"设计"');
  await sent(flow.unit, task.id, "progressed", { note: "完成", stage: "设计" });
  const after = await view(task.id);
  expect(after.stages).toMatchObject([
    { state: "met", metAt: "2026-03-02T10:00:00+08:00" },
    { state: "current" },
  ]);
  expect(clockOf(after, "stage")).toMatchObject({ generation: 2, dueAt: "2026-03-12T17:30:00+08:00" });
  expect(clockOf(after, "report")).toMatchObject({ generation: 2, dueAt: "2026-03-13T17:30:00+08:00" });
  await sent(flow.unit, task.id, "progressed", { note: "再报" });
  expect(clockOf(await view(task.id), "report")).toMatchObject({ generation: 2 });
  await sent(flow.unit, task.id, "progressed", { note: "完工", stage: "施工" });
  expect(clockOf(await view(task.id), "stage")).toMatchObject({ state: "done" });
});

test("12, 13: rungs stand where they say beside their clock; one from before the start does not fire", async () => {
  await putLadder("where", [
    { at: { workdays: -2 }, time: "08:15", card: "blue" },
    { at: { days: -9 }, card: "never" },
    { at: { hours: 0 }, clock: "sign", card: "white" },
    { at: { hours: 30 }, card: "red" },
  ]);
  const task = await flow.task({ due: { workdays: 4 }, ladder: "where" });
  expect(clockOf(task, "finish")).toMatchObject({ nextRungAt: "2026-03-04T08:15:00+08:00" });
  expect(clockOf(task, "sign")).toMatchObject({ nextRungAt: "2026-03-03T17:30:00+08:00" });
  const until = encodeURIComponent("2026-03-20T00:00:00+08:00");
  const { body } = await flow.unit.call("GET", `/v1/forecast?until=${until}&limit=200`);
  const mine = body.items.filter((rung: { task: string }) => rung.task === task.id);
  expect(mine.map(({ at, card }: { at: string; card: string }) => [at, card])).toEqual([
    ["2026-03-03T17:30:00+08:00", "white"],
    ["2026-03-04T08:15:00+08:00", "blue"],
    ["2026-03-07T23:30:00+08:00", "red"],
  ]);
});

test("13: a task follows the ladder that stood when it was assigned, whatever is put later", async () => {
  await putLadder("frozen", [{ at: { workdays: -1 }, card: "blue" }]);
  const before = await flow.task({ due: { workdays: 2 }, ladder: "frozen" });
  await putLadder("frozen", [{ at: { workdays: -1 }, card: "purple" }]);
  const after = await flow.task({ due: { workdays: 2 }, ladder: "frozen" });
  await flow.advance("2026-03-03T09:00:00+08:00");
  expect([(await view(before.id)).card, (await view(after.id)).card]).toEqual(["blue", "purple"]);
});

test("8, 9: a paused clock has no due instant and fires nothing; resumed, it runs on with what remained", async () => {
  await putLadder("pause", [
    { at: { workdays: -2 }, card: "blue" },
    { at: { workdays: 0 }, card: "yellow" },
  ]);
  const task = await flow.task({ due: { workdays: 4 }, ladder: "pause", reportEvery: { weekly: 5 } });
  await sent(flow.unit, task.id, "accepted");
  await sent(flow.unit, task.id, "suspensionRequested", { reason: "待批" });
  await sent(flow.supervisor, task.id, "suspensionGranted");
  const held = await view(task.id);
  expect(held).toMatchObject({ dueAt: null, overdue: false });
  expect(clockOf(held, "finish")).toMatchObject({
    state: "held",
    remaining: { workdays: 4 },
    nextRungAt: null,
  });
  await flow.advance("2026-03-19T10:00:00+08:00");
  expect(await rungsOf(task.id)).toEqual([]);
  await sent(flow.unit, task.id, "resumed");
  const resumed = await view(task.id);
  expect(resumed.dueAt).toBe("2026-03-25T17:30:00+08:00");
  expect(clockOf(resumed, "report")).toMatchObject({ state: "running", dueAt: "2026-03-20T17:30:00+08:00" });
  await flow.advance("2026-03-25T17:30:00+08:00");
  expect((await rungsOf(task.id)).map(({ recordedAt }) => recordedAt)).toEqual([
    "2026-03-23T09:00:00+08:00",
    "2026-03-25T17:30:00+08:00",
  ]);
});

test("10: an extension begins a generation with the card cleared; past the agreed number only an override grants it", async () => {
  await putLadder("again", [{ at: { workdays: -1 }, card: "blue" }]);
  const task = await flow.task({ due: { workdays: 3 }, ladder: "again" });
  await sent(flow.unit, task.id, "accepted");
  await flow.advance("2026-03-27T10:00:00+08:00");
  expect((await view(task.id)).card).toBe("blue");
  await sent(flow.unit, task.id, "extensionRequested", { due: { on: "2026-04-02" }, reason: "连续降雨" });
  expect((await view(task.id)).dueAt).toBe("2026-03-30T17:30:00+08:00");
  await sent(flow.supervisor, task.id, "extensionGranted");
  const extended = await view(task.id);
  expect(extended).toMatchObject({ dueAt: "2026-04-02T17:30:00+08:00", card: "none", extensions: 1 });
  expect(clockOf(extended, "finish")).toMatchObject({ generation: 2 });
  await sent(flow.unit, task.id, "extensionRequested", { due: { on: "2026-04-09" }, reason: "再申请" });
  const spent = await flow.supervisor.send(task.id, "extensionGranted", {});
  expect([spent.status, spent.body.type]).toEqual([422, "urn:duban:problem:invalid-deadline"]);
  const leader = await flow.client({ unit: "dcs", roles: ["supervisor", "leader"] });
  await sent(leader, task.id, "extensionGranted");
  expect((await historyOf(task.id)).at(-1)?.data).toMatchObject({ override: true });
  await flow.advance("2026-04-10T10:00:00+08:00");
  const fired = (await rungsOf(task.id)).map(({ data }) => [data.generation, data.at]);
  expect(fired).toEqual([
    [1, "2026-03-27T09:00:00+08:00"],
    [3, "2026-04-08T09:00:00+08:00"],
  ]);
  const late = await flow.unit.send(task.id, "extensionRequested", {
    due: { workdays: 5 },
    reason: "已逾期",
  });
  expect(late.status).toBe(422);
});

test("10: reassigned past its fixed date a task needs a new due; stages that can't be kept are skipped, and it is said", async () => {
  const task = await flow.task({
    due: { on: "2026-04-14" },
    stages: [
      { name: "设计", due: { on: "2026-04-13" } },
      { name: "施工", due: { workdays: 2 } },
    ],
  });
  await flow.advance("2026-04-15T10:00:00+08:00");
  const bare = { unit: "kj", reason: "改派" };
  expect((await flow.supervisor.send(task.id, "reassigned", bare)).status).toBe(422);
  await sent(flow.supervisor, task.id, "reassigned", { ...bare, due: { workdays: 5 } });
  expect((await historyOf(task.id)).at(-1)?.data).toMatchObject({ skippedStages: ["设计"] });
  expect((await view(task.id)).stages).toMatchObject([
    { name: "设计", state: "skipped" },
    { name: "施工", state: "current", dueAt: "2026-04-17T17:30:00+08:00" },
  ]);
});

test("14, 17: each rung fires once at its instant in order, and none after its clock has ended", async () => {
  await putLadder("once", [{ at: { workdays: -1 } }, { at: { workdays: 0 } }, { at: { hours: 1 } }]);
  const ended = await flow.task({ due: { workdays: 2 }, ladder: "once" });
  const open = await flow.task({ due: { workdays: 2 }, ladder: "once" });
  await flow.advance("2026-04-16T10:00:00+08:00");
  await sent(flow.supervisor, ended.id, "terminated", { reason: "撤销" });
  await flow.advance("2026-04-20T10:00:00+08:00");
  expect((await rungsOf(ended.id)).map(({ data }) => data.rung)).toEqual([0]);
  expect((await rungsOf(open.id)).map(({ data, recordedAt }) => [data.rung, recordedAt])).toEqual([
    [0, "2026-04-16T09:00:00+08:00"],
    [1, "2026-04-17T17:30:00+08:00"],
    [2, "2026-04-17T18:30:00+08:00"],
  ]);
});

test("15: a rung that nobody of its role can hear goes to the next role up, and the record says so", async () => {
  await putLadder("climb", [{ at: { hours: -1 }, notify: ["liaison"] }]);
  const task = await flow.task({ due: { workdays: 1 }, ladder: "climb", lead: "kj" });
  await flow.advance("2026-04-22T10:00:00+08:00");
  const [rung] = await rungsOf(task.id);
  expect(rung?.data).toMatchObject({
    notified: [{ person: "p-supervisor", role: "supervisor" }],
    climbed: [{ from: "liaison", to: "supervisor" }],
  });
});

test("16: outside working hours what is not urgent waits for the morning, one message a person; what is urgent does not", async () => {
  await putLadder("night", [
    { at: { hours: 3 }, notify: ["head"] },
    { at: { hours: 4 }, notify: ["head"] },
    { at: { hours: 5 }, notify: ["handler"], urgent: true },
  ]);
  const tasks: { id: string }[] = [];
  for (const due of [1, 1])
    tasks.push(await flow.task({ due: { workdays: due }, ladder: "night", title: "夜间" }));
  await flow.advance("2026-04-24T12:00:00+08:00");
  const noticesOf = async (person: string) => {
    const { body } = await flow.supervisor.call("GET", `/v1/notices?person=${person}&limit=200`);
    const ids = tasks.map(({ id }) => id);
    return body.items.filter((one: Json) => one.subject === "rungFired" && ids.includes(String(one.task)));
  };
  const waited = await noticesOf("p-head");
  expect(waited).toHaveLength(4);
  expect(new Set(waited.map((one: Json) => one.sentAt))).toEqual(new Set(["2026-04-24T09:00:00+08:00"]));
  expect(new Set(waited.map((one: Json) => one.message)).size).toBe(1);
  const urgent = await noticesOf("p-handler");
  expect(urgent.map((one: Json) => one.sentAt)).toEqual([
    "2026-04-23T22:30:00+08:00",
    "2026-04-23T22:30:00+08:00",
  ]);
});

test("11: with no worker for a week lateness and the forecast are right, and what was missed then fires in order", async () => {
  const alone = await startFlow({ DUBAN_PARTS: "api" });
  try {
    await alone.admin.call("PUT", "/v1/ladders/default", {
      rungs: [
        { at: { workdays: -1 }, card: "blue", notify: ["head"] },
        { at: { workdays: 1 }, card: "red" },
      ],
    });
    const tasks = [await alone.task({ due: { workdays: 3 } }), await alone.task({ due: { workdays: 2 } })];
    const weekLater = parseInstant("2026-03-11T10:00:00+08:00");
    invariant(weekLater !== undefined, "an instant");
    await alone.duban.clock.advanceTo(weekLater);
    const [first] = tasks;
    const { body: late } = await alone.unit.call("GET", `/v1/tasks/${first?.id}`);
    expect(late).toMatchObject({ overdue: true, overdueWorkdays: 4, card: "none" });
    const forecast = async () => (await alone.unit.call("GET", "/v1/forecast?until=2026-03-31&limit=3")).body;
    const { items, next } = await forecast();
    expect(items.map(({ at, missed }: Json) => [at, missed])).toEqual([
      ["2026-03-03T09:00:00+08:00", true],
      ["2026-03-04T09:00:00+08:00", true],
      ["2026-03-05T17:30:00+08:00", true],
    ]);
    expect(items[0].notify).toEqual([{ role: "head", persons: ["p-head"] }]);
    const rest = await alone.unit.call("GET", `/v1/forecast?until=2026-03-31&cursor=${next}`);
    expect(rest.body).toMatchObject({
      items: [{ at: "2026-03-06T17:30:00+08:00", card: "red" }],
      next: null,
    });
    await alone.advance("2026-03-11T10:00:01+08:00");
    expect((await forecast()).items).toEqual([]);
    const { body } = await alone.unit.call("GET", `/v1/tasks/${first?.id}/events`);
    const fired = body.items.filter(({ type }: Json) => type === "rungFired");
    expect(fired.map(({ data }: { data: Json }) => data.at)).toEqual([
      "2026-03-04T09:00:00+08:00",
      "2026-03-06T17:30:00+08:00",
    ]);
  } finally {
    await alone.stop();
  }
});

test("a forecast looks a year ahead and no further, at an instant or through a date", async () => {
  const ask = (query: string) => flow.unit.call("GET", `/v1/forecast?${query}`);
  expect((await ask("until=2026-05-01T00:00:00+08:00")).status).toBe(200);
  expect((await ask("until=2028-01-01")).status).toBe(400);
  expect((await ask("limit=5")).status).toBe(400);
  expect((await ask("until=2026-12-31&cursor=nonsense")).status).toBe(400);
  expect(
    (await ask("until=2026-12-31&unit=kj&limit=2")).body.items.every(({ unit }: Json) => unit === "kj"),
  ).toBe(true);
});

test("a preview names the deadlines an edit would move, and changes nothing", async () => {
  const task = await flow.task({ due: { workdays: 2 }, title: "预览" });
  const edit = { holidays: ["2026-04-27"] };
  const { status, body } = await flow.supervisor.call("POST", "/v1/calendars/default/preview", edit);
  expect(status).toBe(200);
  expect(body.total).toBe(body.items.length);
  expect(body.items.filter((one: Json) => one.task === task.id)).toMatchObject([
    {
      clock: "finish",
      from: "2026-04-28T17:30:00+08:00",
      to: "2026-04-29T17:30:00+08:00",
      provisional: false,
    },
    { number: task.number, unit: "nyj", clock: "sign" },
  ]);
  expect(await view(task.id)).toMatchObject({ revision: 1, dueAt: "2026-04-28T17:30:00+08:00" });
  expect((await flow.unit.call("POST", "/v1/calendars/default/preview", edit)).status).toBe(403);
});
