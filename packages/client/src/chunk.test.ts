import { expect, test } from "vitest";
import { chunkEvents } from "./chunk.ts";
import { toCloudEvent } from "./taskEvent.ts";

const event = (id: string, note: string) =>
  toCloudEvent("urn:x", { type: "progressed", task: "t", id, data: { note } });

test("events are cut by number and by bytes, in order, none lost", () => {
  const events = Array.from({ length: 25 }, (_, n) => event(String(n), "进".repeat(n)));
  const chunks = chunkEvents(events, { events: 4, bytes: 700 });
  expect(chunks.flat()).toEqual(events);
  for (const chunk of chunks) {
    expect(chunk.length).toBeLessThanOrEqual(4);
    if (chunk.length > 1) expect(Buffer.byteLength(JSON.stringify(chunk))).toBeLessThanOrEqual(702);
  }
});

test("an event too large for any batch goes alone, for the server to say so", () => {
  const chunks = chunkEvents([event("a", ""), event("b", "x".repeat(999)), event("c", "")], {
    events: 9,
    bytes: 600,
  });
  expect(chunks.map((chunk) => chunk.map((one) => one.id))).toEqual([["a"], ["b"], ["c"]]);
});
