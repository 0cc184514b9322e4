import { afterAll, beforeAll, expect, test } from "vitest";
import { type Flow, matterOf, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

async function ids(query: string): Promise<string[]> {
  const { status, body } = await flow.supervisor.call("GET", `/v1/tasks?${query}`);
  expect(status).toBe(200);
  return body.items.map((task: { id: string }) => task.id);
}

test("tasks come most urgent first, those without a due instant last, page by page though the list moves meanwhile", async () => {
  const due = async (days: number) => (await flow.task({ due: { days }, programme: "paging" })).id;
  const made = [await due(30), await due(10), await due(20), await due(10), await due(5)];
  const ended = await flow.task({ due: { days: 1 }, programme: "paging" });
  await flow.supervisor.send(ended.id, "terminated", { reason: "r" });
  const [thirty, ten, twenty, alsoTen, five] = made;
  const expected = [five, ...[ten, alsoTen].sort(), twenty, thirty, ended.id];
  expect(await ids("programme=paging")).toEqual(expected);
  const seen: string[] = [];
  let cursor = "";
  for (let page = 0; page < 10; page++) {
    const { body } = await flow.supervisor.call("GET", `/v1/tasks?programme=paging&limit=2${cursor}`);
    seen.push(...body.items.map((task: { id: string }) => task.id));
    if (page === 0) await due(1);
    if (body.next === null) break;
    cursor = `&cursor=${body.next}`;
  }
  expect(seen).toEqual(expected);
});

test("a text is looked for in titles and numbers, Chinese too, as it stands", async () => {
  const trees = await flow.task({ title: "漭水镇绿化荒山100%_验收" });
  const village = await flow.task({ title: "湾甸村庄建设" });
  expect(await ids(`q=${encodeURIComponent("荒山100%")}`)).toEqual([trees.id]);
  expect(await ids(`q=${encodeURIComponent("%_验")}`)).toEqual([trees.id]);
  expect(await ids("q=%25x")).toEqual([]);
  expect(await ids(`q=${encodeURIComponent(village.number)}`)).toEqual([village.id]);
});

test("filters narrow the list together", async () => {
  const green = await flow.task({ programme: "四群教育", line: "绿化荒山", lead: "kj", due: { days: 3 } });
  const other = await flow.task({ programme: "四群教育", line: "村庄建设", due: { days: 40 } });
  await flow.unit.send(other.id, "accepted");
  const programme = `programme=${encodeURIComponent("四群教育")}`;
  expect(await ids(programme)).toEqual([green.id, other.id]);
  expect(await ids(`${programme}&line=${encodeURIComponent("绿化荒山")}`)).toEqual([green.id]);
  expect(await ids(`${programme}&unit=nyj`)).toEqual([other.id]);
  expect(await ids(`${programme}&state=inProgress`)).toEqual([other.id]);
  expect(await ids(`${programme}&state=assigned,inProgress`)).toEqual([green.id, other.id]);
  expect(await ids(`${programme}&dueBefore=2026-03-06`)).toEqual([green.id]);
  expect(await ids(`${programme}&dueBefore=2026-03-05T17:30:00%2B08:00`)).toEqual([]);
  expect(await ids(`${programme}&card=red`)).toEqual([]);
  expect(await ids(`${programme}&overdue=true`)).toEqual([]);
});

test("a task shows its revision as its ETag and its times in its calendar's zone", async () => {
  const { id } = await flow.task({ due: { workdays: 3 } });
  const { body, headers } = await flow.unit.call("GET", `/v1/tasks/${id}`);
  expect(headers.get("etag")).toBe('"1"');
  expect(body).toMatchObject({
    state: "assigned",
    role: "lead",
    definition: { id: "task", version: 1 },
    card: "none",
    signBy: "2026-03-03T17:30:00+08:00",
    dueAt: "2026-03-05T17:30:00+08:00",
    overdue: false,
    request: null,
  });
  const again = await flow.unit.call("GET", `/v1/tasks/${id}`, undefined, { "if-none-match": '"1"' });
  expect(again.status).toBe(200);
});

test("while work is inspected its clock is held: no due instant, what remains instead", async () => {
  const { id } = await flow.task({ due: { workdays: 3 } });
  await flow.unit.send(id, "accepted");
  await flow.unit.send(id, "extensionRequested", { due: { workdays: 9 }, reason: "雨季" });
  const asked = await flow.unit.call("GET", `/v1/tasks/${id}`);
  expect(asked.body.request).toEqual({ kind: "extension", reason: "雨季", due: { workdays: 9 } });
  await flow.supervisor.send(id, "extensionRefused", { reason: "r" });
  await flow.unit.send(id, "submitted", { result: "r" });
  const { body } = await flow.unit.call("GET", `/v1/tasks/${id}`);
  expect([body.signBy, body.dueAt, body.overdue]).toEqual([null, null, false]);
  expect(body.clocks).toContainEqual({
    name: "finish",
    state: "held",
    dueAt: null,
    remaining: { workdays: 3 },
    generation: 1,
    nextRungAt: null,
    provisional: false,
  });
});

test("a matter asked for twice under one Idempotency-Key is made once; another body under it is refused", async () => {
  const key = { "idempotency-key": "2026/12" };
  const first = await flow.supervisor.call("POST", "/v1/matters", matterOf({ title: "once" }), key);
  const again = await flow.supervisor.call("POST", "/v1/matters", matterOf({ title: "once" }), key);
  expect([first.status, again.status]).toEqual([201, 201]);
  // To the byte: who compares answers as text finds them the same.
  expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
  expect(first.headers.get("location")).toBe(`/v1/matters/${first.body.id}`);
  expect(first.body.number).toMatch(/^督〔2026〕\d+号$/);
  const other = await flow.supervisor.call("POST", "/v1/matters", matterOf({ title: "twice" }), key);
  expect([other.status, other.body.type]).toEqual([422, "urn:duban:problem:id-reused"]);
  expect((await ids("q=once")).length).toBe(1);
});

test("recorded events come in order, page by page", async () => {
  const { id } = await flow.task();
  await flow.unit.send(id, "accepted");
  await flow.unit.send(id, "progressed", { note: "n" });
  const first = await flow.unit.call("GET", `/v1/tasks/${id}/events?limit=2`);
  expect(first.body.items.map((event: { revision: number }) => event.revision)).toEqual([1, 2]);
  const second = await flow.unit.call("GET", `/v1/tasks/${id}/events?limit=2&cursor=${first.body.next}`);
  expect(second.body.items.map((event: { type: string }) => event.type)).toEqual(["progressed"]);
  expect(second.body.next).toBeNull();
  expect(second.body.items[0].actor).toMatchObject({ unit: "nyj", person: null });
});

test("units keep their order, whatever is put later; people and keys are listed without secrets", async () => {
  const { body: before } = await flow.admin.call("GET", "/v1/units");
  const codes = before.items.map((unit: { code: string }) => unit.code);
  await flow.admin.call("PUT", "/v1/units", [
    { code: "zj", name: "珠街彝族乡", kind: "township" },
    { code: "dcs", name: "县委督查室", kind: "office" },
  ]);
  const { body: after } = await flow.admin.call("GET", "/v1/units");
  expect(after.items.map((unit: { code: string }) => unit.code)).toEqual([...codes, "zj"]);
  const circle = await flow.admin.call("PUT", "/v1/units", [
    { code: "zj", name: "珠街彝族乡", kind: "township", parent: "zj-1" },
    { code: "zj-1", name: "珠街村", kind: "village", parent: "zj" },
  ]);
  expect(circle.body.errors).toEqual([{ pointer: "/0/parent", detail: "the unit would be above itself" }]);
  const { body: page } = await flow.admin.call("GET", "/v1/units?limit=2");
  const { body: rest } = await flow.admin.call("GET", `/v1/units?cursor=${page.next}`);
  expect([...page.items, ...rest.items]).toEqual(after.items);
  const { body: people } = await flow.admin.call("GET", "/v1/people?unit=nyj");
  expect(people.items.map((person: { id: string }) => person.id)).toEqual(["p-handler", "p-head"]);
  const { body: keys } = await flow.admin.call("GET", "/v1/keys");
  expect(JSON.stringify(keys)).not.toContain(flow.unit.key);
  expect(Object.keys(keys.items[0])).not.toContain("key");
});

test("a key of a person has the roles and the unit that the person has at the moment", async () => {
  const person = { id: "p-new", name: "周", unit: "nyj", roles: ["liaison"] };
  await flow.admin.call("PUT", "/v1/people", [person]);
  const client = await flow.client({ person: "p-new" });
  const { id } = await flow.task();
  expect((await client.send(id, "urged")).status).toBe(403);
  expect((await client.send(id, "accepted")).status).toBe(200);
  await flow.admin.call("PUT", "/v1/people", [{ ...person, unit: "dcs", roles: ["supervisor"] }]);
  expect((await client.send(id, "urged")).status).toBe(200);
});
