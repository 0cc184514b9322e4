import type { DepartmentMatterName } from "../county/departmentMatters.ts";
import { dayOf, dayOfInstant, instantOf, workdayFrom } from "../county/year2013.ts";
import { type Course, eventOf, type Part } from "./course.ts";
import { close, finish, inspect, outcome, report, sign, submit, timeOf, workUpTo } from "./passages.ts";

/** Closed by two different supervisors, and by neither of them twice. */
async function* byTwo(part: Part): Course {
  const { task, stage } = part;
  const dueAt = Date.parse(task.dueAt ?? "");
  const submitted = yield* submit(part, yield* workUpTo(part, -6, 3));
  const inspected = yield* inspect(part, submitted, { passed: "资金到村，公示属实" });
  const first = instantOf(workdayFrom(inspected, 1), timeOf.supervisor);
  yield { at: first, actor: "sup-chief", event: eventOf(task.id, "closureApproved", { note: "同意" }) };
  const seen = await stage.read(task.id);
  if (seen.state !== "inspected") stage.object(`one approval of two left the task ${seen.state}`);
  const second = instantOf(workdayFrom(inspected, 2), timeOf.supervisor);
  yield {
    at: second,
    actor: "sup-chief",
    event: eventOf(task.id, "closureApproved", {}),
    expect: "four-eyes",
  };
  const third = instantOf(workdayFrom(inspected, 3), timeOf.supervisor);
  yield { at: third, actor: "sup-office", event: eventOf(task.id, "closureApproved", { note: "同意" }) };
  stage.tell(
    third,
    `${task.title}：两名督查负责人先后审批，方予办结`,
    "closed by a quorum of two; the same one twice did not count",
  );
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(submitted, timeOf.unit) } });
}

/** Declined with a reason, and handed to the unit whose duty it is. */
async function* handedOn(part: Part): Course {
  const { task, stage } = part;
  const day = workdayFrom(part.day, 1);
  const reason = "小型水库属水务部门职责";
  yield {
    at: instantOf(day, timeOf.unit),
    actor: task.unit,
    event: eventOf(task.id, "declined", { reason }),
  };
  const at = instantOf(workdayFrom(day, 1), timeOf.supervisor);
  const reassigned = eventOf(task.id, "reassigned", { unit: "swj", reason: "情况属实，改由县水务局承办" });
  yield { at, actor: "sup-chief", event: reassigned };
  stage.tell(
    at,
    `${task.title}：县交通局退回（${reason}），改派县水务局`,
    "declined with a reason, and reassigned",
  );
  const moved: Part = { ...part, task: await stage.read(task.id), day: dayOfInstant(at) };
  yield* finish(moved, yield* workUpTo(moved, -5, 3));
  return outcome(moved);
}

/** Taken from one unit in the middle of the work: the relative deadline counts afresh for the next. */
async function* passedDown(part: Part): Course {
  const { task, stage } = part;
  const signed = yield* sign(part, 1);
  yield* report(part, signed, workdayFrom(signed, 4), 1);
  const day = workdayFrom(signed, 4);
  const at = instantOf(day, timeOf.supervisor);
  const reason = "破损段在乡管支管，由乡里修复";
  yield { at, actor: "sup-office", event: eventOf(task.id, "reassigned", { unit: "530524206", reason }) };
  const moved: Part = { ...part, task: await stage.read(task.id), day };
  if (Date.parse(moved.task.dueAt ?? "") !== instantOf(workdayFrom(day, 10), "17:30")) {
    stage.object(`reassigned work is due ${moved.task.dueAt}`);
  }
  yield* finish(moved, yield* workUpTo(moved, -2, 1));
  return outcome(moved);
}

/** Ended by the supervisor because another matter has taken it in. */
async function* terminated(part: Part): Course {
  const { task, stage } = part;
  yield* report(part, yield* sign(part, 1), dayOf("2013-05-17"), 1);
  const at = instantOf(dayOf("2013-05-20"), timeOf.supervisor);
  const reason = "并入“村庄建设”事项，避免重复交办";
  yield { at, actor: "sup-chief", event: eventOf(task.id, "terminated", { reason }) };
  stage.tell(at, `${task.title}：终止，${reason}`, "terminated: taken into another matter");
  return outcome(part, { state: "terminated" });
}

/** In time, but only just: the blue card of the eve is on it. */
async function* onTheEve(part: Part): Course {
  const dueAt = Date.parse(part.task.dueAt ?? "");
  const signed = yield* sign(part, part.task.signBy?.startsWith("2013-02-25") ? 0 : 1);
  const day = workdayFrom(dayOfInstant(dueAt), -1);
  yield* report(part, signed, day, 2);
  yield* finish(part, day);
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(day, timeOf.unit) } });
}

/** A report made on a picture of the task that is old by then is refused, read again, and made again. */
async function* stale(part: Part): Course {
  const { task, stage } = part;
  const signed = yield* sign(part, 1);
  const day = workdayFrom(signed, 20);
  const note = { progress: 30, note: "抽检过半" };
  const at = instantOf(day, timeOf.unit);
  const old = eventOf(task.id, "progressed", note, { expectedRevision: 1 });
  yield { at, actor: task.unit, event: old, expect: "stale-revision" };
  const { revision } = await stage.read(task.id);
  yield { at, actor: task.unit, event: eventOf(task.id, "progressed", note, { expectedRevision: revision }) };
  stage.tell(
    at,
    `${task.title}：按旧版次报送被拒，读新版后重报`,
    "a stale revision refused, read again, sent again",
  );
  const dueAt = Date.parse(task.dueAt ?? "");
  const last = workdayFrom(dayOfInstant(dueAt), -10);
  const inspected = yield* inspect(part, yield* submit(part, last), { passed: "抽检记录属实" });
  yield* close(part, inspected);
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(last, timeOf.unit) } });
}

/** The departments' lead tasks that have a story of their own, by the matter's name. */
export const departmentSpecials: Partial<Record<DepartmentMatterName, (part: Part) => Course>> = {
  drought: onTheEve,
  merged: terminated,
  grants: byTwo,
  reservoirs: handedOn,
  seedlings: stale,
  pipeline: passedDown,
};
