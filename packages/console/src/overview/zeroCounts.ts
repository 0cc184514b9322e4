import type { Counts } from "../app/shapes.ts";

/** The counts of a unit without a task; it has its row all the same. */
export const zeroCounts: Counts = {
  open: 0,
  assigned: 0,
  declined: 0,
  inProgress: 0,
  suspended: 0,
  underInspection: 0,
  inspected: 0,
  ended: 0,
  overdue: 0,
  dueSoon: 0,
  requests: 0,
  byCard: {},
};
