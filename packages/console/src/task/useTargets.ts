import type { Task } from "../app/shapes.ts";
import { useProgramme } from "../programmes/programmeQueries.ts";

/** A target that a task may report on: by its programme's name for it and unit of measure, where there is one. */
export interface TaskTarget {
  readonly id: string;
  readonly name: string;
  readonly measure: string | null;
  readonly share: string | null;
  readonly reported: string | null;
}

/** The targets of the task's line, and whatever else it has a share of or has reported on. */
export function useTargets(task: Task): readonly TaskTarget[] {
  const { data } = useProgramme(task.programme);
  const ofLine = data?.lines.find(({ id }) => id === task.line)?.targets ?? [];
  const ids = [...new Set([...task.targets, ...ofLine].map(({ id }) => id))];
  return ids.map((id) => {
    const known = ofLine.find((target) => target.id === id);
    const own = task.targets.find((target) => target.id === id);
    return {
      id,
      name: known?.name ?? id,
      measure: known?.unit ?? null,
      share: own?.share ?? null,
      reported: own?.reported ?? null,
    };
  });
}
