import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commitmentOf, drawObjects, drawTeams, type Exclusion, rankPool, seedOf } from "./draw.ts";

// Worked out by Python's hashlib and hmac; the same stand in docs/inspections.md.
const contribution = `${"00".repeat(31)}2a`;
const inspection = "0199c000-0000-7000-8000-000000000001";
const seal = { number: 7, hash: "ab".repeat(32) };
const seed = "4bacfc0a91c4cdaa98a2a651ff789169cab8c6440827f36433696970e44e45e4";

const out = (id: string, object: string | null = null): Exclusion => ({
  id,
  object,
  reason: "other",
  detail: "",
  declaredAt: null,
});

describe("the seed", () => {
  test("is the hash of its parts, as the document says", () => {
    expect(commitmentOf(contribution)).toBe(
      "9cf49eeaaa45bd96bd47cf2cfeaeb0df96b82897144c8db521cc1330cc495761",
    );
    expect(seedOf({ inspection, contribution, seal, publicValue: "3048.71" })).toBe(seed);
    expect(seedOf({ inspection, contribution, seal: null, publicValue: null })).toBe(
      "a1f9edc482892542617d95bae1f4105fa50926d1d16a0c2a420c598bdc835540",
    );
  });
});

describe("a draw", () => {
  test("ranks the pool by HMAC-SHA256 of each id under the seed", () => {
    const ranked = rankPool(seed, ["kj", "wd", "mt", "漭水镇", "wq"]);
    expect(ranked.map(({ id, rank }) => [rank, id])).toEqual([
      [1, "wq"],
      [2, "kj"],
      [3, "mt"],
      [4, "漭水镇"],
      [5, "wd"],
    ]);
    expect(ranked[0]?.digest).toBe("05458e9442bcb246a3dd54eeb99d93030bfe02ea5d18c618f6e06292e22ea082");
  });

  test("takes the first that nothing excludes, and says of the excluded where they stood", () => {
    const ids = ["kj", "wd", "mt", "漭水镇", "wq"];
    const { drawn, pool } = drawObjects(seed, { wanted: 2, ids, excluded: [out("wq")] });
    expect(drawn).toEqual(["kj", "mt"]);
    expect(pool[0]?.id).toBe("wq");
  });

  test("gives a unit the next of the ranking where a tie keeps one from it", () => {
    const ids = ["kj", "wd", "mt", "wq"];
    const { teams } = drawTeams(seed, ["a", "b"], { wanted: 2, ids, excluded: [out("wq", "b")] });
    expect(teams).toEqual([
      { object: "a", inspectors: ["wq", "kj"], reserve: ["mt", "wd"] },
      { object: "b", inspectors: ["kj", "mt"], reserve: ["wd"] },
    ]);
  });

  test("does not depend on the order of the pool, and who is added or taken away moves nobody past another", () => {
    const pools = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(pools, fc.stringMatching(/^[0-9a-f]{64}$/), (ids, key) => {
        const order = rankPool(key, ids).map(({ id }) => id);
        expect(rankPool(key, ids.toReversed()).map(({ id }) => id)).toEqual(order);
        const [gone, ...rest] = ids;
        expect(rankPool(key, rest).map(({ id }) => id)).toEqual(order.filter((id) => id !== gone));
      }),
    );
  });

  test("gives every unit of a pool the same chance", () => {
    // 3 of 12 in 4,000 draws: each is drawn 1,000 times, give or take 27 (binomial); five of those are ample.
    const ids = Array.from({ length: 12 }, (_, index) => `unit-${index}`);
    const counts = new Map(ids.map((id) => [id, 0]));
    for (let index = 0; index < 4_000; index += 1) {
      const key = commitmentOf(String(index));
      for (const id of drawObjects(key, { wanted: 3, ids, excluded: [] }).drawn) {
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(137);
  });
});
