import { planTraffic, type SentEvent, type WorkingTask } from "./traffic.ts";

/** Splits tasks among connections, each with tasks of one unit, as a unit's system has them, and plans the traffic of each. */
export function planQueues(
  tasks: readonly WorkingTask[],
  shape: {
    readonly connections: number;
    readonly groupSize: number;
    readonly events: number;
    readonly run: string;
  },
): SentEvent[][][] {
  const groups = Math.ceil(shape.events / shape.groupSize / shape.connections);
  const byUnit = new Map<string, WorkingTask[]>();
  for (const task of tasks) {
    const own = byUnit.get(task.unit);
    if (own === undefined) byUnit.set(task.unit, [task]);
    else own.push(task);
  }
  const units = [...byUnit.keys()].slice(0, shape.connections);
  const sharers = Math.ceil(shape.connections / units.length);
  return Array.from({ length: shape.connections }, (_, index) => {
    const own = byUnit.get(units[index % units.length] ?? "") ?? [];
    const share = own.filter((_task, place) => place % sharers === Math.floor(index / units.length));
    return planTraffic(share, { groupSize: shape.groupSize, groups, seed: index + 1, run: shape.run });
  });
}

/** How many tasks the traffic needs: some ten events each at least, and what stands open at the end. */
export const tasksFor = (shape: { connections: number; groupSize: number; events: number }): number =>
  Math.ceil(shape.events / 10) + shape.connections * shape.groupSize * 4;
