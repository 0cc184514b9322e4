import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createScreen } from "./progress.ts";

function screenOn(isTTY: boolean) {
  const stream = new PassThrough() as PassThrough & { isTTY: boolean };
  stream.isTTY = isTTY;
  const screen = createScreen(stream as unknown as NodeJS.WriteStream);
  return { screen, written: () => String(stream.read() ?? "") };
}

test("on a terminal the bar stays under the lines that are said", () => {
  const { screen, written } = screenOn(true);
  screen.progress(0.5, "half");
  screen.say("a line");
  const bar = `[${"=".repeat(20)}${" ".repeat(20)}] half`;
  expect(written()).toBe(`${bar}\r\x1b[Ka line\n${bar}`);
  screen.clear();
  expect(written()).toBe("\r\x1b[K");
});

test("elsewhere progress is a plain line at every tenth, without a control character", () => {
  const { screen, written } = screenOn(false);
  for (let percent = 0; percent <= 100; percent += 1) screen.progress(percent / 100, `${percent}`);
  screen.clear();
  const text = written();
  expect(text.trimEnd().split("\n")).toHaveLength(11);
  expect(text).not.toContain("\r");
  expect(text).not.toContain("\x1b");
});
