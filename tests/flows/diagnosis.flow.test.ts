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

  it("refuses a window that ends before it begins, or is too long", async () => {
    for (const window of ["from=2026-03-02&to=2026-03-01", "from=2020-03-02&to=2026-03-01"]) {
      expect((await flow.supervisor.call("GET", `/v1/diagnosis?${window}`)).status).toBe(400);
    }
  });
});
