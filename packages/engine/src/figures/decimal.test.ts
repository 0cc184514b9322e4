import { expect, test } from "vitest";
import { canonicalDecimal, decimalOf, equals, formatDecimal, parseDecimal, sumOf } from "./decimal.ts";

test("decimals add up as on paper, where floats do not", () => {
  const tenths = Array.from({ length: 10 }, () => decimalOf(0.1)).filter((one) => one !== undefined);
  expect(formatDecimal(sumOf(tenths))).toBe("1");
  const mixed = [decimalOf("1.25"), decimalOf("-0.05"), decimalOf(3200)].filter((one) => one !== undefined);
  expect(formatDecimal(sumOf(mixed))).toBe("3201.2");
  expect(formatDecimal(sumOf([]))).toBe("0");
});

test.each([
  ["007.50", "7.5"],
  ["-0", "0"],
  [12, "12"],
  ["0.000001", "0.000001"],
  [-1.5, "-1.5"],
])("the figure %j is kept as %s", (given, kept) => {
  expect(canonicalDecimal(given)).toBe(kept);
});

test.each(["", "1e3", "1.2.3", ".5", "1234567890123456", "0.1234567", "１２", "NaN"])(
  "%j is no figure",
  (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  },
);

test("a number too great for exact text is no figure", () => {
  expect(decimalOf(1e21)).toBeUndefined();
  expect(decimalOf(Number.NaN)).toBeUndefined();
});

test("the same number is the same however many zeros stand behind it", () => {
  const [one, other] = [parseDecimal("1.50"), parseDecimal("1.5")];
  expect(one && other && equals(one, other)).toBe(true);
});
