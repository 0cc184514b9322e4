import type { Task } from "@duban/client";
import { dayOfInstant, instantOf, workdayFrom } from "../county/year2013.ts";
import { between } from "./chance.ts";
import { eventOf, type Outcome, type Part, type Passage } from "./course.ts";

/** When in the day who acts; three times a day, so that a day's events of one sender travel as a batch. */
export const timeOf = { unit: "10:00", inspector: "14:30", supervisor: "16:00" } as const;

/** The unit signs for the task on the n-th working day after its assignment. */
export async function* sign(part: Part, workdays: number): Passage {
  const { task } = part;
  const day = workdayFrom(part.day, workdays);
  const handler = `${task.unit}-handler`;
  yield {
    at: instantOf(day, timeOf.unit),
    actor: task.unit,
    event: eventOf(task.id, "accepted", { handler }),
  };
  return day;
}

/** The unit reports progress so many times, evenly between two days. */
export async function* report(part: Part, from: number, to: number, times: number): Passage {
  const { task } = part;
  for (let nth = 1; nth <= times; nth += 1) {
    const share = from + Math.floor(((to - from) * nth) / (times + 1));
    // A working day at or before; but not before the signing.
    const day = Math.max(workdayFrom(share + 1, -1), from);
    const progress = Math.round((90 * nth) / times);
    yield {
      at: instantOf(day, timeOf.unit),
      actor: task.unit,
      event: eventOf(task.id, "progressed", {
        progress,
        note: `已完成${progress}%，台账已更新`,
        ...figuresOf(task, progress),
      }),
    };
  }
  return to;
}

/** What a unit says of its targets: its share as far as it has come, in whole units. Nothing where it was given none. */
function figuresOf({ targets }: Task, percent: number): { readonly figures?: Record<string, number> } {
  const done = targets.flatMap(({ id, share }) =>
    share === null ? [] : [[id, Math.floor((Number(share) * percent) / 100)] as const],
  );
  return done.length === 0 ? {} : { figures: Object.fromEntries(done) };
}

/** The unit reports the task done on that day. */
export async function* submit(part: Part, day: number, result = "任务完成，台账和群众签字表齐备"): Passage {
  const { task } = part;
  yield {
    at: instantOf(day, timeOf.unit),
    actor: task.unit,
    event: eventOf(task.id, "submitted", { result, ...figuresOf(task, 100) }),
  };
  return day;
}

/** An inspector goes there on the second working day after, and passes it or sends it back. */
export async function* inspect(
  part: Part,
  day: number,
  findings: { passed: string } | { failed: string },
): Passage {
  const { task, chance } = part;
  const on = workdayFrom(day, 2);
  const actor = chance() < 0.5 ? "insp-one" : "insp-two";
  const event =
    "passed" in findings
      ? eventOf(task.id, "passed", { findings: findings.passed })
      : eventOf(task.id, "failed", { reason: findings.failed });
  yield { at: instantOf(on, timeOf.inspector), actor, event };
  return on;
}

/** A supervisor who had no part in it approves the closure on the second working day after. */
export async function* close(part: Part, day: number): Passage {
  const { task, chance } = part;
  const on = workdayFrom(day, 2);
  const actor = chance() < 0.7 ? "sup-chief" : "sup-office";
  yield {
    at: instantOf(on, timeOf.supervisor),
    actor,
    event: eventOf(task.id, "closureApproved", { note: "同意办结" }),
  };
  return on;
}

/** Submitted, returned for rework so many times, passed and closed. */
export async function* finish(part: Part, day: number, reworks: readonly string[] = []): Passage {
  let on = yield* submit(part, day);
  for (const reason of reworks) {
    on = yield* inspect(part, on, { failed: reason });
    on = yield* submit(part, workdayFrom(on, between(part.chance, 2, 4)), "已按核查意见整改，再次报结");
  }
  on = yield* inspect(part, on, { passed: "现场核查属实" });
  return yield* close(part, on);
}

/** Signed for and reported on, up to the working day that lies so many from the due day (before it, if negative). */
export async function* workUpTo(part: Part, offset: number, reports = 2): Passage {
  const { task } = part;
  const signed = yield* sign(part, 1);
  const day = workdayFrom(dayOfInstant(Date.parse(task.dueAt ?? "")), offset);
  return yield* report(part, signed, day, reports);
}

/** How a task stands at the end of its course: what differs from closed, at the first unit, without a turn. */
export function outcome(part: Part, differs: Partial<Omit<Outcome, "task">> = {}): Outcome {
  return { task: part.task.id, state: "closed", unit: part.task.unit, reworks: 0, extensions: 0, ...differs };
}
