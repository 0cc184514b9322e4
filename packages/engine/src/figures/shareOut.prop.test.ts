import fc from "fast-check";
import { expect, test } from "vitest";
import { equals, formatDecimal, parseDecimal, type Scaled, sumOf } from "./decimal.ts";
import { shareEvenly, shareOut } from "./shareOut.ts";

const decimal = (greatest: number): fc.Arbitrary<Scaled> =>
  fc.record({ units: fc.bigInt(0n, BigInt(greatest)), scale: fc.integer({ min: 0, max: 6 }) });
const weights = fc
  .array(decimal(1_000_000), { minLength: 1, maxLength: 30 })
  .filter((all) => all.some(({ units }) => units > 0n));

test("however a figure is shared out, the shares add up to it exactly", () => {
  fc.assert(
    fc.property(decimal(10_000_000_000), weights, (figure, by) => {
      expect(equals(sumOf(shareOut(figure, by)), figure)).toBe(true);
    }),
  );
});

test("no share is a whole unit of the last digit away from its quota, and a weight of zero gets nothing", () => {
  fc.assert(
    fc.property(decimal(10_000_000), weights, (figure, by) => {
      const scale = Math.max(...by.map((weight) => weight.scale));
      const parts = by.map(({ units, scale: own }) => units * 10n ** BigInt(scale - own));
      const whole = parts.reduce((sum, part) => sum + part, 0n);
      for (const [place, share] of shareOut(figure, by).entries()) {
        const quota = figure.units * (parts[place] ?? 0n);
        expect(share.units * whole > quota - whole && share.units * whole < quota + whole).toBe(true);
        if (parts[place] === 0n) expect(share.units).toBe(0n);
      }
    }),
  );
});

test("even shares differ by at most one unit of the last digit, the greater ones first", () => {
  fc.assert(
    fc.property(decimal(10_000_000), fc.integer({ min: 1, max: 60 }), (figure, count) => {
      const units = shareEvenly(figure, count).map((share) => share.units);
      expect([...units].sort((one, other) => Number(other - one))).toEqual(units);
      expect((units[0] ?? 0n) - (units.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
    }),
  );
});

test("100 households over 3, 3 and 1 are shared 43, 43, 14", () => {
  const by = ["3", "3", "1"].map((text) => parseDecimal(text) ?? { units: 0n, scale: 0 });
  expect(shareOut({ units: 100n, scale: 0 }, by).map(formatDecimal)).toEqual(["43", "43", "14"]);
});
