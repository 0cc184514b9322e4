import { describe, expect, it } from "vitest";
import type { EventOutcome } from "../engine.ts";
import type { Caller } from "../lifecycle/caller.ts";
import type { Batch, BatchOutcome } from "./applyBatch.ts";
import { createCollector } from "./collector.ts";
import type { EventItem } from "./planEvent.ts";

const caller: Caller = { tenantId: 1, key: "k", name: "k", person: null, unit: "u1", roles: [], scope: null };
const item = (task: string, id: string): EventItem => ({
  caller,
  event: {
    id,
    source: "urn:test",
    type: "progressed",
    task,
    at: null,
    expectedRevision: null,
    data: {},
    fingerprint: Buffer.alloc(0),
  },
});

/** A collector whose batches end when the test says so. */
function held(options: { lanes: number; batchLimit: number; besideLimit: number }) {
  const batches: { ids: string[]; end: () => void }[] = [];
  const apply = (_tenantId: number, batch: Batch) =>
    new Promise<BatchOutcome>((resolve) => {
      const events = batch.events.map(
        ({ event }): EventOutcome => ({
          status: "applied",
          task: event.task,
          revision: 1,
          state: "inProgress",
        }),
      );
      const ids = batch.events.map(({ event }) => event.id);
      batches.push({ ids, end: () => resolve({ events, matters: [] }) });
    });
  return { batches, collector: createCollector({ ...options, apply }) };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("the collector", () => {
  it("gathers what arrives in one turn, and what comes meanwhile goes together when the batch is done", async () => {
    const { batches, collector } = held({ lanes: 2, batchLimit: 10, besideLimit: 4 });
    collector.submitEvents(1, [item("a", "a1"), item("b", "b1")]);
    collector.submitEvents(1, [item("c", "c1")]);
    await nextTurn();
    collector.submitEvents(1, [item("d", "d1")]);
    await nextTurn();
    collector.submitEvents(1, [item("e", "e1")]);
    await nextTurn();
    expect(batches.map(({ ids }) => ids)).toEqual([["a1", "b1", "c1"]]);
    batches[0]?.end();
    await nextTurn();
    expect(batches.map(({ ids }) => ids)[1]).toEqual(["d1", "e1"]);
  });

  it("begins a batch beside another only when enough is ready, and never more than its lanes", async () => {
    const { batches, collector } = held({ lanes: 2, batchLimit: 10, besideLimit: 2 });
    for (const task of ["a", "b", "c", "d", "e", "f"]) {
      collector.submitEvents(1, [item(task, `${task}1`)]);
      await nextTurn();
    }
    expect(batches.map(({ ids }) => ids)).toEqual([["a1"], ["b1", "c1"]]);
  });

  it("never has a task in two batches, and keeps its events in order", async () => {
    const { batches, collector } = held({ lanes: 2, batchLimit: 2, besideLimit: 1 });
    const settled = collector.submitEvents(1, [
      item("a", "a1"),
      item("b", "b1"),
      item("a", "a2"),
      item("c", "c1"),
      item("a", "a3"),
    ]);
    await nextTurn();
    collector.submitEvents(1, [item("a", "a4")]);
    expect(batches.map(({ ids }) => ids)).toEqual([["a1", "b1"], ["c1"]]);
    batches[1]?.end();
    await nextTurn();
    expect(batches).toHaveLength(2);
    batches[0]?.end();
    await nextTurn();
    expect(batches[2]?.ids).toEqual(["a2", "a3"]);
    expect(batches).toHaveLength(3);
    batches[2]?.end();
    await nextTurn();
    expect(batches[3]?.ids).toEqual(["a4"]);
    batches[3]?.end();
    await Promise.all(settled);
    await collector.settled();
    expect(collector.waiting()).toBe(0);
    expect(collector.busyMs()).toBe(0);
  });
});
