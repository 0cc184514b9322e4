import { expect, test } from "vitest";
import type { VillageCounts } from "./coverageQueries.ts";
import { layTiles } from "./VillageTiles.tsx";

const villages = Array.from({ length: 9 }, (_, index) => ({
  village: `v${index}`,
  township: `t${Math.floor(index / 2)}`,
})) as unknown as readonly VillageCounts[];

test("townships stand beside each other where there is room, and no tile leaves the drawing or lies on another", () => {
  for (const width of [320, 700, 1_200, 1_800]) {
    const { heads, tiles, height } = layTiles(villages, width);
    expect(tiles.length).toBe(9);
    expect(new Set(tiles.map(({ x, y }) => `${x},${y}`)).size).toBe(9);
    for (const { x, y } of tiles) {
      expect(x + 84).toBeLessThanOrEqual(width);
      expect(y + 46).toBeLessThanOrEqual(height);
    }
    const inFirstRow = heads.filter(({ y }) => y === 0).length;
    expect(inFirstRow).toBe({ 320: 1, 700: 3, 1200: 5, 1800: 5 }[width]);
  }
});
