import { expect, test } from "vitest";
import { apiQuery, filterOf, isSameFilter, listPath } from "./filter.ts";

test("an address gives back the filter it was made of, Chinese and all", () => {
  const filter = { state: "open", line: "绿化荒山", words: "100%_\\" };
  expect(filterOf(new URLSearchParams(listPath(filter).split("?")[1]))).toEqual(filter);
});

test("what is no filter in an address is left out", () => {
  expect(filterOf(new URLSearchParams("unit=nyj&limit=9999&cursor=x&words="))).toEqual({ unit: "nyj" });
});

test("open stands for every state in which something is still to be done", () => {
  const query = new URLSearchParams(apiQuery({ state: "open" }, 50, null));
  expect(query.get("state")).toBe("assigned,declined,inProgress,suspended,underInspection,inspected");
});

test("two filters are one whatever the order of their members", () => {
  expect(isSameFilter({ unit: "nyj", state: "open" }, { state: "open", unit: "nyj" })).toBe(true);
  expect(isSameFilter({ unit: "nyj" }, {})).toBe(false);
});
