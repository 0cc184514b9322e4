import { describe, expect, test } from "vitest";
import { isUriReference, parseCloudEvent } from "./cloudEvent.ts";
import { decodeHeader } from "./cloudEventModes.ts";
import { isProblem } from "./problem.ts";

const event = { specversion: "1.0", id: "1", source: "/nyj", type: "duban.task.accepted" };

describe("parseCloudEvent", () => {
  test("reads what the specification requires and nothing more is needed", () => {
    expect(parseCloudEvent(event, false)).toEqual({
      id: "1",
      source: "/nyj",
      type: "duban.task.accepted",
      subject: undefined,
      time: undefined,
      expectedRevision: undefined,
      data: undefined,
    });
  });

  test("names every fault at once", () => {
    const parsed = parseCloudEvent({ id: 1, source: "", time: "x" }, false);
    expect(isProblem(parsed) && parsed.extra.errors).toEqual([
      { pointer: "/specversion", detail: expect.any(String) },
      { pointer: "/id", detail: expect.any(String) },
      { pointer: "/source", detail: expect.any(String) },
      { pointer: "/type", detail: expect.any(String) },
      { pointer: "/time", detail: expect.any(String) },
    ]);
  });

  test.each([undefined, null, "7", 7, 0])(
    "takes %s as an expected revision or as none",
    (expectedrevision) => {
      expect(isProblem(parseCloudEvent({ ...event, expectedrevision }, false))).toBe(false);
    },
  );

  test.each(["", "7.5", 7.5, -1, true, "1e3", 2 ** 31])(
    "does not take %s for a revision",
    (expectedrevision) => {
      expect(isProblem(parseCloudEvent({ ...event, expectedrevision }, false))).toBe(true);
    },
  );

  test.each(["application/json", "application/json; charset=utf-8", "application/vnd.duban+json"])(
    "takes data of %s",
    (datacontenttype) => {
      expect(parseCloudEvent({ ...event, datacontenttype, data: { a: 1 } }, false)).toMatchObject({
        data: { a: 1 },
      });
    },
  );

  test.each([[], "text", 7, null])("does not take %j for an event", (value) => {
    expect(isProblem(parseCloudEvent(value, false))).toBe(true);
  });

  test("is not drowned by an attribute as deep as a body can be", () => {
    const deep = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect(isProblem(parseCloudEvent({ ...event, data: deep }, true))).toBe(false);
  });
});

test("isUriReference tells a URI reference from text", () => {
  for (const good of ["/", "urn:a:b", "https://a.example/%E5%86%9C?x=1#y", "mailto:a@b", "a"]) {
    expect(isUriReference(good), good).toBe(true);
  }
  for (const bad of ["", "a b", "农业局", "a%", "a%G0", '"a"', "<a>"])
    expect(isUriReference(bad), bad).toBe(false);
});

test.each([
  ["plain", "plain"],
  ["Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"],
  ['"quoted \\"text\\""', 'quoted "text"'],
  ["50%", "50%"],
  ["%ff", "%ff"],
])("a header of %s means %s", (header, value) => {
  expect(decodeHeader(header)).toBe(value);
});
