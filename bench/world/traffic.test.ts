import { describe, expect, it } from "vitest";
import { planQueues, tasksFor } from "./queues.ts";

const tasks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}`, unit: `u${(index % 4) + 1}` }));

describe("the traffic of the benchmark", () => {
  for (const [connections, groupSize] of [
    [64, 1],
    [4, 200],
  ] as const) {
    const shape = { connections, groupSize, events: 8_000, run: "r" };
    const queues = planQueues(tasks(tasksFor(shape)), shape);

    it(`has as many events as were asked for, ${groupSize} to a group of one sender`, () => {
      expect(queues.flat(2).length).toBe(8_000);
      expect(queues.flat().every((group) => new Set(group.map(({ sender }) => sender)).size === 1)).toBe(
        true,
      );
    });

    it(`keeps the events of a task on one connection, in order, one a group, at ${groupSize}`, () => {
      const connectionByTask = new Map<string, number>();
      const countByTask = new Map<string, number>();
      for (const [connection, queue] of queues.entries()) {
        for (const group of queue) {
          expect(new Set(group.map(({ task }) => task)).size).toBe(group.length);
          for (const { task, id } of group) {
            expect(connectionByTask.get(task) ?? connection).toBe(connection);
            connectionByTask.set(task, connection);
            countByTask.set(task, (countByTask.get(task) ?? 0) + 1);
            expect(id).toBe(`r-${task}-${countByTask.get(task)}`);
          }
        }
      }
    });

    it(`is mostly progress from the start, at ${groupSize}`, () => {
      const types = queues.flat(2).map(({ type }) => type);
      const share = types.filter((type) => type === "progressed").length / types.length;
      expect(share).toBeGreaterThan(0.5);
      expect(share).toBeLessThan(0.85);
    });
  }
});
