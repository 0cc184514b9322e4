import type { Deadline } from "@duban/client";
import { dayOf, dayOfInstant, instantOf, workdayFrom } from "../county/year2013.ts";
import { type Course, eventOf, type Part } from "./course.ts";
import { finish, outcome, report, sign, timeOf, workUpTo } from "./passages.ts";

/** More time asked for ten working days before the due, and granted to a definite new date. */
export async function* extended(part: Part): Course {
  const { task, stage } = part;
  const day = yield* workUpTo(part, -10, 2);
  const due: Deadline = { on: "2013-09-27" };
  const asked = eventOf(task.id, "extensionRequested", { due, reason: "雨季推迟，苗木晚到两周" });
  yield { at: instantOf(day, timeOf.unit), actor: task.unit, event: asked };
  const answered = workdayFrom(day, 1);
  const at = instantOf(answered, timeOf.supervisor);
  yield { at, actor: "sup-office", event: eventOf(task.id, "extensionGranted", {}) };
  const { dueAt } = await stage.read(task.id);
  stage.tell(
    at,
    `${task.title}：申请延期获准，新期限${dueAt?.slice(0, 10)}`,
    "an extension granted, to a definite date",
  );
  if (dueAt === null || Date.parse(dueAt) !== instantOf(dayOf(due.on), "17:30"))
    stage.object(`extended to ${dueAt}`);
  yield* finish(part, yield* report(part, answered, workdayFrom(dayOf(due.on), -3), 1));
  return outcome(part, { extensions: 1 });
}

/** More time asked for and refused; the date stands, and the work comes four working days late. */
export async function* refusedMoreTime(part: Part): Course {
  const { task, stage } = part;
  const day = yield* workUpTo(part, -6, 3);
  const due: Deadline = { on: "2013-12-20" };
  const asked = eventOf(task.id, "extensionRequested", { due, reason: "施工队农忙返乡" });
  yield { at: instantOf(day, timeOf.unit), actor: task.unit, event: asked };
  const at = instantOf(workdayFrom(day, 1), timeOf.supervisor);
  const reason = "年初已知农忙时段，期限不变";
  yield { at, actor: "sup-office", event: eventOf(task.id, "extensionRefused", { reason }) };
  stage.tell(at, `${task.title}：申请延期未获准，期限不变`, "an extension refused: nothing moves");
  const dueAt = Date.parse(task.dueAt ?? "");
  const last = workdayFrom(dayOfInstant(dueAt), 4);
  yield* finish(part, last);
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(last, timeOf.unit) } });
}

/** Asked for too late: the due instant has passed, so no extension can be asked for any more. */
export async function* askedTooLate(part: Part): Course {
  const { task } = part;
  const day = yield* workUpTo(part, 2, 2);
  const due: Deadline = { on: "2013-10-31" };
  yield {
    at: instantOf(day, timeOf.unit),
    actor: task.unit,
    event: eventOf(task.id, "extensionRequested", { due, reason: "来不及" }),
    expect: "invalid-deadline",
  };
  const last = workdayFrom(day, 1);
  yield* finish(part, last);
  const plain = { dueAt: Date.parse(task.dueAt ?? ""), submittedAt: instantOf(last, timeOf.unit) };
  return outcome(part, { plain });
}

/** Hung up for a landslide and taken up again: the clock kept its remainder. */
export async function* suspended(part: Part): Course {
  const { task, stage } = part;
  const signed = yield* sign(part, 1);
  const from = yield* report(part, signed, dayOf("2013-07-22"), 2);
  const asked = eventOf(task.id, "suspensionRequested", { reason: "强降雨致进村道路塌方中断" });
  yield { at: instantOf(from, timeOf.unit), actor: task.unit, event: asked };
  const at = instantOf(workdayFrom(from, 1), timeOf.supervisor);
  yield {
    at,
    actor: "sup-chief",
    event: eventOf(task.id, "suspensionGranted", { note: "同意挂账，道路抢通即恢复" }),
  };
  const held = (await stage.read(task.id)).clocks.find((clock) => clock.name === "finish");
  stage.tell(
    at,
    `${task.title}：同意挂账，计时停住，剩余${held?.remaining && "days" in held.remaining ? held.remaining.days : "?"}天`,
    "suspended: the clock holds still and shows what remains",
  );
  if (held?.state !== "held" || held.dueAt !== null)
    stage.object("a suspended task's finish clock still runs");
  const back = dayOf("2013-09-09");
  yield {
    at: instantOf(back, timeOf.unit),
    actor: task.unit,
    event: eventOf(task.id, "resumed", { note: "道路抢通" }),
  };
  const { dueAt } = await stage.read(task.id);
  stage.tell(
    instantOf(back, timeOf.unit),
    `${task.title}：恢复办理，期限顺延至${dueAt?.slice(0, 10)}`,
    "resumed: due later by what remained",
  );
  const day = workdayFrom(dayOfInstant(Date.parse(dueAt ?? "")), -4);
  yield* finish(part, yield* report(part, back, day, 1));
  return outcome(part);
}

/** A wish to be suspended that is refused. */
export async function* refusedPause(part: Part): Course {
  const { task } = part;
  const day = yield* workUpTo(part, -40, 1);
  yield {
    at: instantOf(day, timeOf.unit),
    actor: task.unit,
    event: eventOf(task.id, "suspensionRequested", { reason: "人手不足" }),
  };
  const refused = eventOf(task.id, "suspensionRefused", { reason: "人手不足不是挂账理由" });
  yield { at: instantOf(workdayFrom(day, 1), timeOf.supervisor), actor: "sup-office", event: refused };
  const dueAt = Date.parse(task.dueAt ?? "");
  const last = workdayFrom(dayOfInstant(dueAt), -3);
  yield* finish(part, yield* report(part, workdayFrom(day, 2), last, 1));
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(last, timeOf.unit) } });
}
