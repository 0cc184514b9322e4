import type { MatterRequest } from "@duban/client";
import { ladderId } from "../county/ladder.ts";
import { programme } from "../county/programme.ts";
import { collectiveIncome } from "../county/programmePlan.ts";
import { dayOf, instantOf, workdayFrom } from "../county/year2013.ts";
import { type Course, eventOf, type Part } from "./course.ts";
import { deskWork, followUp } from "./deskWork.ts";
import type { Opened } from "./opening.ts";
import { close, inspect, outcome, sign, timeOf } from "./passages.ts";
import type { Stage } from "./stage.ts";

/** Example: all of it. The township that the same figure is asked of twice, and its complaint's id, which is its own. */
export const asked = "530524206";
const complaint = "5d3f1c0a-0603-4c2e-9b1d-530524206001";

const income = "46.8";
const words =
  "村集体经济收入4月已报督查室，5月组织部又发一张表，要的是同一个数。村里三个人，填表占了两天，请从台账取数。";
const answer = "属实。该数以事项台账为准，组织部从台账取数；已终止重复的一件，村里不再另报。";

const matterOf = (title: string, ref: string): MatterRequest => ({
  title,
  source: { kind: "document", ref },
  programme: programme.id,
  line: "jiti",
  requirement: "报2012年度村集体经济收入，附村务公开页。",
  lead: asked,
  due: { workdays: 15 },
  ladder: ladderId,
  split: {
    units: [asked],
    targets: [{ target: collectiveIncome.id, figure: income, share: "hand", figures: { [asked]: income } }],
  },
});

const on = (date: string) => instantOf(dayOf(date), "15:00");

/** The same figure is asked for twice; the unit says so in the box; the answer is a matter, and the second asking ends. */
export async function* askedTwice(stage: Stage, opened: Opened): Course {
  const leader = await stage.clientOf("leader");
  yield { at: on("2013-01-07") };
  await leader.putComplaintBox({ unit: "dcs", other: "xwb", workdays: 10 });
  let at = on("2013-04-15");
  yield { at };
  const chief = await stage.clientOf("sup-chief");
  const first = await chief.createMatter(matterOf("更戛乡报送村集体经济收入", "督查室摸底通知（示例）"));
  await followUp(stage, opened, first.id, at, reported);
  at = on("2013-05-28");
  yield { at };
  const again = await (await stage.clientOf("sup-zzb")).createMatter(
    matterOf("更戛乡填报村级集体经济情况表", "组织部调查表（示例）"),
  );
  await followUp(stage, opened, again.id, at, takenBack);
  at = on("2013-06-03");
  yield { at };
  const author = await stage.clientOf(`${asked}-handler`);
  const filed = await author.putComplaint(complaint, { words, about: "zzb" });
  stage.tell(
    at,
    `更戛乡经办人投意见箱：同一个数要了两遍；转为事项${filed.matter.number}，10个工作日内答复`,
    "a handler complains that one figure was asked for twice; the complaint is a matter with a deadline",
  );
  await followUp(stage, opened, filed.matter.id, at, (part) => deskWork(part, 3, answer));
  at = on("2013-06-21");
  yield { at };
  const answered = await author.getComplaint(complaint);
  stage.tell(at, `意见答复：${answered.answer}`, "answered: taken from the ledger, the second asking ended");
  if (answered.answer !== answer) stage.object(`the complaint was answered ${answered.answer}`);
  return undefined;
}

/** Reported once, with the figure, and closed. */
async function* reported(part: Part): Course {
  const signed = yield* sign(part, 1);
  const day = workdayFrom(signed, 4);
  const said = { result: "已报送，附公开页", figures: { [collectiveIncome.id]: income } };
  yield {
    at: instantOf(day, timeOf.unit),
    actor: part.task.unit,
    event: eventOf(part.task.id, "submitted", said),
  };
  yield* close(part, yield* inspect(part, day, { passed: "与村务公开一致" }));
  return outcome(part);
}

/** Asked again for what was known: ended by the supervisor when the complaint is found right. */
async function* takenBack(part: Part): Course {
  const { task } = part;
  yield* sign(part, 2);
  const at = instantOf(dayOf("2013-06-07"), timeOf.supervisor);
  const reason = "数据台账已有，由组织部取用，不再上报";
  yield { at, actor: "sup-chief", event: eventOf(task.id, "terminated", { reason }) };
  return outcome(part, { state: "terminated" });
}

/** What the red rungs proposed comes to a person: one talk is held, another is not, each with its reason. */
export async function* measuresDecided(stage: Stage, find: (key: string) => string): Course {
  const at = on("2013-10-15");
  yield { at };
  const chief = await stage.clientOf("sup-chief");
  const open = [];
  for await (const measure of chief.listMeasures({ open: true })) open.push(measure);
  const laggard = find("jiti/更戛/lead");
  const late = open.find(({ task }) => task === laggard);
  const excused = open.find(({ task }) => task !== laggard);
  if (late === undefined || excused === undefined) {
    stage.object(`${open.length} talks were proposed, the laggard's not among them or alone`);
    return undefined;
  }
  const approved = {
    decision: "approve",
    reason: "逾期满5个工作日，催办后仍无进展，约谈分管负责人",
  } as const;
  const refused = { decision: "refuse", reason: "滞后原因已书面说明，不再约谈" } as const;
  const held = await chief.decideMeasure(late, approved);
  await (await stage.clientOf("leader")).decideMeasure(excused, refused);
  stage.tell(
    at,
    `红牌提请${held.measure}${open.length}件，督为民批准一件（${held.title}），分管宽不批一件，各有理由`,
    "talks the red rungs proposed: two named persons decide, one yes, one no, each with a reason",
  );
  return undefined;
}
