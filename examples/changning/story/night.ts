import { instantOf } from "../county/year2013.ts";
import type { Part, Passage } from "./course.ts";

/** Tells of the yellow card that a task gets in the night of its due day, by nobody's click, and looks whether it did. */
export async function* tellNight(part: Part, due: number): Passage {
  const { task, stage } = part;
  yield { at: instantOf(due + 1, "00:10") };
  const rungs: string[] = [];
  for await (const event of stage.office.listTaskEvents(task.id)) {
    if (event.type === "rungFired" && event.data["card"] === "yellow") rungs.push(String(event.data["at"]));
  }
  const firedAt = rungs[0];
  stage.tell(
    instantOf(due, "23:30"),
    `${task.title}：夜里无人操作，自动亮黄牌；通知留待上班时间`,
    "a yellow card at night, by nobody's click; its notice waits for the morning",
  );
  if (rungs.length !== 1 || firedAt === undefined || Date.parse(firedAt) !== instantOf(due, "23:30")) {
    stage.object(`the yellow card of ${task.number} fired at ${rungs.join(", ") || "no time"}`);
  }
  return due;
}
