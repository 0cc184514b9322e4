import type { MatterRequest } from "@duban/client";
import { ladderId } from "./ladder.ts";
import type { PlannedMatter } from "./lineMatters.ts";

/**
 * What the 督查室 puts up beside the lines: matters of the departments, each with a name the story knows it by.
 *
 * Example: all of them, their papers and dates. That Yunnan stood in a drought in the spring of 2013 is a matter of record.
 */
export const departmentMatters = {
  relief: at("2013-01-09", {
    title: "春节前冬春救助物资发放到户",
    requirement: "春节前发放到户，名单在村组公示；财政局保障资金。",
    source: { kind: "document", ref: "冬春救助工作通知（示例）" },
    priority: "urgent",
    lead: "mzj",
    assist: ["czj"],
    due: { on: "2013-02-06" },
  }),
  pairing: at("2013-01-10", {
    title: "联村入户挂钩名册落实到人到户",
    requirement: "每名干部有联系户，每户有联系干部；名册一次报送，各台账共用。",
    source: { kind: "meeting", ref: "县委常委会议纪要（示例）" },
    lead: "zzb",
    assist: ["fpb"],
    due: { workdays: 20 },
  }),
  supplies: at("2013-02-20", {
    title: "春耕农资储备投放",
    requirement: "备足化肥、农膜并投放到乡镇网点，价格公示。",
    source: { kind: "document", ref: "春耕备耕工作通知（示例）" },
    lead: "gxs",
    due: { workdays: 15 },
  }),
  drought: at("2013-02-25", {
    title: "抗旱保人畜饮水应急供水",
    requirement: "逐村排查缺水人口，送水、架管到位；日报改为有变化才报。",
    source: { kind: "instruction", ref: "县人民政府主要领导批示（示例）" },
    priority: "critical",
    lead: "swj",
    assist: ["mzj"],
    due: { days: 30 },
    signWithin: { at: "2013-02-25T17:30:00+08:00" },
  }),
  merged: at("2013-03-18", {
    title: "扶贫整村推进项目落地",
    requirement: "完成项目村实施方案批复并开工。",
    source: { kind: "document", ref: "整村推进计划（示例）" },
    lead: "fpb",
    due: { month: "2013-09" },
  }),
  grants: at("2013-03-25", {
    title: "一事一议财政奖补资金拨付到村",
    requirement: "资金拨付到村并公示；办结须两名督查负责人审批。",
    source: { kind: "meeting", ref: "县人民政府常务会议纪要（示例）" },
    priority: "urgent",
    lead: "czj",
    due: { workdays: 30 },
    approvals: 2,
  }),
  housing: at("2013-04-15", {
    title: "农村危房改造竣工入住",
    requirement: "当年任务户竣工入住，验收资料一户一档。",
    source: { kind: "document", ref: "农村危房改造实施方案（示例）" },
    lead: "zjj",
    due: { month: "2013-12" },
  }),
  reservoirs: at("2013-05-06", {
    title: "公路沿线小型水库汛前隐患整改",
    requirement: "主汛期前完成隐患整改销号。",
    source: { kind: "hotline", ref: "群众热线来电（示例）" },
    priority: "urgent",
    lead: "jtj",
    due: { on: "2013-07-12" },
  }),
  seedlings: at("2013-05-13", {
    title: "核桃茶叶良种苗木质量抽检",
    requirement: "抽检全县苗圃，结果通报到乡镇。",
    source: { kind: "proposal", ref: "政协委员提案（示例）" },
    lead: "nyj",
    assist: ["lyj"],
    due: { month: "2013-08" },
  }),
  schools: at("2013-06-17", {
    title: "秋季开学前校舍安全排查整改",
    requirement: "开学前完成排查整改，寄宿制学校食堂一并检查。",
    source: { kind: "document", ref: "校舍安全工作通知（示例）" },
    lead: "jyj",
    due: { at: "2013-08-28T12:00:00+08:00" },
  }),
  exemplars: at("2013-07-01", {
    title: "“四群”教育典型宣传",
    requirement: "从已办结事项中选典型，只宣传做成的事。",
    source: { kind: "meeting", ref: "县委“四群”教育领导小组会议纪要（示例）" },
    lead: "xcb",
    due: { days: 90 },
  }),
  pipeline: at("2013-08-05", {
    title: "群众来信反映饮水管道破损修复",
    requirement: "查明原因，修复并回复来信人。",
    source: { kind: "petition", ref: "群众来信（示例）" },
    lead: "swj",
    due: { workdays: 10 },
  }),
} as const satisfies Record<string, PlannedMatter>;

export type DepartmentMatterName = keyof typeof departmentMatters;

function at(on: string, request: Omit<MatterRequest, "ladder">): PlannedMatter {
  return { on, request: { ...request, ladder: ladderId } };
}
