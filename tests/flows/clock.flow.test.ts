import { afterAll, beforeAll, expect, test } from "vitest";
import { type Flow, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/ladders/default", {
    rungs: [
      { at: { workdays: -1 }, card: "blue", notify: ["handler"] },
      { at: { hours: 0 }, card: "yellow", notify: ["head"], urgent: true },
      { at: { workdays: 2 }, card: "red", notify: ["supervisor"], propose: "约谈" },
    ],
  });
});
afterAll(() => flow.stop());

const cards = async (id: string) => {
  const { body } = await flow.unit.call("GET", `/v1/tasks/${id}/events`);
  return body.items.filter((event: { type: string }) => event.type === "rungFired");
};

test("as the clock moves every rung fires at its instant, the task shows how late it is, and those named are told", async () => {
  const task = await flow.task({ due: { workdays: 3 } });
  await flow.unit.send(task.id, "accepted", { handler: "p-handler" });
  await flow.advance("2026-03-04T08:59:59+08:00");
  expect(await cards(task.id)).toEqual([]);
  await flow.advance("2026-03-10T12:00:00+08:00");
  expect((await cards(task.id)).map((event: { recordedAt: string }) => event.recordedAt)).toEqual([
    "2026-03-04T09:00:00+08:00",
    "2026-03-05T17:30:00+08:00",
    "2026-03-09T17:30:00+08:00",
  ]);
  const { body } = await flow.unit.call("GET", `/v1/tasks/${task.id}`);
  expect(body).toMatchObject({ card: "red", overdue: true, overdueWorkdays: 3, lateWorkdays: 3 });
  const { body: late } = await flow.supervisor.call("GET", "/v1/tasks?overdue=true&card=red");
  expect(late.items.map((one: { id: string }) => one.id)).toEqual([task.id]);
  const { body: notices } = await flow.unit.call("GET", "/v1/notices?person=p-head");
  expect(notices.items[0]).toMatchObject({
    person: "p-head",
    task: task.id,
    subject: "rungFired",
    urgent: true,
  });
  expect(notices.items[0].sentAt).toBe("2026-03-05T17:30:00+08:00");
});

test("a person's notices are read by him, his unit, and those who oversee, page by page, newest first", async () => {
  const head = await flow.client({ person: "p-head" });
  const { body: own } = await head.call("GET", "/v1/notices");
  expect(own.items.length).toBeGreaterThan(0);
  const times = own.items.map((notice: { createdAt: string }) => notice.createdAt);
  expect(times).toEqual([...times].sort().reverse());
  const { body: page } = await head.call("GET", "/v1/notices?limit=1");
  expect(page.items).toEqual(own.items.slice(0, 1));
  for (const reader of [flow.unit, flow.supervisor, flow.admin]) {
    expect((await reader.call("GET", "/v1/notices?person=p-head")).body).toEqual(own);
  }
  const handler = await flow.client({ person: "p-handler" });
  for (const stranger of [flow.other, flow.inspector, handler]) {
    expect((await stranger.call("GET", "/v1/notices?person=p-head")).status).toBe(403);
  }
  expect((await flow.unit.call("GET", "/v1/notices")).status).toBe(400);
});

test("an edited calendar moves the open deadlines it touches before it answers, each with a recorded event", async () => {
  const { body: clock } = await flow.admin.call("GET", "/v1/clock");
  expect(clock.manual).toBe(true);
  const task = await flow.task({ due: { workdays: 2 } });
  const before = (await flow.unit.call("GET", `/v1/tasks/${task.id}`)).body;
  expect(before.dueAt).toBe("2026-03-12T17:30:00+08:00");
  const { status, body } = await flow.admin.call("PUT", "/v1/calendars/default", {
    holidays: ["2026-03-12"],
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: "default",
    version: 2,
    timeZone: "Asia/Shanghai",
    days: { "2026-03-12": "holiday" },
  });
  expect(body.days["2026-10-01"]).toBe("holiday");
  const after = (await flow.unit.call("GET", `/v1/tasks/${task.id}`)).body;
  expect(after.dueAt).toBe("2026-03-13T17:30:00+08:00");
  const { body: events } = await flow.unit.call("GET", `/v1/tasks/${task.id}/events`);
  expect(events.items.at(-1).type).toBe("projected");
  expect((await flow.unit.call("GET", "/v1/calendars/default")).body).toEqual(body);
});

test("a calendar of one's own covers what it says, and beyond it deadlines are provisional", async () => {
  const own = {
    coverage: { from: "2026-01-01", to: "2026-03-11" },
    days: [{ date: "2026-03-11", kind: "holiday" }],
  };
  const { body } = await flow.admin.call("PUT", "/v1/calendars/own", { ...own, dayEndsAt: "18:00" });
  expect(body).toMatchObject({
    version: 1,
    dayEndsAt: "18:00",
    coverage: own.coverage,
    days: { "2026-03-11": "holiday" },
  });
  expect(Object.keys(body.days)).toHaveLength(1);
  const task = await flow.task({ due: { workdays: 1 }, calendar: "own" });
  expect(task).toMatchObject({ dueAt: "2026-03-12T18:00:00+08:00", provisional: true });
});

test("a ladder comes back as it was put, with what was left out filled in", async () => {
  const { body } = await flow.admin.call("PUT", "/v1/ladders/short", { rungs: [{ at: { days: 1 } }] });
  expect(body).toEqual({
    id: "short",
    version: 1,
    rungs: [
      { at: { days: 1 }, clock: "finish", card: null, notify: [], urgent: false, propose: null, time: null },
    ],
  });
  expect((await flow.unit.call("GET", "/v1/ladders/short")).body).toEqual(body);
});
