import { describe, expect, it } from "vitest";
import { evennessOf, planFitOf } from "./balance.ts";
import { burstinessOf, gapsIn } from "./burstiness.ts";
import { burstsOf } from "./bursts.ts";
import { chanceGini, giniOf, gustOf } from "./gust.ts";
import { rankCorrelationOf } from "./rankCorrelation.ts";

describe("忽紧忽松, the burstiness of gaps,", () => {
  it.each([
    [[6, 6, 6, 6, 6], -1],
    [[1, 1, 1, 1, 40, 1, 1, 1, 1], 0.807],
    [[10, 0, 0, 0, 0], 1],
  ])("of %j is %f", (gaps, expected) => {
    expect(burstinessOf(gaps)).toBeCloseTo(expected, 3);
  });

  it("is not enough to say under five gaps, or where there is no time between them", () => {
    expect(burstinessOf([1, 9, 1, 9])).toBeNull();
    expect(burstinessOf([0, 0, 0, 0, 0])).toBeNull();
  });

  it("counts the two edges of the window as gaps", () => {
    expect(gapsIn([24, 6, 12, 18], 30)).toEqual([6, 6, 6, 6, 6]);
    expect(gapsIn([], 30)).toEqual([30]);
    expect(gapsIn([30, 30], 30)).toEqual([30, 0, 0]);
  });
});

describe("一阵风, the Gini of weeks,", () => {
  it("is what the vectors say", () => {
    expect(giniOf([20, 18, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5])).toBeCloseTo(0.837, 3);
    expect(giniOf([0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0])).toBeCloseTo(1, 12);
    expect(giniOf([4, 4, 4])).toBeCloseTo(0, 12);
    expect(giniOf([0, 0])).toBeNull();
  });

  it("less what chance gives: 1 stays 1, an even year and a year dealt out by chance are none", () => {
    expect(gustOf([0, 0, 0, 48, 0, 0, 0, 0, 0, 0, 0, 0])?.gust).toBeCloseTo(1, 12);
    expect(gustOf([4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4])?.gust).toBe(0);
    const gust = gustOf([20, 18, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5]);
    expect(gust?.byChance).toBeGreaterThan(0.2);
    expect(gust?.byChance).toBeLessThan(0.35);
    expect(gust?.gust).toBeCloseTo((0.8371 - (gust?.byChance ?? 0)) / (1 - (gust?.byChance ?? 0)), 3);
    expect(gustOf([0, 0, 0])).toBeNull();
  });

  it("is the same whenever it is computed, and chance evens out as the mean grows", () => {
    expect(chanceGini(4, 12)).toBe(chanceGini(4, 12));
    const means = [0.5, 2, 8, 40, 1_200].map((mean) => chanceGini(mean, 12));
    expect(means).toEqual([...means].sort((one, other) => other - one));
    // For many large counts the Gini of a normal spread: σ/(μ·√π).
    expect(chanceGini(1_200, 12)).toBeCloseTo(1 / Math.sqrt(1_200 * Math.PI), 2);
  });
});

describe("Kleinberg's bursts", () => {
  it("are none where events come evenly", () => {
    expect(
      burstsOf(
        Array.from({ length: 30 }, (_, day) => day * 3),
        0.1,
      ),
    ).toEqual([]);
  });

  it("name the span in which reports crowd, and none that is not there", () => {
    const quiet = Array.from({ length: 10 }, (_, index) => index * 20);
    const crowd = Array.from({ length: 20 }, (_, index) => 100.5 + index * 0.2);
    const bursts = burstsOf([...quiet, ...crowd], 0.01);
    expect(bursts[0]).toMatchObject({ level: 1 });
    for (const { from, to } of bursts) {
      expect(from).toBeGreaterThanOrEqual(100);
      expect(to).toBeLessThanOrEqual(104.31);
    }
    expect(bursts.map(({ level }) => level)).toEqual([...new Set(bursts.map(({ level }) => level))]);
  });

  it("stand one within the other, the outer first", () => {
    const places = [0, 40, 80, 82, 84, 86, 86.1, 86.2, 86.3, 86.4, 88, 90, 130, 170];
    const bursts = burstsOf(places, 0.01);
    expect(bursts.length).toBeGreaterThan(1);
    for (const [index, inner] of bursts.entries()) {
      const outer = bursts.slice(0, index).find(({ level }) => level === inner.level - 1);
      if (inner.level > 1) {
        expect(outer?.from).toBeLessThanOrEqual(inner.from);
        expect(outer?.to).toBeGreaterThanOrEqual(inner.to);
      }
    }
  });

  it("take events at one place for close, not for infinitely close", () => {
    expect(() => burstsOf([1, 1, 1, 5, 9], 0.1)).not.toThrow();
    expect(burstsOf([3], 0.1)).toEqual([]);
  });
});

describe("顾此失彼, the spread over lines,", () => {
  it("is what the vectors say", () => {
    expect(evennessOf([40, 8, 4, 4, 2, 2])).toBeCloseTo(0.629, 3);
    expect(evennessOf([7, 7, 7, 7, 7, 7])).toBeCloseTo(1, 12);
    expect(evennessOf([9, 0])).toBe(0);
    expect(evennessOf([0, 0, 0])).toBeNull();
    expect(evennessOf([3])).toBeNull();
  });

  it("against the plan is 1 where the shares are the plan's, and 0 where they share nothing", () => {
    expect(planFitOf([30, 20, 10], [3, 2, 1])).toBeCloseTo(1, 12);
    expect(planFitOf([5, 0], [0, 1])).toBeCloseTo(0, 12);
    expect(planFitOf([0, 0], [1, 1])).toBeNull();
  });
});

describe("Spearman's ρ", () => {
  const weeks = Array.from({ length: 12 }, (_, week) => week);
  it("is 1 and −1 for what rises and falls together, whatever the scale, and shares ranks among equals", () => {
    expect(
      rankCorrelationOf(
        weeks,
        weeks.map((week) => week ** 3),
      ),
    ).toBeCloseTo(1, 12);
    expect(
      rankCorrelationOf(
        weeks,
        weeks.map((week) => -week),
      ),
    ).toBeCloseTo(-1, 12);
    const tied = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6];
    expect(rankCorrelationOf(tied, tied)).toBeCloseTo(1, 12);
  });

  it("is not enough to say under twelve weeks or where nothing changes", () => {
    expect(rankCorrelationOf(weeks.slice(1), weeks.slice(1))).toBeNull();
    expect(
      rankCorrelationOf(
        weeks,
        weeks.map(() => 3),
      ),
    ).toBeNull();
  });
});
