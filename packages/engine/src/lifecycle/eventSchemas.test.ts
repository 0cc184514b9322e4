import { describe, expect, test } from "vitest";
import { z } from "zod";
import { deadlineSchema, eventDataSchemas } from "./eventSchemas.ts";
import { dataFor } from "./fixture.ts";
import { externalEventTypes } from "./taskEvent.ts";

const takes = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe("a deadline", () => {
  test.each([
    { workdays: 1 },
    { workdays: 10_000 },
    { days: 47 },
    { on: "2024-02-29" },
    { month: "2026-06" },
    { at: "2026-06-01T09:30:00+08:00" },
    { at: "2026-06-01T01:30:00.250Z" },
  ])("may be %j", (deadline) => {
    expect(deadlineSchema.parse(deadline)).toEqual(deadline);
  });

  test.each([
    {},
    null,
    "2026-06-01",
    { workdays: 0 },
    { workdays: -1 },
    { workdays: 1.5 },
    { workdays: "3" },
    { days: 10_001 },
    { on: "2026-02-29" },
    { on: "2026-6-1" },
    { month: "2026-13" },
    { at: "2026-06-01T09:30:00" },
    { at: "2026-02-30T09:30:00Z" },
    { workdays: 1, days: 1 },
    { workdays: 1, note: "x" },
  ])("may not be %j", (deadline) => {
    expect(takes(deadlineSchema, deadline)).toBe(false);
  });
});

describe.each(externalEventTypes)("the data of %s", (type) => {
  const schema = eventDataSchemas[type];

  test("takes what the contract shows", () => {
    expect(schema.parse(dataFor[type])).toEqual(dataFor[type]);
  });

  test("refuses an unknown member, and anything but an object", () => {
    expect(takes(schema, { ...dataFor[type], unknown: 1 })).toBe(false);
    for (const value of [null, [], "x", 1, undefined]) expect(takes(schema, value)).toBe(false);
  });

  test("refuses the absence of whatever it requires", () => {
    const { required = [] } = z.toJSONSchema(schema, { io: "input" });
    for (const name of required) {
      const { [name]: _left, ...rest } = { ...dataFor[type] };
      expect(takes(schema, rest)).toBe(false);
    }
  });

  test("can be shown as a JSON Schema that allows nothing more", () => {
    expect(z.toJSONSchema(schema, { io: "input" })).toMatchObject({
      type: "object",
      additionalProperties: false,
    });
  });
});

describe("what people write", () => {
  const reason = (text: unknown): boolean => takes(eventDataSchemas.declined, { reason: text });

  test("is trimmed, not blank, and at most 4000 characters", () => {
    expect(eventDataSchemas.declined.parse({ reason: "  不属本单位 " })).toEqual({
      reason: "不属本单位",
    });
    expect([reason(""), reason(" \n"), reason("字".repeat(4001)), reason(3)]).not.toContain(true);
    expect(reason("字".repeat(4000))).toBe(true);
  });

  test("holds nothing that the store can't keep", () => {
    expect([reason("a\u0000b"), reason("a\ud800b")]).toEqual([false, false]);
    expect(reason("𠮷耇")).toBe(true);
  });
});

describe("evidence", () => {
  const item = { name: "照片", url: "https://files.example/1.jpg" };
  const evidence = (...items: unknown[]): boolean =>
    takes(eventDataSchemas.submitted, { result: "完成", evidence: items });

  test("is a named web address, with a SHA-256 if there is one", () => {
    expect(evidence(item, { ...item, sha256: "aB".repeat(32) })).toBe(true);
    expect(evidence({ ...item, sha256: "ab" })).toBe(false);
    expect(evidence({ url: item.url })).toBe(false);
    for (const url of ["photo.jpg", "/photo.jpg", "javascript:alert(1)", "data:text/plain,x", ""]) {
      expect(evidence({ ...item, url })).toBe(false);
    }
  });

  test("is never demanded, and at most fifty pieces", () => {
    expect(takes(eventDataSchemas.progressed, { note: "已整地" })).toBe(true);
    expect(evidence(...Array.from({ length: 50 }, () => item))).toBe(true);
    expect(evidence(...Array.from({ length: 51 }, () => item))).toBe(false);
  });
});

test("progress is a whole number from 0 to 100", () => {
  const progress = (value: unknown) => takes(eventDataSchemas.progressed, { note: "x", progress: value });
  expect([0, 100].map(progress)).toEqual([true, true]);
  expect([-1, 101, 1.5, "50", null].map(progress)).not.toContain(true);
});
