import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Flow, startFlow } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

describe("GET /v1/diagnosis", () => {
  it("says how a unit's reports came, on working days, from what was recorded alone", async () => {
    const tasks = [];
    for (const line of ["a", "b"]) {
      const task = await flow.task({ programme: "p", line, due: { workdays: 40 } });
      expect((await flow.unit.send(task.id, "accepted", {})).status).toBe(200);
      tasks.push(task);
    }
    const [one, other] = tasks.map(({ id }) => id);
    // A report every fifth working day of March 2026 (no holiday in it), and two at once from one import.
    for (const day of ["09", "16", "23", "30"]) {
      await flow.advance(`2026-03-${day}T10:00:00+08:00`);
      expect((await flow.unit.send(one ?? "", "progressed", { note: "进展" })).status).toBe(200);
    }
    const { body } = await flow.supervisor.call(
      "GET",
      "/v1/diagnosis?unit=nyj&from=2026-03-02&to=2026-04-03",
    );
    expect(body).toMatchObject({
      scope: { unit: "nyj", programme: null, line: null },
      workdays: 25,
      reports: 4,
      tightAndLoose: { gaps: [6, 5, 5, 5, 4] },
      gustOfWind: { silentWeeks: 1, longestSilence: { workdays: 5 } },
      lopsided: { evenness: 0, forgotten: [{ programme: "p", line: "b" }] },
      twoSkins: { detachedTasks: 1, crowding: null },
      closing: { closed: 0, slowestDesk: null },
    });
    expect(body.tightAndLoose.burstiness).toBeLessThan(-0.7);
    expect(body.gustOfWind.gust).toBe(0);
    expect(body.tightAndLoose.how.zh).toContain("arXiv 1604.01125");
    const line = await flow.supervisor.call(
      "GET",
      "/v1/diagnosis?programme=p&line=b&from=2026-03-02&to=2026-04-03",
    );
    expect(line.body).toMatchObject({ reports: 0, openTasks: 1, tightAndLoose: { burstiness: null } });
    expect(other).toBeDefined();
  });

  it("finds in a made-up county the ills that were put there: a lost line, a plan not kept to, work that serves nothing", async () => {
    await flow.admin.call("PUT", "/v1/programmes/p2", {
      name: "“四群”教育",
      phases: [{ name: "集中推进", from: "2026-04-01", to: "2026-04-30" }],
      centralWorks: [
        { id: "income", name: "农民增收" },
        { id: "water", name: "饮水安全" },
      ],
      lines: [
        { id: "a", name: "农民收入倍增", weight: 3, centralWork: ["income"] },
        { id: "b", name: "绿化荒山", weight: 2, centralWork: ["income"] },
        { id: "c", name: "感恩教育", weight: 1 },
      ],
    });
    const begun = async (client: Flow["unit"], matter: Record<string, unknown>) => {
      const { id } = await flow.task({ due: { workdays: 40 }, ...matter });
      expect((await client.send(id, "accepted", {})).status).toBe(200);
      return id;
    };
    const inA = await begun(flow.unit, { programme: "p2", line: "a" });
    const inB = await begun(flow.other, { programme: "p2", line: "b", lead: "kj" });
    const beside = await begun(flow.unit, {});
    for (const [day, client, task] of [
      ["13", flow.unit, inA],
      ["14", flow.other, inB],
      ["15", flow.unit, inA],
      ["16", flow.unit, beside],
      ["20", flow.other, inB],
      ["21", flow.unit, inA],
    ] as const) {
      await flow.advance(`2026-04-${day}T10:00:00+08:00`);
      expect((await client.send(task, "progressed", { note: "进展" })).status).toBe(200);
    }
    const ask = async (query: string) =>
      (await flow.supervisor.call("GET", `/v1/diagnosis?${query}&from=2026-04-13&to=2026-04-24`)).body;
    const campaign = await ask("programme=p2");
    expect(campaign).toMatchObject({
      reports: 5,
      lopsided: {
        lines: [
          { line: "a", name: "农民收入倍增", weight: 3, centralWork: ["income"], reports: 3 },
          { line: "b", weight: 2, reports: 2 },
          { line: "c", weight: 1, reports: 0 },
        ],
        forgotten: [{ programme: "p2", line: "c", name: "感恩教育" }],
      },
      twoSkins: {
        detachedTasks: 0,
        unserved: ["water"],
        unservedShare: 0.5,
        centralWorks: [
          { id: "income", name: "农民增收", tasks: 2, reports: 5 },
          { id: "water", name: "饮水安全", tasks: 0, reports: 0 },
        ],
      },
    });
    // 1 − JSD of (3, 2, 0) and (3, 2, 1), worked out by hand.
    expect(campaign.lopsided.planFit).toBeCloseTo(0.911, 3);
    expect(await ask("programme=p2&line=c")).toMatchObject({
      reports: 0,
      lopsided: { forgotten: [{ line: "c" }] },
      twoSkins: { detachedTasks: null, unserved: [] },
    });
    // Of the county's five open tasks the everyday one and the two of a programme nobody defined serve nothing.
    const county = (await flow.supervisor.call("GET", "/v1/diagnosis?from=2026-04-13&to=2026-04-24")).body;
    expect(county).toMatchObject({ openTasks: 5, twoSkins: { detachedTasks: 0.6, detachedEffort: 1 / 6 } });
    // A unit answers for the lines it was given.
    const unit = await ask("unit=kj");
    expect(unit.lopsided).toMatchObject({ forgotten: [], lines: [{ line: "b", reports: 2 }] });
  });

  it("refuses a window that ends before it begins, or is too long", async () => {
    for (const window of ["from=2026-03-02&to=2026-03-01", "from=2020-03-02&to=2026-03-01"]) {
      expect((await flow.supervisor.call("GET", `/v1/diagnosis?${window}`)).status).toBe(400);
    }
  });
});
