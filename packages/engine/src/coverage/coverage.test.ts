import { describe, expect, it } from "vitest";
import { parseDay } from "../time/calendar.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import { type CoverageFacts, coverageOf } from "./coverage.ts";
import { baoshanRule, daysOwed, wholeDays } from "./daysOwed.ts";

const calendar = chinaCalendar("default", 1);
const span = (from: string, to: string) => ({ from: parseDay(from), to: parseDay(to) });
const year = span("2026-01-01", "2026-12-31");

const visit = (person: string, unit: string, village: string, household: string | null, on: string) => ({
  person,
  unit,
  village,
  household,
  on,
});

const facts: CoverageFacts = {
  cadres: [
    { person: "zhao", unit: "nyj", kind: "department" },
    { person: "qian", unit: "nyj", kind: "department" },
    { person: "sun", unit: "kj", kind: "township" },
  ],
  households: ["h1", "h2", "h3", "h4"].map((id) => ({ id, village: id === "h4" ? "v2" : "v1" })),
  links: [
    { household: "h1", person: "zhao" },
    { household: "h2", person: "zhao" },
    { household: "h2", person: "sun" },
  ],
  visits: [
    visit("zhao", "nyj", "v1", "h1", "2026-03-02"),
    visit("zhao", "nyj", "v1", "h2", "2026-03-02"),
    // Reported a second time, by another system.
    visit("zhao", "nyj", "v1", "h2", "2026-03-02"),
    visit("sun", "kj", "v1", "h2", "2026-03-07"),
    visit("sun", "kj", "v2", null, "2026-03-07"),
    visit("sun", "kj", "v2", null, "2026-03-08"),
  ],
};

describe("coverage", () => {
  const coverage = coverageOf(facts, span("2026-03-01", "2026-03-31"), calendar, baoshanRule);

  it("is seen from both sides: cadres with a household, households with a cadre, and who was visited", () => {
    expect(coverage.cadres).toMatchObject({ cadres: 3, linked: 2, visiting: 2 });
    expect(coverage.households).toMatchObject({ households: 4, linked: 2, visited: 2 });
    expect(coverage.gaps).toEqual({ cadres: ["qian"], households: ["h3", "h4"] });
  });

  it("counts a visit once, however often it was reported, and a day in villages once, on whatever day", () => {
    expect(coverage.households.visits).toBe(5);
    expect(coverage.cadres.days).toBe(3);
    expect(coverage.units.map(({ unit, days }) => [unit, days])).toEqual([
      ["nyj", 1],
      ["kj", 2],
    ]);
  });

  it("tells unit by village what was linked, visited, and how many days it took", () => {
    expect(coverage.matrix).toEqual([
      { unit: "nyj", village: "v1", linked: 2, visited: 2, visits: 2, days: 1 },
      { unit: "kj", village: "v1", linked: 1, visited: 1, visits: 1, days: 1 },
      { unit: "kj", village: "v2", linked: 0, visited: 0, visits: 2, days: 2 },
    ]);
  });

  it("says how evenly visits fall on households by Gini, 0 where all had as many and 1 where one had all", () => {
    // Visits 1, 2, 0, 0: Gini 5/12 × ... by hand 2·(1·0+2·0+3·1+4·2)/(4·3) − 5/4 = 7/12, times 4/3.
    expect(coverage.evenness.gini).toBeCloseTo(7 / 9, 12);
    expect(coverage.evenness).toMatchObject({ visitsMean: 0.75, visitsMost: 2 });
    const all = { ...facts, visits: facts.visits.filter(({ household }) => household === "h2") };
    expect(coverageOf(all, year, calendar, baoshanRule).evenness.gini).toBe(1);
    const even = facts.households.map(({ id, village }) => visit("zhao", "nyj", village, id, "2026-03-02"));
    expect(coverageOf({ ...facts, visits: even }, year, calendar, baoshanRule).evenness.gini).toBe(0);
    expect(coverageOf({ ...facts, visits: [] }, year, calendar, baoshanRule).evenness.gini).toBeNull();
  });

  it("asks of each cadre whole days by the rule of his post, pro rata by the working days elapsed", () => {
    // 2026 has 248 working days, March 22: 10 × 22/248 = 0.887, 30 × 22/248 = 2.66.
    expect(coverage.cadres).toMatchObject({ owed: 2, met: 3 });
    const none = { ...facts, visits: [] };
    expect(coverageOf(none, year, calendar, baoshanRule).cadres).toMatchObject({ owed: 50, met: 0 });
  });
});

describe("days owed", () => {
  it.each([
    ["2026-01-01", "2026-12-31", 10, 10],
    ["2026-03-01", "2026-03-31", 30, (30 * 22) / 248],
    ["2026-03-07", "2026-03-08", 30, 0],
    ["2025-12-01", "2026-01-31", 10, (10 * 23) / 248 + (10 * 21) / 248],
  ])("from %s to %s by %d a year are %d", (from, to, perYear, owed) => {
    expect(daysOwed(calendar, span(from, to), perYear)).toBeCloseTo(owed, 10);
  });

  it("are late only when whole", () => {
    expect([wholeDays(0.999), wholeDays(1), wholeDays(2.999999999999)]).toEqual([0, 1, 3]);
  });
});
