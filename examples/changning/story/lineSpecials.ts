import { dayOf, dayOfInstant, instantOf, rfc3339, workdayFrom } from "../county/year2013.ts";
import { type Course, eventOf, type Part } from "./course.ts";
import { tellNight } from "./night.ts";
import { close, finish, inspect, outcome, report, sign, submit, timeOf, workUpTo } from "./passages.ts";
import { askedTooLate, extended, refusedMoreTime, refusedPause, suspended } from "./requests.ts";

/** Sent back by the inspector twice. */
async function* twiceReturned(part: Part): Course {
  yield* finish(part, yield* workUpTo(part, -15, 3), ["三个组台账缺失", "抽查两户，面积不实"]);
  return outcome(part, { reworks: 2 });
}

/** Passed on the spot, but the supervisor doesn't let it close yet. */
async function* closureRefused(part: Part): Course {
  const { task, stage } = part;
  const day = yield* submit(part, yield* workUpTo(part, -12, 2));
  const inspected = yield* inspect(part, day, { passed: "栽植面积属实" });
  const on = workdayFrom(inspected, 1);
  const reason = "管护责任未落实到户，补齐后再报";
  const at = instantOf(on, timeOf.supervisor);
  yield { at, actor: "sup-chief", event: eventOf(task.id, "closureRefused", { reason }) };
  stage.tell(at, `${task.title}：核查通过，但未同意办结——${reason}`, "passed, yet the closure refused");
  yield* finish(part, workdayFrom(on, 3));
  return outcome(part, { reworks: 1 });
}

/** Looked at again after closing, and archived. */
async function* archived(part: Part): Course {
  const { task, stage } = part;
  const dueAt = Date.parse(task.dueAt ?? "");
  const submitted = yield* workUpTo(part, -8, 3);
  yield* finish(part, submitted);
  const at = instantOf(dayOf("2013-11-20"), timeOf.inspector);
  yield { at, actor: "insp-two", event: eventOf(task.id, "lookbackPassed", { findings: "成活率91%" }) };
  stage.tell(at, `${task.title}：回头看通过，归档`, "the look-back passed: archived");
  return outcome(part, {
    state: "archived",
    plain: { dueAt, submittedAt: instantOf(submitted, timeOf.unit) },
  });
}

/** Looked at again after closing, found wanting, done again. */
async function* lookedBack(part: Part): Course {
  const { task, stage } = part;
  yield* finish(part, yield* workUpTo(part, -5, 2));
  const day = dayOf("2013-11-20");
  const at = instantOf(day, timeOf.inspector);
  const again = { due: { workdays: 15 }, reason: "成活率仅62%，限期补植" };
  yield { at, actor: "insp-one", event: eventOf(task.id, "lookbackFailed", again) };
  const { dueAt } = await stage.read(task.id);
  stage.tell(
    at,
    `${task.title}：回头看未通过，限${dueAt?.slice(0, 10)}前补植`,
    "the look-back failed: a new clock runs",
  );
  if (Date.parse(dueAt ?? "") !== instantOf(workdayFrom(day, 15), "17:30"))
    stage.object(`look-back due ${dueAt}`);
  yield* finish(part, workdayFrom(day, 11));
  return outcome(part);
}

/** Closed, then opened again because the figures were wrong, and closed at last. */
async function* reopened(part: Part): Course {
  const { task } = part;
  const closed = yield* finish(part, yield* workUpTo(part, -20, 2));
  const day = workdayFrom(closed, 5);
  const again = eventOf(task.id, "reopened", {
    due: { days: 20 },
    reason: "上报数据与统计口径不一致，重新核定",
  });
  yield { at: instantOf(day, timeOf.supervisor), actor: "sup-chief", event: again };
  yield* finish(part, workdayFrom(day, 6));
  return outcome(part);
}

/** The laggard: late, a red card, urged twice, and still open when the year ends. */
async function* laggard(part: Part): Course {
  const { task, stage } = part;
  const day = yield* workUpTo(part, -25, 1);
  const due = dayOfInstant(Date.parse(task.dueAt ?? ""));
  yield* tellNight(part, due);
  const red = workdayFrom(due, 5);
  yield { at: instantOf(red + 1, "08:00") };
  const seen = await stage.read(task.id);
  stage.tell(
    instantOf(red, "17:30"),
    `${task.title}：逾期满5个工作日，亮红牌，提请约谈（由人决定）`,
    "turned red; a talk is proposed, a person decides",
  );
  if (seen.card !== "red" || !seen.overdue) stage.object(`the laggard's card is ${seen.card}`);
  for (const later of [8, 25]) {
    const at = instantOf(workdayFrom(due, later), timeOf.supervisor);
    yield { at, actor: "sup-chief", event: eventOf(task.id, "urged", { note: "请一把手到场推进" }) };
    await tellUrge(part, at);
  }
  const note = `自${rfc3339(instantOf(day, "10:00")).slice(0, 10)}以来进展缓慢，已换施工队`;
  const last = instantOf(workdayFrom(due, 30), timeOf.unit);
  yield { at: last, actor: task.unit, event: eventOf(task.id, "progressed", { progress: 60, note }) };
  return outcome(part, { state: "inProgress" });
}

/** Reads the urge as its receiver does, in the words of his inbox. */
async function tellUrge({ task, stage }: Part, at: number): Promise<void> {
  for await (const notice of stage.office.listNotices(`${task.unit}-handler`)) {
    if (notice.task !== task.id || notice.subject !== "urged") continue;
    stage.tell(at, `承办人收到：${notice.text}`, "an urge, as its receiver reads it");
    return;
  }
  stage.object(`the urge of ${task.number} is in nobody's inbox`);
}

/** An assisting unit that has nothing to do here says so, and is let off. */
async function* declinedAndWaived(part: Part): Course {
  const { task, stage } = part;
  const day = workdayFrom(part.day, 1);
  yield {
    at: instantOf(day, timeOf.unit),
    actor: task.unit,
    event: eventOf(task.id, "declined", { reason: "本镇今年无新建合作社任务" }),
  };
  const at = instantOf(workdayFrom(day, 1), timeOf.supervisor);
  yield { at, actor: "sup-chief", event: eventOf(task.id, "waived", { reason: "情况属实，免办" }) };
  stage.tell(at, `${task.title}（协办）：退回，情况属实，免办`, "declined with a reason, and waived");
  return outcome(part, { state: "waived" });
}

/** Signed for late, the head told by the sign clock; then in time. */
async function* signedLate(part: Part): Course {
  const { task, stage } = part;
  const signed = yield* sign(part, 4);
  stage.tell(
    instantOf(signed, timeOf.unit),
    `${task.title}：逾期3个工作日才签收，其间已自动提醒一把手`,
    "signed for three days late; the sign clock had gone up to the head by itself",
  );
  const dueAt = Date.parse(task.dueAt ?? "");
  const day = workdayFrom(dayOfInstant(dueAt), -7);
  yield* finish(part, yield* report(part, signed, day, 2));
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(day, timeOf.unit) } });
}

/** Who inspected may not approve, whatever other hat he wears. */
async function* inspectedAndApproved(part: Part): Course {
  const { task, stage } = part;
  const dueAt = Date.parse(task.dueAt ?? "");
  const submitted = yield* submit(part, yield* workUpTo(part, -9, 2));
  const on = workdayFrom(submitted, 1);
  const findings = { findings: "现场核查属实" };
  yield {
    at: instantOf(on, timeOf.inspector),
    actor: "sup-deputy",
    event: eventOf(task.id, "passed", findings),
  };
  const at = instantOf(on, timeOf.supervisor);
  yield { at, actor: "sup-deputy", event: eventOf(task.id, "closureApproved", {}), expect: "four-eyes" };
  stage.tell(at, `${task.title}：核查人自批办结被拒（回避）`, "four eyes: who inspected may not approve");
  yield* close(part, on);
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(submitted, timeOf.unit) } });
}

/** The inspector lent by the forestry department may not pass that department's own work. */
async function* ownDepartment(part: Part): Course {
  const { task, stage } = part;
  const dueAt = Date.parse(task.dueAt ?? "");
  const submitted = yield* submit(part, yield* workUpTo(part, -4, 2));
  const at = instantOf(workdayFrom(submitted, 1), timeOf.inspector);
  const passed = eventOf(task.id, "passed", { findings: "作业设计合格" });
  yield { at, actor: "insp-forestry", event: passed, expect: "four-eyes" };
  stage.tell(
    at,
    `${task.title}（县林业局协办）：本单位人员不得核查本单位`,
    "four eyes: no one inspects his own unit's work",
  );
  yield* close(part, yield* inspect(part, submitted, { passed: "另派督查员核查属实" }));
  return outcome(part, { plain: { dueAt, submittedAt: instantOf(submitted, timeOf.unit) } });
}

/** The tasks of the lines that have a story of their own: line / township / role. */
export const lineSpecials: Readonly<Record<string, (part: Part) => Course>> = {
  "ganen/柯街/lead": twiceReturned,
  "ganen/珠街/lead": signedLate,
  "zengshou/漭水/lead": reopened,
  "zengshou/湾甸/lead": twiceReturned,
  "hezuo/鸡飞/assist": declinedAndWaived,
  "jiti/田园/lead": inspectedAndApproved,
  "jiti/更戛/lead": laggard,
  "jiti/翁堵/lead": askedTooLate,
  "lvhua/田园/lead": archived,
  "lvhua/勐统/lead": lookedBack,
  "lvhua/温泉/lead": extended,
  "lvhua/大田坝/lead": closureRefused,
  "lvhua/卡斯/assist": ownDepartment,
  "cunzhuang/卡斯/lead": refusedPause,
  "cunzhuang/鸡飞/lead": laggard,
  "cunzhuang/珠街/lead": refusedMoreTime,
  "cunzhuang/耈街/lead": suspended,
};
