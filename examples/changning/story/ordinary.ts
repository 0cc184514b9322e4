import { countWorkdays, dayOfInstant, instantOf, workdayFrom } from "../county/year2013.ts";
import { between } from "./chance.ts";
import type { Course, Part } from "./course.ts";
import { finish, outcome, report, sign, timeOf } from "./passages.ts";

/**
 * How a unit goes about a task. `offset` is the working days from the due day to its submission: most come early, some on
 * the last day, some a few days late, few so late that a red card finds them.
 */
interface Manner {
  readonly signAfter: number;
  readonly reports: number;
  readonly offset: number;
  readonly reworks: readonly string[];
}

const shortcomings = [
  "台账与现场不符，补正后再报",
  "个别农户未签字确认",
  "工程量差一成，补足后再报",
] as const;

function mannerOf(chance: () => number): Manner {
  const signing = chance();
  const pace = chance();
  const quality = chance();
  const offset =
    pace < 0.74
      ? -between(chance, 2, 22)
      : pace < 0.86
        ? -1
        : pace < 0.95
          ? between(chance, 1, 4)
          : between(chance, 6, 9);
  return {
    signAfter: signing < 0.92 ? 1 : between(chance, 3, 4),
    reports: between(chance, 1, 3),
    offset,
    reworks: quality < 0.9 ? [] : [shortcomings[between(chance, 0, shortcomings.length - 1)] ?? ""],
  };
}

/** What happens to a task that nothing special is told of: signed for, reported on, submitted, inspected, closed. */
export async function* ordinary(part: Part): Course {
  const manner = mannerOf(part.chance);
  const dueAt = Date.parse(part.task.dueAt ?? "");
  const signed = yield* sign(part, manner.signAfter);
  // A short task leaves no room for coming weeks early: then halfway.
  const room = countWorkdays(signed, dayOfInstant(dueAt));
  const offset = Math.max(manner.offset, -Math.floor(room / 2));
  const day = workdayFrom(dayOfInstant(dueAt), offset);
  yield* report(part, signed, day, manner.reports);
  yield* finish(part, day, manner.reworks);
  const plain =
    manner.reworks.length === 0 ? { plain: { dueAt, submittedAt: instantOf(day, timeOf.unit) } } : {};
  return outcome(part, { reworks: manner.reworks.length, ...plain });
}
