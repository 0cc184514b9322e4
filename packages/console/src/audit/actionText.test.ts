import { openApiDocument, problemKinds } from "@duban/api";
import { externalEventTypes, villageEventTypes } from "@duban/engine";
import { expect, test } from "vitest";
import { wordsOf } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { actionText } from "./actionText.ts";
import { actionWords } from "./actionWords.ts";

const [chinese, english] = [wordsOf("zh"), wordsOf("en")];
const hasWords = (action: string) =>
  /^\P{Script=Latin}+$/u.test(actionText(chinese, action)) &&
  /^[A-Z][^\p{Script=Han}]+$/u.test(actionText(english, action));

test("every call of the API and every event has a name for the auditor in both languages", () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, { operationId: string }>> };
  // The rest asks for no key, so nothing of it is ever refused.
  const ofTheCounty = Object.entries(paths).filter(([path]) => path.startsWith("/v1/"));
  const calls = ofTheCounty.flatMap(([, item]) => Object.values(item).map(({ operationId }) => operationId));
  expect(calls.length).toBeGreaterThan(100);
  const events = externalEventTypes.map((type) => `duban.task.${type}`);
  const villages = villageEventTypes.map((type) => `duban.${type}`);
  expect([...calls, ...events, ...villages].filter((action) => !hasWords(action))).toEqual([]);
});

test("no two calls are called the same", () => {
  const named = Object.entries(actionWords).filter(([action]) => !action.includes("."));
  expect(new Set(named.map(([, [zh]]) => zh)).size).toBe(named.length);
  expect(new Set(named.map(([, [, en]]) => en)).size).toBe(named.length);
});

test("every reason for which the API refuses has a sentence for people", () => {
  const { problem } = terms;
  expect(Object.keys(problemKinds).filter((kind) => !Object.hasOwn(problem, kind))).toEqual([]);
});

test("what somebody made up is shown as he sent it", () => {
  expect(actionText(chinese, "duban.task.doItAll")).toBe("duban.task.doItAll");
  expect(actionText(chinese, "toString")).toBe("toString");
});
