import {
  appendSuccession,
  engineParty,
  findTenants,
  lockUnits,
  mergeUnit,
  parseInstant,
} from "@duban/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowserAt } from "./browser.ts";
import { type Client, type Flow, matterOf, startFlow, startsAt } from "./flow.ts";

/** When a unit is given tasks, and where its work goes once it is merged; where a person's goes who leaves. */
let flow: Flow;
let auditor: Client;

beforeAll(async () => {
  flow = await startFlow();
  auditor = await flow.client({ roles: ["auditor"] });
}, 60_000);
afterAll(() => flow.stop());

const kindOf = ({ body }: { readonly body: { readonly type?: string } }) =>
  body.type?.replace("urn:duban:problem:", "");
const eventsOf = async (id: string) => (await flow.admin.call("GET", `/v1/tasks/${id}/events`)).body.items;
const taskOf = async (id: string) => (await flow.admin.call("GET", `/v1/tasks/${id}`)).body;
const put = (...units: unknown[]) => flow.admin.call("PUT", "/v1/units", units);
const trailOf = async (action: string) =>
  (await auditor.call("GET", `/v1/trail?action=${action}&outcome=done`)).body.items;

test("a unit is given tasks on the days of its validity only, by a matter as by a reassignment", async () => {
  const unit = { code: "gx", name: "供销社", kind: "department" };
  expect((await put({ ...unit, from: "2026-03-02", until: "2026-03-03" })).body.items[0]).toMatchObject({
    from: "2026-03-02",
    until: "2026-03-03",
    mergedInto: null,
  });
  const { id } = await flow.task({ lead: "gx" });
  for (const [from, until] of [
    ["2026-03-03", null],
    [null, "2026-03-01"],
  ]) {
    await put({ ...unit, from, until });
    for (const matter of [{ lead: "gx" }, { assist: ["gx"] }]) {
      const refused = await flow.admin.call("POST", "/v1/matters", matterOf(matter));
      expect([refused.status, kindOf(refused), refused.body.unit]).toEqual([422, "unit-not-valid", "gx"]);
    }
    const other = await flow.task();
    expect(kindOf(await flow.supervisor.send(other.id, "reassigned", { unit: "gx", reason: "x" }))).toBe(
      "unit-not-valid",
    );
  }
  const own = await flow.client({ unit: "gx" });
  expect((await own.send(id, "accepted")).status).toBe(200);
  expect((await put({ ...unit, from: "2026-03-03", until: "2026-03-02" })).status).toBe(400);
});

describe("merging a unit into another", () => {
  const merge = (code: string, body: unknown, by = flow.admin) =>
    by.call("POST", `/v1/units/${code}/merge`, body);

  test("moves its open tasks, what waits there for a decision and its people in one act, which the auditor sees", async () => {
    await put(
      { code: "ny", name: "农机局", kind: "department", aliases: ["农机中心"] },
      { code: "ny-1", name: "农机站", kind: "office", parent: "ny" },
    );
    await flow.admin.call("PUT", "/v1/people", [
      { id: "ny-head", name: "何", unit: "ny", roles: ["handler"], head: true },
    ]);
    const own = await flow.client({ unit: "ny" });
    const duty = { title: "月报", rule: "FREQ=DAILY", startsOn: "2026-03-03" };
    const made = matterOf({ lead: "ny", assist: ["nyj"], due: { workdays: 1 } });
    expect((await flow.supervisor.call("PUT", "/v1/duties/ny", { ...duty, matter: made })).status).toBe(200);
    const [asks, waits, done, ended] = await Promise.all(
      [0, 1, 2, 3].map(() => flow.task({ lead: "ny" })),
    ).then((tasks) => tasks.map(({ id }) => id) as [string, string, string, string]);
    for (const id of [asks, waits, done]) await own.send(id, "accepted", { handler: "ny-head" });
    await own.send(asks, "extensionRequested", { due: { workdays: 20 }, reason: "雨季" });
    for (const id of [waits, done]) {
      await own.send(id, "submitted", { result: "已办" });
      await flow.inspector.send(id, "passed", { findings: "属实" });
    }
    await flow.supervisor.send(done, "closureApproved");
    await flow.supervisor.send(ended, "terminated", { reason: "不办了" });
    const before = await taskOf(asks);
    expect(kindOf(await merge("ny", { into: "nyj", reason: "x" }, flow.supervisor))).toBe("forbidden");
    const merged = await merge("ny", { into: "nyj", people: true, reason: "机构改革" });
    expect(merged.body).toMatchObject({ kind: "unit", subject: "ny", successor: "nyj", moved: 3 });
    expect(merged.body.doneAt).not.toBeNull();
    const { unit, revision, updatedAt, ...kept } = await taskOf(asks);
    expect([unit, revision]).toEqual(["nyj", before.revision + 1]);
    expect({ ...before, ...kept }).toEqual(before);
    expect(updatedAt).toBe(startsAt);
    expect((await eventsOf(asks)).at(-1)).toMatchObject({
      type: "transferred",
      right: "systemAdmin",
      actor: { key: "admin" },
      data: { succession: merged.body.id, reason: "机构改革", unit: { from: "ny", to: "nyj", people: true } },
    });
    expect((await taskOf(done)).unit).toBe("nyj");
    expect((await taskOf(ended)).unit).toBe("ny");
    expect((await flow.supervisor.send(asks, "extensionGranted")).status).toBe(200);
    expect((await flow.unit.send(asks, "progressed", { note: "接手" })).status).toBe(200);
    expect(kindOf(await own.send(asks, "progressed", { note: "仍办" }))).toBe("forbidden");
    expect((await flow.supervisor2.send(waits, "closureApproved")).body.state).toBe("closed");
    const { body: people } = await flow.admin.call("GET", "/v1/people?unit=nyj&limit=200");
    expect(people.items.find(({ id }: { id: string }) => id === "ny-head")).toMatchObject({ head: false });
    const { body: units } = await flow.admin.call("GET", "/v1/units?limit=200");
    const unitOf = (code: string) => units.items.find((one: { code: string }) => one.code === code);
    expect(unitOf("nyj").aliases).toEqual(["农机局", "农机中心"]);
    expect([unitOf("ny").mergedInto, unitOf("ny-1").parent]).toEqual(["nyj", "nyj"]);
    expect(await trailOf("mergeUnit")).toMatchObject([
      { target: "/v1/units/ny", detail: { succession: merged.body.id, into: "nyj", reason: "机构改革" } },
    ]);
    expect((await merge("ny", { into: "nyj", people: true, reason: "机构改革" })).body).toEqual(merged.body);
    expect(kindOf(await merge("ny", { into: "kj", reason: "x" }))).toBe("not-accepted");
    expect(kindOf(await merge("kj", { into: "ny", reason: "x" }))).toBe("unit-not-valid");
    expect(kindOf(await flow.admin.call("POST", "/v1/matters", matterOf({ lead: "ny" })))).toBe(
      "unit-not-valid",
    );
    await flow.advance("2026-03-03T10:00:00+08:00");
    const { body: occurrences } = await flow.admin.call("GET", "/v1/duties/ny/occurrences");
    const { body: matter } = await flow.admin.call("GET", `/v1/matters/${occurrences.items[0].matter}`);
    expect(matter.tasks.map((task: { unit: string; role: string }) => [task.unit, task.role])).toEqual([
      ["nyj", "lead"],
    ]);
  });

  test("takes its villages, projects and part in inspections with it, says before how many, and leaves a draw as it was drawn", async () => {
    await put(
      { code: "lz", name: "粮站", kind: "department" },
      { code: "v1", name: "上村", kind: "village", parent: "kj" },
      { code: "v2", name: "下村", kind: "village", parent: "kj" },
    );
    await flow.admin.call("PUT", "/v1/groups", [
      { village: "v1", code: "g1", name: "一组" },
      { village: "v2", code: "g1", name: "一组" },
    ]);
    const homes = [
      { id: "h1", village: "v1", group: "g1", name: "李秀英" },
      { id: "h2", village: "v2", group: "g1", name: "罗有才" },
    ];
    expect((await flow.admin.call("PUT", "/v1/households", homes)).body).toEqual({ saved: 2 });
    await flow.admin.call("PUT", "/v1/villages/v1/links", [{ unit: "lz", from: "2026-01-05" }]);
    const project = {
      name: "仓房",
      unit: "lz",
      sources: [{ id: "xj", name: "县级", kind: "county", amount: "100" }],
    };
    expect((await flow.supervisor.call("PUT", "/v1/projects/cf", project)).status).toBe(200);
    const second = { id: "p-second", name: "郑", unit: "dcs", roles: ["inspector"] };
    await flow.admin.call("PUT", "/v1/people", [second]);
    const plan = {
      title: "储粮督查",
      asker: "dcs",
      from: "2026-03-09",
      to: "2026-03-13",
      scope: { units: ["lz"] },
      objects: 1,
      checkList: [{ id: "dry", text: "仓房干燥" }],
    };
    const { id } = (await flow.supervisor.call("POST", "/v1/inspections", plan)).body;
    const act = (type: string, said: object = {}, by = flow.supervisor) =>
      by.call("POST", `/v1/inspections/${id}/acts`, { type, ...said });
    await act("announced");
    expect((await act("drawn")).status).toBe(200);
    const drawn = (await flow.supervisor.call("GET", `/v1/inspections/${id}/draw`)).body;
    const points = [{ check: "dry", result: "unmet", note: "漏雨" }];
    expect((await act("found", { unit: "lz", points }, flow.inspector)).status).toBe(200);

    const preview = await flow.admin.call("GET", "/v1/units/lz/merge");
    expect(preview.body).toEqual({
      tasks: 0,
      people: 0,
      units: 0,
      villageLinks: 1,
      households: 0,
      projects: 1,
      inspections: 1,
    });
    expect((await flow.supervisor.call("GET", "/v1/units/lz/merge")).status).toBe(403);
    expect((await merge("lz", { into: "kj", reason: "机构改革" })).status).toBe(200);
    expect((await trailOf("mergeUnit"))[0]).toMatchObject({
      detail: { into: "kj", villageLinks: 1, households: 0, projects: 1, inspections: 1 },
    });
    const { body: links } = await flow.admin.call("GET", "/v1/villages/v1/links");
    expect(links.items).toMatchObject([
      { unit: "lz", from: "2026-01-05", until: "2026-03-02" },
      { unit: "kj", from: "2026-03-03", until: null },
    ]);
    expect((await flow.admin.call("GET", "/v1/projects/cf")).body).toMatchObject({ unit: "kj", version: 2 });
    expect((await flow.supervisor.call("GET", `/v1/inspections/${id}/draw`)).body).toEqual(drawn);
    const rectify = { requirement: "修好屋面", due: { workdays: 5 } };
    const told = await act("concluded", { unit: "lz", text: "仓房漏雨", rectify });
    expect(told.body.results).toMatchObject([{ unit: "lz", answeredBy: "kj" }]);
    const { rectification } = told.body.results[0].conclusion;
    const matter = await flow.other.call("GET", `/v1/matters/${rectification.id}`);
    expect(matter.body.tasks).toMatchObject([{ unit: "kj" }]);
    expect((await act("accepted", { unit: "lz" }, flow.other)).status).toBe(200);
    expect((await flow.other.call("GET", "/v1/inspections?unit=kj")).body.items).toHaveLength(1);

    expect((await flow.admin.call("GET", "/v1/units/v1/merge")).body).toMatchObject({ households: 1 });
    expect((await merge("v1", { into: "v2", reason: "合村" })).status).toBe(200);
    const { body: households } = await flow.admin.call("GET", "/v1/households?village=v2");
    expect(households.items.map(({ id, group }: { id: string; group: string }) => [id, group])).toEqual([
      ["h1", "v1-g1"],
      ["h2", "g1"],
    ]);
  });

  test("goes on where it was cut off, each task once, whether by the same call or by a worker", async () => {
    await put({ code: "sl", name: "水利站", kind: "office" });
    const tasks = await Promise.all([1, 2, 3].map(() => flow.task({ lead: "sl" })));
    const { database, engine } = flow.duban;
    const [county] = await findTenants(database);
    const tenantId = county?.tenantId ?? 0;
    const succession = { kind: "unit", subject: "sl", successor: "kj", withPeople: false } as const;
    const begunAt = parseInstant("2026-03-03T10:00:00+08:00") ?? 0;
    await database.transaction(async (tx) => {
      await lockUnits(tx, tenantId, ["kj", "sl"]);
      await mergeUnit(tx, tenantId, "sl", "kj", false, begunAt);
      const id = "0195a1c0-0000-7000-8000-000000000001";
      await appendSuccession(tx, tenantId, {
        ...succession,
        id,
        reason: "撤站",
        orderedBy: engineParty,
        begunAt,
      });
    });
    expect(await engine.transferTasks(tenantId, 1)).toEqual({ moved: 1, more: true });
    const [{ body }] = await Promise.all([
      merge("sl", { into: "kj", reason: "撤站" }),
      engine.transferTasks(tenantId, 1),
      engine.transferTasks(tenantId, 2),
    ]);
    expect(body).toMatchObject({ moved: 3 });
    expect(body.doneAt).not.toBeNull();
    for (const { id } of tasks) {
      const moves = (await eventsOf(id)).filter(({ type }: { type: string }) => type === "transferred");
      expect([moves.length, (await taskOf(id)).unit]).toEqual([1, "kj"]);
    }
  });
});

test("who leaves has nothing any more, and what waits for him is his successor's, in one act that the auditor sees", async () => {
  const leave = (body: unknown, by = flow.admin) => by.call("POST", "/v1/people/p-goer/leave", body);
  const contacts = { phone: "0875-1234567" };
  await flow.admin.call("PUT", "/v1/people", [
    { id: "p-goer", name: "卫", unit: "nyj", roles: ["handler", "supervisor"], contacts },
    { id: "p-heir", name: "蒋", unit: "dcs", roles: ["supervisor"] },
    { id: "p-aide", name: "沈", unit: "dcs", roles: ["inspector"] },
  ]);
  const goer = await flow.client({ person: "p-goer" });
  const heir = await flow.client({ person: "p-heir" });
  const shown = async (by: Client) =>
    (await by.call("GET", "/v1/people?limit=200")).body.items.find(
      ({ id }: { id: string }) => id === "p-goer",
    );
  const head = await flow.client({ person: "p-head" });
  for (const by of [flow.admin, goer, head]) expect((await shown(by)).contacts).toEqual(contacts);
  for (const by of [heir, flow.unit, auditor]) expect((await shown(by)).contacts).toEqual({});
  const { body: account } = await flow.admin.call("POST", "/v1/accounts", { person: "p-goer" });
  const browser = openBrowserAt(flow.url);
  await browser.signIn("p-goer", account.password);
  const span = { from: "2026-03-01", to: "2026-03-31" };
  await flow.admin.call("PUT", "/v1/people/p-goer/deputies", [{ deputy: "p-aide", ...span }]);
  await flow.admin.call("PUT", "/v1/people/p-aide/deputies", [{ deputy: "p-goer", ...span }]);
  const handled = await flow.task();
  await flow.unit.send(handled.id, "accepted", { handler: "p-goer" });
  const approvalChain = [{ role: "supervisor", person: "p-goer" }];
  const chained = await flow.task({ lead: "kj", approvalChain, approvals: 1 });
  await flow.other.send(chained.id, "accepted");
  await flow.other.send(chained.id, "submitted", { result: "已办" });
  await flow.inspector.send(chained.id, "passed", { findings: "属实" });

  expect(kindOf(await leave({ successor: "p-heir", reason: "调离" }, heir))).toBe("forbidden");
  expect(kindOf(await leave({ successor: "p-goer", reason: "调离" }))).toBe("invalid-request");
  const left = await leave({ successor: "p-heir", reason: "调离" });
  expect(left.body).toMatchObject({ kind: "person", subject: "p-goer", successor: "p-heir", moved: 2 });
  expect((await goer.call("GET", "/v1/me")).status).toBe(401);
  expect((await browser.call("GET", "/v1/me")).status).toBe(401);
  expect((await openBrowserAt(flow.url).signIn("p-goer", account.password)).status).toBe(401);
  const aide = await flow.client({ person: "p-aide" });
  const acting = await aide.call("GET", "/v1/me", undefined, { "on-behalf-of": "p-goer" });
  expect([acting.status, (await aide.call("GET", "/v1/me")).body.deputyFor]).toEqual([403, []]);
  expect(await shown(flow.admin)).toMatchObject({ roles: [], leftAt: "2026-03-03T10:00:00+08:00" });
  expect((await taskOf(handled.id)).handler).toBe("p-heir");
  const { body: inbox } = await heir.call("GET", "/v1/approvals?limit=200");
  expect(inbox.items.map(({ task }: { task: { id: string } }) => task.id)).toContain(chained.id);
  expect((await heir.send(chained.id, "closureApproved")).body.state).toBe("closed");
  expect(await trailOf("leavePerson")).toMatchObject([
    {
      target: "/v1/people/p-goer",
      actor: { key: "admin" },
      detail: {
        successor: "p-heir",
        reason: "调离",
        ended: { keys: 1, deputies: 2, sessions: 1, account: 1 },
      },
    },
  ]);
  expect((await leave({ successor: "p-heir", reason: "调离" })).body).toEqual(left.body);
  expect(kindOf(await leave({ successor: "p-aide", reason: "调离" }))).toBe("not-accepted");
});
