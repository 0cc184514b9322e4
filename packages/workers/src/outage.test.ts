import { createLogger } from "@duban/engine";
import { expect, test } from "vitest";
import { createOutage } from "./outage.ts";

test("an outage is one line when it begins and one when it ends, however often it failed", () => {
  const lines: { level: string; msg: string; failures?: number }[] = [];
  const changes: boolean[] = [];
  const logger = createLogger("info", { write: (line) => lines.push(JSON.parse(line)) });
  const outage = createOutage("the queue", logger, (reachable) => changes.push(reachable));
  outage.succeeded();
  for (let i = 0; i < 1_000; i++) outage.failed(new Error("ECONNREFUSED"));
  outage.succeeded();
  outage.succeeded();
  expect(lines).toMatchObject([
    { level: "warn", msg: "the queue failed; what it left undone is found by the sweep" },
    { level: "info", msg: "the queue works again", failures: 1_000 },
  ]);
  expect(changes).toEqual([true, false, true, true]);
});
