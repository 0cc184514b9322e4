import { DubanProblem, type TaskEvent } from "@duban/client";
import { ladderId } from "../county/ladder.ts";
import { dayOf, instantOf, rfc3339 } from "../county/year2013.ts";
import { type Course, eventOf } from "./course.ts";
import type { Stage } from "./stage.ts";

/** A system that posts for another unit's task is refused. */
async function* wrongUnit(stage: Stage, find: (key: string) => string): Course {
  const at = instantOf(dayOf("2013-03-20"), "10:00");
  yield { at };
  const event = eventOf(find("lvhua/漭水/lead"), "progressed", { progress: 10, note: "误报到了邻镇的任务" });
  yield { at, actor: "530524101", event, expect: "forbidden" };
  stage.tell(at, "田园镇系统误报漭水镇的任务，被拒", "forbidden: no unit reports for another");
  return undefined;
}

/** An id used a second time for something else is refused, however long ago the first was. */
async function* reusedId(stage: Stage, find: (key: string) => string): Course {
  const at = instantOf(dayOf("2013-06-18"), "10:00");
  yield { at };
  const task = find("lvhua/柯街/lead");
  const first = eventOf(task, "progressed", { progress: 20, note: "整地打塘" }, { id: "手工编号-0001" });
  yield { at, actor: "530524103", event: first };
  const later = instantOf(dayOf("2013-06-19"), "10:00");
  const second: TaskEvent = eventOf(
    task,
    "progressed",
    { progress: 25, note: "另一次进展" },
    { id: "手工编号-0001" },
  );
  yield { at: later, actor: "530524103", event: second, expect: "id-reused" };
  stage.tell(later, "柯街镇系统编号重复而内容不同，被拒", "id-reused: the same id with other content");
  return undefined;
}

/** A system comes back from an old backup and sends again what it sent months ago: nothing is applied twice. */
async function* replayed(stage: Stage): Course {
  const at = instantOf(dayOf("2013-08-22"), "20:00");
  yield { at };
  const { sent, duplicates } = await stage.replay("lyj");
  stage.tell(
    at,
    `县林业局系统从备份恢复，把数月前一批${sent}条重发：全部答“duplicate”`,
    "a batch of months ago sent again: every event answered `duplicate`",
  );
  if (duplicates !== sent || sent === 0)
    stage.object(`of ${sent} events sent again ${duplicates} were duplicates`);
  return undefined;
}

/** A matter due before it begins is not made at all. */
async function* impossibleDate(stage: Stage): Course {
  const at = instantOf(dayOf("2013-04-22"), "09:30");
  yield { at };
  const refused = await stage.office
    .createMatter({
      title: "期限填成去年的事项",
      source: { kind: "other" },
      lead: "jyj",
      due: { month: "2012-12" },
      ladder: ladderId,
    })
    .catch((error: unknown) => error);
  if (refused instanceof DubanProblem && refused.kind === "invalid-deadline") {
    stage.tell(
      at,
      "期限填成2012年12月的事项，立项时即被拒",
      "invalid-deadline: nothing half-armed is ever stored",
    );
  } else {
    stage.object(
      `a matter due in 2012, put up on ${rfc3339(at)}, was not refused as invalid-deadline: ${String(refused)}`,
    );
  }
  return undefined;
}

/** What goes wrong here and there, and what the server says to it. `find` gives a task's id by the story's name for it. */
export const incidents = (stage: Stage, find: (key: string) => string): Course[] => [
  wrongUnit(stage, find),
  reusedId(stage, find),
  replayed(stage),
  impossibleDate(stage),
];
