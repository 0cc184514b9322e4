import { expect, test } from "vitest";
import { emptyDeadline } from "../parts/deadline.ts";
import { fieldsOf } from "./formFields.ts";
import { dataOf } from "./operationDraft.ts";

const text = { type: "string", minLength: 1, maxLength: 4000 };
const reassigned = {
  type: "object",
  properties: {
    unit: { type: "string", minLength: 1, maxLength: 200 },
    reason: text,
    due: { $ref: "#/$defs/Deadline" },
  },
  required: ["unit", "reason"],
  $defs: { Deadline: { anyOf: [{ type: "object" }] } },
};

test("a form's fields are read off the schema, the required ones first", () => {
  expect(fieldsOf(reassigned).map(({ name, kind, isRequired }) => [name, kind, isRequired])).toEqual([
    ["unit", "unit", true],
    ["reason", "text", true],
    ["due", "deadline", false],
  ]);
});

test("a number keeps its bounds, and a list is that of evidence", () => {
  const fields = fieldsOf({
    properties: {
      progress: { type: "integer", minimum: 0, maximum: 100 },
      note: text,
      evidence: { type: "array" },
    },
    required: ["note"],
  });
  expect(fields.map(({ name, kind, maximum }) => [name, kind, maximum])).toEqual([
    ["note", "text", undefined],
    ["progress", "number", 100],
    ["evidence", "evidence", undefined],
  ]);
});

test("units are chosen from a list, and none of them is an answer", () => {
  const fields = fieldsOf({
    properties: { units: { type: "array" }, reason: text },
    required: ["units", "reason"],
  });
  expect(fields.map(({ kind }) => kind)).toEqual(["units", "text"]);
  expect(dataOf({ id: "e", values: { units: [], reason: "调整" } }, fields, "+08:00")).toEqual({
    data: { units: [], reason: "调整" },
  });
});

test("what is left empty is left out, and what is required is asked for", () => {
  const fields = fieldsOf(reassigned);
  expect(dataOf({ id: "e", values: { unit: "nyj", reason: "  " } }, fields, "+08:00")).toEqual({
    missing: ["reason"],
  });
  const values = {
    unit: "nyj",
    reason: " 改派 ",
    due: { ...emptyDeadline, kind: "at" as const, date: "2026-10-10", time: "09:00" },
  };
  expect(dataOf({ id: "e", values }, fields, "+08:00")).toEqual({
    data: { unit: "nyj", reason: "改派", due: { at: "2026-10-10T09:00:00+08:00" } },
  });
});

test("figures go as they are typed, by target, and what is no figure is not sent", () => {
  const fields = fieldsOf({ properties: { note: text, figures: { type: "object" } }, required: ["note"] });
  const draftOf = (figures: Record<string, string>) => ({
    id: "e",
    values: { note: "报数", figures: { figures } },
  });
  expect(dataOf(draftOf({ mu: " 12.5 ", hu: "" }), fields, "+08:00")).toEqual({
    data: { note: "报数", figures: { mu: "12.5" } },
  });
  expect(dataOf(draftOf({}), fields, "+08:00")).toEqual({ data: { note: "报数" } });
  expect(dataOf(draftOf({ mu: "十二" }), fields, "+08:00")).toEqual({ missing: ["figures"] });
});
