import type { Deadline } from "@duban/client";
import { dateOf, dayOf, dayOfInstant, instantOf, isWorkday, workdayFrom } from "./year2013.ts";

/** When a deadline given in 2013 falls due, worked out by the demo's own calendar to check the server's answer against. */
export function expectedDue(deadline: Deadline, startedAt: number): number {
  const start = dayOfInstant(startedAt);
  if ("at" in deadline) return Date.parse(deadline.at);
  if ("workdays" in deadline) return instantOf(workdayFrom(start, deadline.workdays), "17:30");
  if ("days" in deadline) {
    const day = start + deadline.days;
    return instantOf(isWorkday(day) ? day : workdayFrom(day, 1), "17:30");
  }
  return instantOf("on" in deadline ? dayOf(deadline.on) : lastDayOf(deadline.month), "17:30");
}

function lastDayOf(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  // Day 0 of the next month is the last of this one.
  return dayOf(dateOf(Date.UTC(year, number, 0) / 86_400_000));
}
