import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, type Flow, startFlow } from "./flow.ts";

type Json = Record<string, unknown>;
interface Team {
  readonly object: string;
  readonly inspectors: readonly string[];
  readonly reserve: readonly string[];
}

const townships = ["kj", "wd", "mt", "wq"];
const script = fileURLToPath(new URL("../../scripts/recomputeDraw.mjs", import.meta.url));

let flow: Flow;
let byPerson: Record<string, Client>;
let byUnit: Record<string, Client>;
let auditor: Client;

beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/units", [
    ...townships.map((code) => ({ code, name: `${code}镇`, kind: "township" })),
    { code: "zzb", name: "组织部", kind: "office" },
  ]);
  const inspectors = ["p-i1", "p-i2", "p-i3", "p-i4", "p-i5"].map((id) => ({
    id,
    name: id,
    unit: id === "p-i1" ? "kj" : "dcs",
    roles: ["inspector"],
  }));
  const kin = { id: "p-kin", name: "p-kin", unit: "wd", roles: ["handler"] };
  await flow.admin.call("PUT", "/v1/people", [...inspectors, kin]);
  const clients = async (names: readonly string[], of: (name: string) => Json) =>
    Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await flow.client(of(name))] as const)),
    );
  byPerson = await clients(["p-inspector", "p-i1", "p-i2", "p-i3", "p-i4", "p-i5"], (person) => ({ person }));
  auditor = await flow.client({ roles: ["auditor"] });
  byUnit = await clients(townships, (unit) => ({ unit }));
});
afterAll(() => flow.stop());

const planOf = (changes: Json = {}) => ({
  title: "春耕备耕督查",
  asker: "dcs",
  from: "2026-03-09",
  to: "2026-03-13",
  scope: { kinds: ["township"] },
  objects: 2,
  checkList: [{ id: "seed", text: "良种到户" }],
  ...changes,
});
const plan = (changes: Json = {}) => flow.supervisor.call("POST", "/v1/inspections", planOf(changes));
const act = (id: string, type: string, said: Json = {}, by: Client | undefined = flow.supervisor) =>
  (by ?? flow.nobody).call("POST", `/v1/inspections/${id}/acts`, { type, ...said });
const kindOf = ({ body }: { body: { type?: string } }) => body.type?.replace("urn:duban:problem:", "");
const drawOf = async (id: string, by: Client = flow.other) =>
  (await by.call("GET", `/v1/inspections/${id}/draw`)).body;

async function recompute(draw: unknown): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "duban-draw-"));
  try {
    await writeFile(join(directory, "draw.json"), JSON.stringify(draw));
    const run = promisify(execFile)(process.execPath, [script, join(directory, "draw.json")]);
    return (await run.catch((error: { stdout: string }) => error)).stdout;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

describe("an inspection from its plan to its look-back", () => {
  let id: string;
  let teams: readonly Team[];
  let unit: string;
  const team = () => teams.find(({ object }) => object === unit) as Team;

  test("is planned with a commitment; nobody outside the office sees it before it is announced", async () => {
    const planned = await plan({
      conflicts: [{ inspector: "p-i2", person: "p-kin", kind: "kin", note: "表兄" }],
    });
    expect(planned.status).toBe(201);
    id = planned.body.id;
    expect(planned.body).toMatchObject({
      number: "查〔2026〕1号",
      state: "planned",
      seed: null,
      inspectors: 2,
    });
    expect(JSON.stringify(planned.body)).not.toContain("contribution");
    expect((await drawOf(id, flow.inspector)).contribution).toBeNull();
    expect(kindOf(await flow.other.call("GET", `/v1/inspections/${id}/draw`))).toBe("unknown-inspection");
    expect((await flow.other.call("GET", "/v1/inspections")).body.items).toEqual([]);
    expect(kindOf(await act(id, "drawn"))).toBe("not-accepted");
    expect(kindOf(await act(id, "announced", {}, flow.inspector))).toBe("forbidden");
  });

  test("publishes its seed on announcement, in the trail too, before the pool is frozen by the draw", async () => {
    const announced = await act(id, "announced");
    expect([announced.status, announced.body.state]).toEqual([200, "announced"]);
    const { seed, commitment, objects } = await drawOf(id);
    expect([seed, objects]).toEqual([announced.body.seed, null]);
    const trail = await auditor.call("GET", "/v1/trail?action=inspection.announced");
    expect(trail.body.items[0]).toMatchObject({ target: `/v1/inspections/${id}`, detail: { seed } });
    const planned = await auditor.call("GET", "/v1/trail?action=inspection.planned");
    expect(planned.body.items[0].detail.commitment).toBe(commitment);
  });

  test("is drawn so that anybody can make the draw again, ties kept out and said why", async () => {
    expect(
      kindOf(
        await act(id, "conflictDeclared", { inspector: "p-i3", unit: "mt", kind: "interest" }, flow.unit),
      ),
    ).toBe("forbidden");
    const declared = { inspector: "p-i3", unit: "mt", kind: "interest" };
    expect((await act(id, "conflictDeclared", declared, byPerson["p-i3"])).status).toBe(200);
    const drawn = await act(id, "drawn");
    expect([drawn.status, drawn.body.drawn.length]).toEqual([200, 2]);
    const draw = await drawOf(id);
    teams = draw.inspectors.teams;
    const of = (person: string) =>
      teams.filter(({ inspectors, reserve }) => [...inspectors, ...reserve].includes(person));
    expect(of("p-i1").map(({ object }) => object)).not.toContain("kj");
    expect(of("p-i2").map(({ object }) => object)).not.toContain("wd");
    expect(of("p-i3").map(({ object }) => object)).not.toContain("mt");
    const output = await recompute(draw);
    expect(output).toContain(`drawn: ${drawn.body.drawn.join(", ")}`);
    expect(output).not.toContain("BAD");
    const swapped = { ...draw, objects: { ...draw.objects, drawn: draw.objects.drawn.toReversed() } };
    expect(await recompute(swapped)).toContain("BAD");
    expect(await recompute({ ...draw, seed: "00".repeat(32) })).toContain("BAD");
    // What was said of a tie is for those who run inspections.
    const ties = draw.inspectors.excluded.filter((one: Json) => one.declaredAt !== null);
    expect(ties.every((one: Json) => one.detail === null)).toBe(true);
    expect(kindOf(await act(id, "drawn"))).toBe("not-accepted");
  });

  test("takes findings from those drawn only, on every point, and shows a unit nothing of another's", async () => {
    unit = teams[0]?.object ?? "";
    const other = teams[1]?.object ?? "";
    const points = [
      {
        check: "seed",
        result: "unmet",
        note: "三户未到",
        evidence: [{ name: "照片", url: "https://example.org/1" }],
      },
    ];
    const [first] = team().inspectors;
    const [outsider] = team().reserve;
    expect(kindOf(await act(id, "found", { unit, points }, byPerson[outsider ?? ""]))).toBe("forbidden");
    expect(
      kindOf(
        await act(id, "found", { unit, points: [{ check: "x", result: "met" }] }, byPerson[first ?? ""]),
      ),
    ).toBe("invalid-request");
    expect(kindOf(await act(id, "found", { unit: "nyj", points }, byPerson[first ?? ""]))).toBe(
      "unknown-unit",
    );
    for (const one of teams) {
      const [inspector] = one.inspectors;
      expect((await act(id, "found", { unit: one.object, points }, byPerson[inspector ?? ""])).status).toBe(
        200,
      );
    }
    const seen = await byUnit[unit]?.call("GET", `/v1/inspections/${id}`);
    expect(seen?.body.results.map((result: Json) => result.unit)).toEqual([unit]);
    expect(JSON.stringify(seen?.body.results)).not.toContain(other);
  });

  test("tells the unit its conclusion, and makes the matter by which it sets things right", async () => {
    const rectify = { requirement: "一周内补发到户", due: { workdays: 5 } };
    const told = await act(id, "concluded", { unit, text: "良种未到户", rectify });
    expect(told.status).toBe(200);
    const { conclusion } = told.body.results.find((one: Json) => one.unit === unit);
    expect(conclusion.objectBy).toBe("2026-03-16T17:30:00+08:00");
    const matter = await byUnit[unit]?.call("GET", `/v1/matters/${conclusion.rectification.id}`);
    expect(matter?.body).toMatchObject({ title: "督查整改:春耕备耕督查", source: { ref: "查〔2026〕1号" } });
    expect(matter?.body.tasks[0].unit).toBe(unit);
    expect(kindOf(await act(id, "concluded", { unit, text: "又一次" }))).toBe("not-accepted");
  });

  test("lets the unit object once, and gives the second look to others, under a deadline that escalates by itself", async () => {
    expect(kindOf(await act(id, "objected", { unit, reason: "已补发" }, flow.unit))).toBe("forbidden");
    const objected = await act(id, "objected", { unit, reason: "已补发" }, byUnit[unit]);
    const { objection } = objected.body.results.find((one: Json) => one.unit === unit);
    expect(objection.reviewers).toEqual(team().reserve.slice(0, 2));
    const matter = await flow.supervisor.call("GET", `/v1/matters/${objection.secondLook.id}`);
    expect(matter.body.tasks).toHaveLength(1);
    expect(matter.body.tasks[0]).toMatchObject({ unit: "dcs", dueAt: "2026-04-01T17:30:00+08:00" });
    expect(kindOf(await act(id, "objected", { unit, reason: "再说一遍" }, byUnit[unit]))).toBe(
      "not-accepted",
    );
    expect(kindOf(await act(id, "closed"))).toBe("not-accepted");
    const look = { unit, outcome: "changed", text: "复核属实,撤销该条" };
    const [first = ""] = team().inspectors;
    const [reviewer = ""] = team().reserve;
    expect(kindOf(await act(id, "secondLooked", look, byPerson[first]))).toBe("four-eyes");
    expect(kindOf(await act(id, "secondLooked", look, flow.supervisor))).toBe("four-eyes");
    expect((await act(id, "secondLooked", look, byPerson[reviewer])).status).toBe(200);
  });

  test("closes when every unit was told and has answered or let its time pass, and looks back once by itself", async () => {
    const rest = teams.find(({ object }) => object !== unit)?.object ?? "";
    await act(id, "concluded", { unit: rest, text: "良好" });
    expect(kindOf(await act(id, "closed"))).toBe("not-accepted");
    expect((await act(id, "accepted", { unit: rest }, byUnit[rest])).status).toBe(200);
    const closed = await act(id, "closed");
    expect([closed.status, closed.body.state]).toEqual([200, "closed"]);
    const lookBacks: string[] = closed.body.results.map((one: Json) => one.lookBack);
    await flow.advance("2026-06-30T12:00:00+08:00");
    for (const duty of lookBacks) {
      const { body } = await flow.supervisor.call(
        "GET",
        `/v1/duties/${encodeURIComponent(duty)}/occurrences`,
      );
      expect(body.items.map(({ on, state }: Json) => [on, state])).toEqual([["2026-05-31", "created"]]);
    }
    const looked = await act(id, "lookedBack", { unit: rest, result: "sprungBack" }, byPerson["p-i4"]);
    expect(looked.body.results.find((one: Json) => one.unit === rest).lookedBack.result).toBe("sprungBack");
  });
});

describe("before an inspection is announced", () => {
  test("it is warned of others at the same units and of the quota; going on needs a decision, keeping them a reason", async () => {
    const days = { from: "2026-07-06", to: "2026-07-10" };
    const first = (await plan({ ...days, scope: { units: ["kj", "wd"] } })).body.id;
    await act(first, "announced");
    const second = (await plan({ ...days, asker: "zzb" })).body.id;
    const warnings = await flow.supervisor.call("GET", `/v1/inspections/${second}/warnings`);
    expect(warnings.body.items.map(({ unit, kind }: Json) => [unit, kind])).toEqual([
      ["kj", "manyHeaded"],
      ["wd", "manyHeaded"],
    ]);
    const refused = await act(second, "announced");
    expect([refused.status, kindOf(refused)]).toEqual([409, "overlapping-inspections"]);
    expect(refused.body.warnings).toHaveLength(2);
    expect(kindOf(await act(second, "announced", { warned: "keep" }))).toBe("overlapping-inspections");
    expect((await act(second, "announced", { warned: "exclude" })).status).toBe(200);
    const drawn = await act(second, "drawn");
    expect(drawn.body.drawn.toSorted()).toEqual(["mt", "wq"]);
    const { objects } = await drawOf(second);
    expect(objects.excluded.map(({ id, reason }: Json) => [id, reason])).toEqual([
      ["kj", "overlap"],
      ["wd", "overlap"],
    ]);
    await act(first, "cancelled", { reason: "并入组织部督查" });
  });

  test("a quota that is reached is warned of; it is kept over for a reason, which stays on record", async () => {
    await flow.admin.call("PUT", "/v1/inspection-quota", { perYear: 1 });
    const days = { from: "2026-09-07", to: "2026-09-08" };
    const { id } = (await plan({ ...days, scope: { units: ["mt", "wq"] } })).body;
    const reason = "汛后安全隐患须当年复查";
    const announced = await act(id, "announced", { warned: "keep", reason });
    expect(announced.body.announcement).toMatchObject({ warned: "keep", reason });
    expect((await act(id, "drawn")).body.drawn).toHaveLength(2);
    const trail = await auditor.call("GET", "/v1/trail?action=inspection.announced");
    expect(trail.body.items[0].detail).toMatchObject({ reason, warnings: 2 });
    await flow.admin.call("PUT", "/v1/inspection-quota", { perYear: 4 });
  });

  test("a public value that the plan named must be given, and goes into the seed", async () => {
    const days = { from: "2026-10-12", to: "2026-10-13" };
    const { id } = (await plan({ ...days, publicValue: "2026-07-01 福彩3D开奖号码" })).body;
    expect(kindOf(await act(id, "announced"))).toBe("invalid-request");
    await act(id, "announced", { publicValue: "5 1 9" });
    expect(await recompute(await drawOf(id))).not.toContain("BAD");
    expect(kindOf(await act(id, "announced"))).toBe("not-accepted");
  });

  test("too few inspectors are no draw: nothing changes, and it is said who was kept out", async () => {
    const { id } = (
      await plan({
        from: "2026-11-02",
        to: "2026-11-03",
        inspectors: 6,
        scope: { units: ["kj"] },
        objects: 1,
      })
    ).body;
    await act(id, "announced");
    const refused = await act(id, "drawn");
    expect(kindOf(refused)).toBe("too-few");
    expect(refused.body.excluded.map(({ id: who, reason }: Json) => [who, reason])).toContainEqual([
      "p-i1",
      "ownUnit",
    ]);
    expect((await drawOf(id)).objects).toBeNull();
  });
});
