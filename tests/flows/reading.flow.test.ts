import { randomUUID } from "node:crypto";
import { type Operation, operations } from "@duban/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, type Flow, matterOf, startFlow } from "./flow.ts";

/** What the walk is about, and what stands for it before it is there. */
interface Ids {
  readonly task: string;
  readonly matter: string;
}

let flow: Flow;
let inScope: Record<string, Client>;
let outside: Record<string, Client>;
/** Every answer to everybody before there was the matter, and after. */
let before: Map<string, string>;
let after: Map<string, string>;

const programme = "四群教育";
const line = "绿化荒山";
const marker = "只有有权的人看得见";
const duty = { title: "月报", rule: "FREQ=MONTHLY;BYMONTHDAY=1", startsOn: "2026-04-01" };

/** What to ask of an operation that needs more than its path. */
const queries: Readonly<Record<string, string>> = {
  getTasks: `?q=${encodeURIComponent(marker)}`,
  getForecast: "?until=2026-12-31",
  getNotices: "?person=p-handler",
  getDiagnosis: "?unit=nyj",
  getCoverage: "?unit=nyj",
  getBurden: "?unit=nyj",
};

/** A path of the operation that asks for what there is; an operation with an id that isn't known here fails the walk. */
function pathOf({ id, path }: Operation, ids: Ids): string {
  const known = /^\/v1\/(\w+)\/\{/.exec(path)?.[1];
  const one: Readonly<Record<string, string>> = {
    tasks: ids.task,
    units: "nyj",
    matters: ids.matter,
    duties: "monthly",
    webhooks: "own",
    calendars: "default",
    ladders: "default",
    people: "p-handler",
    accounts: "p-handler",
    sessions: "none",
    definitions: "task",
    programmes: encodeURIComponent(programme),
    exports: encodeURIComponent(programme),
    inspections: ids.matter,
    projects: "none",
    households: "h1",
    villages: "v1",
    bulletins: ids.matter,
    exemplars: ids.matter,
    complaints: ids.matter,
  };
  if (known !== undefined && one[known] === undefined) throw new Error(`say what the walk asks ${id} for`);
  return (
    path.replace(/\{(version|revision)\}/, "1").replaceAll(/\{\w+\}/g, one[known ?? ""] ?? "") +
    (queries[id] ?? "")
  );
}

const reading = operations.filter(({ method }) => method === "get");

/** Every answer of everything that can be read, to each of the clients; ids are left out of it. */
async function walk(clients: Record<string, Client>, ids: Ids): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const [name, client] of Object.entries(clients)) {
    const asked = reading.map(async (operation) => {
      const { status, body } = await client.call("GET", pathOf(operation, ids));
      // When a key was last used is the doing of this very walk.
      const shown = JSON.stringify(body).replaceAll(/"lastUsedAt":("[^"]*"|null)/g, "");
      const text = shown.replaceAll(ids.task, "id").replaceAll(ids.matter, "id");
      answers.set(`${operation.id} to ${name}`, `${status} ${text}`);
    });
    await Promise.all(asked);
  }
  return answers;
}

beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/units", [
    { code: "zf", name: "县政府办", kind: "office" },
    { code: "nyj", name: "农业局", kind: "department", parent: "zf" },
    { code: "sl", name: "林业局", kind: "department" },
  ]);
  await flow.admin.call("PUT", "/v1/webhooks/own", { url: "https://example.org/" });
  const of = (roles: string[], scope?: Record<string, unknown>) =>
    flow.client({ roles, ...(scope && { scope }) });
  inScope = {
    "the unit's own system": flow.unit,
    "the unit's handler": await flow.client({ person: "p-handler" }),
    "the unit's head": await flow.client({ person: "p-head" }),
    "an auditor of the unit": await flow.client({ unit: "nyj", roles: ["auditor"] }),
    "the unit above": await flow.client({ unit: "zf", roles: ["head"] }),
    "an assisting unit": await flow.client({ unit: "sl" }),
    "a supervisor": flow.supervisor,
    "a supervisor of the programme": await of(["supervisor"], { programmes: [programme] }),
    "a supervisor of the unit above": await of(["supervisor"], { units: ["zf"] }),
    "an inspector": flow.inspector,
    "an inspector of the line": await of(["inspector"], { lines: [line] }),
    "a leader": await of(["leader"]),
    "an auditor": await of(["auditor"]),
    "a system administrator": await of(["systemAdmin"]),
    "the first administrator": flow.admin,
  };
  outside = {
    "another unit's system": flow.other,
    "another unit's handler": await flow.client({ unit: "kj", roles: ["handler"] }),
    "a supervisor of something else": await of(["supervisor"], { programmes: ["环保"], units: ["kj"] }),
    "an inspector of something else": await of(["inspector"], { lines: ["村庄建设"] }),
    "a security administrator": await of(["securityAdmin"]),
    "a handler of no unit": await of(["handler"]),
    "a key with neither unit nor role": await flow.client({}),
  };
  const all = { ...inScope, ...outside };
  before = await walk(all, { task: randomUUID(), matter: randomUUID() });
  const matter = matterOf({ title: marker, programme, line, assist: ["sl"], due: { workdays: 3 } });
  const made = await flow.supervisor.call("POST", "/v1/matters", matter);
  expect(made.status).toBe(201);
  await flow.supervisor.call("PUT", "/v1/duties/monthly", { ...duty, matter });
  const [lead] = made.body.tasks;
  await flow.supervisor.send(lead.id, "urged");
  after = await walk(all, { task: lead.id, matter: made.body.id });
  // Everything is asked for twice by everybody: on a busy machine that takes its time.
}, 240_000);
afterAll(() => flow.stop());

const answer = (of: Map<string, string>, operation: Operation, name: string): string =>
  of.get(`${operation.id} to ${name}`) ?? "";
const changed = (operation: Operation, name: string): boolean =>
  answer(before, operation, name) !== answer(after, operation, name);

describe.each(reading.map((operation) => [operation.id, operation] as const))("%s", (_id, operation) => {
  it("tells nobody outside the relations that there is anything", () => {
    for (const name of Object.keys(outside)) {
      // Deliveries tell a security administrator that a webhook is used, and of which task's revisions: it is his to run.
      if (operation.reads === "deliveries" && name === "a security administrator") continue;
      expect([name, answer(after, operation, name)]).toEqual([name, answer(before, operation, name)]);
    }
  });

  it("shows those within them what there is, by its rule", () => {
    const names = Object.keys(inScope);
    const shown = names.filter((name) => changed(operation, name));
    switch (operation.reads) {
      case "tasks":
        expect(shown).toEqual(names);
        break;
      case "duties":
        expect(shown).toEqual(names);
        break;
      case "notices":
        expect(shown).toEqual(
          names.filter(
            (name) =>
              !/handler of|inspector|unit above$|assisting/.test(name) ||
              name === "a supervisor of the unit above" ||
              name === "the unit's handler",
          ),
        );
        break;
      case "diagnosis":
        expect(shown).toContain("the unit's own system");
        expect(shown.filter((name) => /assisting|programme|line/.test(name))).toEqual([]);
        break;
      default:
        expect(shown.filter((name) => /unit's|programme|line|assisting/.test(name))).toEqual([]);
    }
  });
});

it("every call says by which rule it shows what", () => {
  for (const { id, method, reads, allowed } of operations) {
    expect(reads, id).toBeDefined();
    // Who changes something is named; what is shown to all is not of tasks.
    if (method !== "get" && reads === "office") expect(allowed, id).not.toBe("any");
  }
});

it("a list that is filtered by rights is paged whole, in order and without a gap, whatever lies between", async () => {
  const made: string[] = [];
  for (let index = 0; index < 12; index++) {
    const lead = index % 3 === 0 ? "nyj" : "kj";
    const { id } = await flow.task({
      lead,
      title: "分页",
      due: { days: 10 + index },
      ...(lead === "kj" && index % 2 === 0 ? { assist: ["nyj"] } : {}),
    });
    if (lead === "nyj" || index % 2 === 0) made.push(id);
  }
  const seen: string[] = [];
  let cursor = "";
  do {
    const { body } = await flow.unit.call(
      "GET",
      `/v1/tasks?q=${encodeURIComponent("分页")}&limit=2${cursor}`,
    );
    seen.push(...body.items.map((task: { id: string }) => task.id));
    cursor = body.next === null ? "" : `&cursor=${body.next}`;
  } while (cursor !== "");
  expect(seen.filter((id) => made.includes(id))).toEqual(made);
  expect(new Set(seen).size).toBe(seen.length);
});

it("an event of a task that cannot be seen is refused as any other unit's, and says no more", async () => {
  const { id } = await flow.task();
  const { status, body } = await flow.other.send(id, "accepted");
  expect([status, body.type]).toEqual([403, "urn:duban:problem:forbidden"]);
  expect((await flow.other.call("GET", `/v1/tasks/${id}`)).body.type).toBe("urn:duban:problem:unknown-task");
});

it("a matter shows each reader those of its tasks that he may see", async () => {
  const { body } = await flow.supervisor.call(
    "POST",
    "/v1/matters",
    matterOf({ lead: "kj", assist: ["nyj"] }),
  );
  const above = inScope["the unit above"];
  const shown = async (client: Client | undefined) => {
    const answered = await client?.call("GET", `/v1/matters/${body.id}`);
    return answered?.body.tasks.map((task: { unit: string }) => task.unit);
  };
  expect(await shown(flow.unit)).toEqual(["kj", "nyj"]);
  expect(await shown(above)).toEqual(["nyj"]);
});
