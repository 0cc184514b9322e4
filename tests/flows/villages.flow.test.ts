import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, eventOf, type Flow, type Reply, startFlow } from "./flow.ts";

// 联村入户 through the events API, by a client that knows nothing but the contract.
let flow: Flow;
let cadre: Client;
let township: Client;
let auditor: Client;

const phone = "13888881234";
const household = (id: string, village: string, name: string) => ({
  id,
  village,
  group: "g1",
  name,
  phone,
  address: `${village}一组12号`,
  memberCount: 4,
});

/** A village event in the JSON format. */
const villageEvent = (type: string, subject: string, data?: unknown, more: Record<string, unknown> = {}) =>
  eventOf(subject, type, data, { type: `duban.${type}`, ...more });

const post = (client: Client, event: unknown): Promise<Reply> =>
  client.call("POST", "/v1/events", event, { "content-type": "application/cloudevents+json" });

const postBatch = (client: Client, events: readonly unknown[]): Promise<Reply> =>
  client.call("POST", "/v1/events", events, { "content-type": "application/cloudevents-batch+json" });

const kindOf = ({ body }: Reply): string => body.type;

beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/units", [
    { code: "v1", name: "华侨村", kind: "village", parent: "kj" },
    { code: "v2", name: "芒赖村", kind: "village", parent: "kj" },
    { code: "wd", name: "湾甸乡", kind: "township" },
  ]);
  await flow.admin.call("PUT", "/v1/people", [
    { id: "p-cadre", name: "周", unit: "nyj", roles: [] },
    { id: "p-town", name: "吴", unit: "kj", roles: ["liaison"] },
  ]);
  cadre = await flow.client({ person: "p-cadre" });
  township = await flow.client({ person: "p-town" });
  auditor = await flow.client({ roles: ["auditor"] });
  const groups = await flow.admin.call("PUT", "/v1/groups", [
    { village: "v1", code: "g1", name: "一组" },
    { village: "v2", code: "g1", name: "一组" },
  ]);
  expect(groups).toMatchObject({ status: 200, body: { saved: 2 } });
  const saved = await township.call("PUT", "/v1/households", [
    household("h1", "v1", "李秀英"),
    household("h2", "v1", "罗有才"),
    household("h3", "v2", "杨四妹"),
  ]);
  expect(saved).toMatchObject({ status: 200, body: { saved: 3 } });
});

afterAll(() => flow.stop());

it("links are made by events and by PUT, with their dates, never twice for one time", async () => {
  const linked = villageEvent("household.linked", "h1", { person: "p-cadre", from: "2026-01-05" });
  expect(kindOf(await post(cadre, linked))).toBe("urn:duban:problem:forbidden");
  const { status, body } = await post(flow.unit, linked);
  expect([status, body]).toMatchObject([
    200,
    { status: "applied", task: null, subject: "h1", revision: 1, state: null, matters: [] },
  ]);
  const again = await post(flow.unit, linked);
  expect(again.body).toMatchObject({ status: "duplicate", revision: 1 });
  const twice = await post(flow.unit, villageEvent("household.linked", "h1", { person: "p-cadre" }));
  expect([twice.status, twice.body]).toMatchObject([409, { state: "linked", accepted: ["unlinked"] }]);
  const ended = await post(
    flow.unit,
    villageEvent("household.unlinked", "h1", { person: "p-cadre", on: "2026-03-01" }),
  );
  expect(ended.body).toMatchObject({ status: "applied", revision: 2 });
  const put = await township.call("PUT", "/v1/households/h1/links", [
    { person: "p-cadre", from: "2026-01-05" },
    { person: "p-town", from: "2026-01-05", until: "2026-02-28" },
  ]);
  expect(put.body.items).toHaveLength(2);
  expect((await flow.admin.call("GET", "/v1/households/h1")).body).toMatchObject({ links: 1, revision: 2 });
  const overlapping = [
    { person: "p-cadre", from: "2026-01-05" },
    { person: "p-cadre", from: "2026-02-05" },
  ];
  expect((await township.call("PUT", "/v1/households/h1/links", overlapping)).status).toBe(400);
  const village = await township.call("PUT", "/v1/villages/v1/links", [{ unit: "nyj", from: "2026-01-05" }]);
  expect(village).toMatchObject({ status: 200, body: { items: [{ unit: "nyj", until: null }] } });
});

it("a visit counts at any hour, is applied once for ever, and its needs are matters in the same act", async () => {
  const midnight = "2026-02-28T23:40:00+08:00";
  const needs = [{ title: "三组饮水管漏水" }, { title: "低保复核", lead: "nyj", due: { workdays: 5 } }];
  const visited = villageEvent("household.visited", "h1", { note: "谈春耕", needs }, { time: midnight });
  const [first, second] = await Promise.all([post(cadre, visited), post(cadre, visited)]);
  expect([first.body.status, second.body.status].sort()).toEqual(["applied", "duplicate"]);
  expect(first.body.matters).toHaveLength(2);
  expect(second.body.matters).toEqual(first.body.matters);
  const matters = await Promise.all(
    first.body.matters.map(({ id }: { id: string }) => flow.admin.call("GET", `/v1/matters/${id}`)),
  );
  expect(matters.map(({ body }) => [body.title, body.tasks[0].unit])).toEqual([
    ["三组饮水管漏水", "kj"],
    ["低保复核", "nyj"],
  ]);
  const { body } = await cadre.call("GET", "/v1/visits?household=h1");
  expect(body.items).toMatchObject([{ person: "p-cadre", on: "2026-02-28", at: midnight, needs: 2 }]);
  const other = await post(cadre, { ...visited, data: { note: "别的" } });
  expect(kindOf(other)).toBe("urn:duban:problem:id-reused");
});

it("an id is one among events of tasks and of villages", async () => {
  const task = await flow.task();
  const accepted = eventOf(task.id, "accepted");
  await post(flow.unit, accepted);
  const visited = villageEvent("village.visited", "v1", { person: "p-cadre" }, { id: accepted.id });
  expect(kindOf(await post(flow.unit, visited))).toBe("urn:duban:problem:id-reused");
  const village = villageEvent("village.visited", "v1", { person: "p-cadre" });
  expect((await post(flow.unit, village)).body).toMatchObject({ status: "applied", subject: "v1" });
  const reused = eventOf(task.id, "progressed", { note: "已开工" }, { id: village.id });
  expect(kindOf(await post(flow.unit, reused))).toBe("urn:duban:problem:id-reused");
});

it("in a batch each event has its own result, in the order sent, and one that is refused harms no other", async () => {
  const task = await flow.task();
  const visited = (subject: string, data: unknown, more?: Record<string, unknown>) =>
    villageEvent("household.visited", subject, data, more);
  const { status, body } = await postBatch(flow.unit, [
    visited("h2", { person: "p-cadre" }),
    eventOf(task.id, "accepted"),
    visited("nobody's", { person: "p-cadre" }),
    visited("h2", { person: "p-cadre", photo: "x.jpg" }),
    visited("h2", { person: "p-cadre", location: [99.6, 24.8] }),
    visited("h2", { person: "p-town" }),
    visited("h2", {}),
    visited("h2", { person: "p-cadre", needs: [{ title: "修路", lead: "no-unit" }] }),
    visited("h2", { person: "p-cadre" }, { expectedrevision: 1 }),
    visited("h2", { person: "p-cadre" }, { time: "2027-01-01T00:00:00Z" }),
  ]);
  expect(status).toBe(200);
  const short = body.results.map((result: Reply["body"]) => [
    result.status,
    result.subject ?? result.task,
    result.problem?.type.split(":").at(-1) ?? result.revision,
  ]);
  expect(short).toEqual([
    ["applied", "h2", 1],
    ["applied", task.id, 2],
    ["rejected", "nobody's", "unknown-household"],
    ["rejected", "h2", "invalid-event"],
    ["rejected", "h2", "invalid-event"],
    ["rejected", "h2", "forbidden"],
    ["rejected", "h2", "invalid-event"],
    ["rejected", "h2", "forbidden"],
    ["applied", "h2", 2],
    ["rejected", "h2", "invalid-event"],
  ]);
  const { body: history } = await township.call("GET", "/v1/households/h2/events");
  expect(history.items.map(({ revision }: { revision: number }) => revision)).toEqual([1, 2]);
});

it("what names a household is shown to who has the right, with a reason, and each look is on the trail", async () => {
  const list = await township.call("GET", "/v1/households?village=v1");
  expect(list.body.items.map(({ name, phone: shown }: Reply["body"]) => [name, shown])).toEqual([
    ["李**", "138******34"],
    ["罗**", "138******34"],
  ]);
  const look = (client: Client, id: string) =>
    client.call("POST", `/v1/households/${id}/reveal`, { reason: "核对低保" });
  expect((await look(cadre, "h1")).body).toMatchObject({ name: "李秀英", phone, address: "v1一组12号" });
  expect((await look(township, "h3")).body.name).toBe("杨四妹");
  // Not linked with it; his unit is linked with the village, which shows him the list.
  expect(kindOf(await look(cadre, "h2"))).toBe("urn:duban:problem:forbidden");
  // Nothing of another village, and no key without a person.
  expect(kindOf(await look(cadre, "h3"))).toBe("urn:duban:problem:unknown-household");
  expect(kindOf(await look(flow.other, "h1"))).toBe("urn:duban:problem:forbidden");
  expect(kindOf(await look(flow.admin, "h1"))).toBe("urn:duban:problem:forbidden");
  const { body } = await auditor.call("GET", "/v1/trail?action=revealHousehold&outcome=done");
  expect(body.items).toHaveLength(2);
  expect(JSON.stringify(body.items)).toContain("核对低保");
  const trail = JSON.stringify((await auditor.call("GET", "/v1/trail?limit=200")).body);
  for (const secret of ["李秀英", "杨四妹", phone, "一组12号"]) expect(trail).not.toContain(secret);
  const refused = await auditor.call("GET", "/v1/trail?action=revealHousehold&kind=refusal");
  expect(refused.status).toBe(200);
});

it("coverage is seen from both sides, counts each visit once, and is for who may read all of it", async () => {
  const { body } = await flow.admin.call("GET", "/v1/coverage?from=2026-01-01");
  expect(body.households).toMatchObject({ households: 3, linked: 1, visited: 2, visits: 3 });
  expect(body.cadres).toMatchObject({ linked: 1, visiting: 1, days: 2 });
  expect(body.matrix).toContainEqual({
    unit: "nyj",
    village: "v1",
    linked: 1,
    visited: 2,
    visits: 3,
    days: 2,
  });
  expect(body.gaps.households).toEqual(["h2", "h3"]);
  const own = await flow.unit.call("GET", "/v1/coverage?unit=nyj");
  expect(own.body.households).toMatchObject({ households: 2, visited: 2 });
  const village = await township.call("GET", "/v1/coverage?village=v2");
  expect(village.body.households).toMatchObject({ households: 1, linked: 0, visits: 0 });
  expect(kindOf(await flow.unit.call("GET", "/v1/coverage"))).toBe("urn:duban:problem:forbidden");
  expect(kindOf(await flow.unit.call("GET", "/v1/coverage?unit=kj"))).toBe("urn:duban:problem:forbidden");
  const rule = { department: 5, office: 5, township: 12, village: 0 };
  expect((await flow.admin.call("PUT", "/v1/coverage/rule", rule)).status).toBe(200);
  expect((await flow.admin.call("GET", "/v1/coverage")).body.rule).toEqual(rule);
});

it("a visit that names programmes counts once in the ledger of each, one that names none in every one", async () => {
  const data = { person: "p-town", programmes: ["sq", "jz"] };
  await post(township, villageEvent("household.visited", "h3", data));
  const counted = async (programme: string) => {
    const path = `/v1/coverage?village=v2&programme=${programme}`;
    return (await flow.admin.call("GET", path)).body.households.visits;
  };
  expect([await counted("sq"), await counted("jz"), await counted("other")]).toEqual([1, 1, 0]);
});
