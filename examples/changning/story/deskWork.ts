import { dayOfInstant, instantOf, workdayFrom } from "../county/year2013.ts";
import { chanceOf } from "./chance.ts";
import { type Course, eventOf, type Part } from "./course.ts";
import type { Opened } from "./opening.ts";
import { outcome, sign, submit, timeOf } from "./passages.ts";
import type { Stage } from "./stage.ts";

/** The 督查室's own work: an inspector lent by another unit passes it, the county office's supervisor closes it. */
export async function* deskWork(part: Part, workdays: number, result: string): Course {
  const signed = yield* sign(part, 1);
  const day = yield* submit(part, workdayFrom(signed, workdays), result);
  const passed = eventOf(part.task.id, "passed", { findings: "材料齐备，属实" });
  yield { at: instantOf(workdayFrom(day, 1), timeOf.inspector), actor: "insp-forestry", event: passed };
  const closed = eventOf(part.task.id, "closureApproved", { note: "同意办结" });
  yield { at: instantOf(workdayFrom(day, 2), timeOf.supervisor), actor: "sup-office", event: closed };
  return outcome(part);
}

/** A matter that the server made of what somebody did: goes into the ledger, and each of its tasks on its course. */
export async function followUp(
  stage: Stage,
  opened: Opened,
  matter: string,
  at: number,
  courseOf: (part: Part) => Course,
): Promise<void> {
  const { id, tasks } = await stage.office.getMatter(matter);
  opened.matterIds.push(id);
  for (const task of tasks) {
    const chance = chanceOf(`昌宁2013/${task.title}`);
    stage.begin(courseOf({ key: task.number, task, day: dayOfInstant(at), stage, chance }));
  }
}
