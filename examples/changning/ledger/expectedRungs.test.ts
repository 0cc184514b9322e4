import { expect, test } from "vitest";
import { dayOf, instantOf } from "../county/year2013.ts";
import { expectedRungs } from "./expectedRungs.ts";

const dueAt = instantOf(dayOf("2013-08-31"), "17:30");
const submitted = (date: string) => expectedRungs({ dueAt, submittedAt: instantOf(dayOf(date), "10:00") });

test("work in good time has no card and no rung", () => {
  expect(submitted("2013-08-01")).toEqual({ rungs: [], card: "none", lateWorkdays: 0 });
});

test("the due day being a Saturday, the eve's blue card comes on Friday morning", () => {
  expect(submitted("2013-08-30")).toEqual({ rungs: [0, 1], card: "blue", lateWorkdays: 0 });
});

test("the next working day is one day late and finds the yellow card of the night", () => {
  expect(submitted("2013-09-02")).toEqual({ rungs: [0, 1, 2], card: "yellow", lateWorkdays: 1 });
});

test("the red card comes when five working days have passed", () => {
  expect(submitted("2013-09-06").card).toBe("yellow");
  expect(submitted("2013-09-09")).toEqual({ rungs: [0, 1, 2, 3], card: "red", lateWorkdays: 6 });
});
