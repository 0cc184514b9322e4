import { expect, test } from "vitest";
import type { Draw, Ranked } from "./inspectionQueries.ts";
import { verifyDraw } from "./verifyDraw.ts";

// The vector of docs/inspections.md.
const pool: readonly Ranked[] = [
  { id: "wq", digest: "05458e9442bcb246a3dd54eeb99d93030bfe02ea5d18c618f6e06292e22ea082", rank: 1 },
  { id: "kj", digest: "26f9df0e8e70e387c420952fa129436a27769da8b26ab07ad52805af06f09247", rank: 2 },
  { id: "mt", digest: "29105cecf3ae11c8d26132eefe6bf102d32d8c6faa0bb65b0cb464341cf566d6", rank: 3 },
];
const draw: Draw = {
  inspection: "0199c000-0000-7000-8000-000000000001",
  contribution: `${"00".repeat(31)}2a`,
  commitment: "9cf49eeaaa45bd96bd47cf2cfeaeb0df96b82897144c8db521cc1330cc495761",
  seal: { number: 7, hash: "ab".repeat(32) },
  publicValue: "3048.71",
  seed: "4bacfc0a91c4cdaa98a2a651ff789169cab8c6440827f36433696970e44e45e4",
  objects: {
    wanted: 1,
    pool,
    excluded: [{ id: "wq", object: null, reason: "quota", detail: null }],
    drawn: ["kj"],
  },
  inspectors: {
    wanted: 2,
    pool,
    excluded: [{ id: "kj", object: "kj", reason: "ownUnit", detail: null }],
    teams: [{ object: "kj", inspectors: ["wq", "mt"], reserve: [] }],
  },
};

test("a draw that is as its seed says holds, and whatever is changed in it is found", async () => {
  expect(await verifyDraw(draw)).toEqual([]);
  const { objects, inspectors } = draw;
  if (objects === null || inspectors === null) throw new Error("the vector is drawn");
  expect(await verifyDraw({ ...draw, commitment: "00" })).toEqual(["commitment"]);
  expect(await verifyDraw({ ...draw, publicValue: null })).toEqual(["seed"]);
  expect(await verifyDraw({ ...draw, objects: { ...objects, pool: pool.toReversed() } })).toContain("rank");
  expect(await verifyDraw({ ...draw, objects: { ...objects, excluded: [] } })).toEqual(["drawOutcome"]);
  const teams = [{ object: "kj", inspectors: ["mt", "wq"], reserve: [] }];
  expect(await verifyDraw({ ...draw, inspectors: { ...inspectors, teams } })).toEqual(["drawOutcome"]);
});
