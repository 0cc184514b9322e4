import { expect, test } from "vitest";
import { moneyText } from "./fundsQueries.ts";

test("a sum is shown with its thousands apart and not a digit changed", () => {
  expect(moneyText("0")).toBe("0");
  expect(moneyText("999.5")).toBe("999.5");
  expect(moneyText("1000")).toBe("1,000");
  expect(moneyText("-1234567.891234")).toBe("-1,234,567.891234");
  expect(moneyText("999999999999999")).toBe("999,999,999,999,999");
});
