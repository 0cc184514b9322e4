import type { RecordedEvent } from "../app/shapes.ts";

/** A step of the work from one state to another. */
export interface Step {
  readonly from: string;
  readonly to: string;
}

/** The steps that a task's history took, in order; events that left the state as it was are no steps. */
export function wayOf(events: readonly Pick<RecordedEvent, "revision" | "state">[]): readonly Step[] {
  const ordered = [...events].sort((one, other) => one.revision - other.revision);
  return ordered.flatMap((event, place) => {
    const before = ordered[place - 1];
    return before === undefined || before.state === event.state
      ? []
      : [{ from: before.state, to: event.state }];
  });
}
