import type { Deadline, MatterRequest } from "@duban/client";
import { ladderId } from "./ladder.ts";
import { type LineId, programme } from "./programme.ts";
import { townships } from "./units.ts";

/** A matter with the date on which the 督查室 puts it up. */
export interface PlannedMatter {
  readonly on: string;
  readonly request: MatterRequest;
}

/** A line as it is broken down to the townships (任务再细化): the same text for each, with its own quantity. */
interface LinePlan {
  readonly line: LineId;
  readonly on: string;
  readonly due: Deadline;
  readonly signWithin?: Deadline;
  readonly source: MatterRequest["source"];
  /** The responsible department, and whether it leads (township assists), assists, or only guides. */
  readonly department: string;
  readonly part: "leads" | "assists" | "guides";
  readonly title: (township: string, quantity: number) => string;
  readonly requirement: (quantity: number) => string;
  /** Example quantities, in the townships' order. */
  readonly quantities: readonly number[];
}

const meeting = { kind: "meeting", ref: "县委“四群”教育领导小组会议纪要（示例）" } as const;
const paper = { kind: "document", ref: "“四群”教育2013年工作要点（示例）" } as const;

/** Sourced: the six lines. Example: dates, deadlines, wording and quantities; 2013-03-12 was that year's tree-planting day. */
export const linePlans: readonly LinePlan[] = [
  {
    line: "ganen",
    on: "2013-01-08",
    due: { workdays: 60 },
    source: meeting,
    department: "xcb",
    part: "guides",
    title: (township, n) => `${township}感恩教育宣讲进村组${n}场次`,
    requirement: (n) =>
      `进村组宣讲不少于${n}场次，讲政策、算收入账、听意见；收集的意见逐条登记并答复。县委宣传部指导。`,
    quantities: [26, 20, 22, 18, 24, 16, 18, 14, 12, 14, 16, 12, 18],
  },
  {
    line: "zengshou",
    on: "2013-01-15",
    due: { month: "2013-10" },
    signWithin: { workdays: 2 },
    source: paper,
    department: "nyj",
    part: "assists",
    title: (township, n) => `${township}落实农民收入倍增计划，核桃茶叶提质增效${n}亩`,
    requirement: (n) =>
      `完成低产园改造${n}亩，签订农技服务协议到户；10月底前以台账报结。县农业局协办技术服务。`,
    quantities: [3200, 4100, 2600, 2400, 3600, 2800, 2200, 1800, 2000, 1500, 2600, 2100, 2900],
  },
  {
    line: "hezuo",
    on: "2013-02-18",
    due: { on: "2013-06-28" },
    source: paper,
    department: "gxs",
    part: "leads",
    title: (township, n) => `县供销社牵头在${township}规范提升农民专业合作社${n}个`,
    requirement: (n) => `规范章程、财务和盈余分配，提升${n}个；乡镇协办组织社员大会。`,
    quantities: [5, 4, 4, 3, 5, 3, 3, 2, 2, 3, 3, 2, 3],
  },
  {
    line: "jiti",
    on: "2013-03-04",
    due: { on: "2013-09-22" },
    source: meeting,
    department: "zzb",
    part: "guides",
    title: (township, n) => `${township}消除集体经济空壳村${n}个`,
    requirement: (n) =>
      `一村一策，9月22日前${n}个村有稳定集体收入来源；合同、账目经村务公开。县委组织部指导。`,
    quantities: [3, 2, 3, 2, 3, 2, 2, 1, 2, 1, 3, 2, 3],
  },
  {
    line: "lvhua",
    on: "2013-03-12",
    due: { on: "2013-08-31" },
    source: { kind: "instruction", ref: "县委主要领导在绿化荒山现场会上的批示（示例）" },
    department: "lyj",
    part: "assists",
    title: (township, n) => `${township}绿化荒山${n}亩`,
    requirement: (n) =>
      `6月底前完成整地打塘，雨季栽植${n}亩，8月底前自查成活率不低于85%。县林业局协办作业设计和苗木。`,
    quantities: [1200, 1500, 1300, 1100, 1800, 1400, 1000, 900, 800, 600, 1600, 1200, 1700],
  },
  {
    line: "cunzhuang",
    on: "2013-04-08",
    due: { days: 210 },
    source: paper,
    department: "zjj",
    part: "assists",
    title: (township, n) => `${township}建设示范村庄${n}个`,
    requirement: (n) => `完成${n}个自然村规划、入户路、污水和垃圾收集；群众代表验收。县住建局协办规划。`,
    quantities: [4, 3, 3, 3, 4, 2, 2, 2, 2, 3, 2, 2, 3],
  },
];

/** The lines whose quantities are figures: a township's share is in its task, and what it reports goes up into the programme. */
export const measuredLines: ReadonlySet<LineId> = new Set<LineId>(["lvhua", "cunzhuang"]);

/** Each line to each township: 6 × 13 matters, lines by date and townships in their fixed order. */
export const lineMatters: readonly PlannedMatter[] = linePlans.flatMap((plan) =>
  townships.map((township, index): PlannedMatter => {
    const quantity = plan.quantities[index] ?? 0;
    const departmentLeads = plan.part === "leads";
    const assist = departmentLeads ? [township.code] : plan.part === "assists" ? [plan.department] : [];
    return {
      on: plan.on,
      request: {
        title: plan.title(township.name, quantity),
        requirement: plan.requirement(quantity),
        source: plan.source,
        programme: programme.id,
        line: plan.line,
        lead: departmentLeads ? plan.department : township.code,
        assist,
        ...(measuredLines.has(plan.line)
          ? { split: { units: [township.code], targets: [{ target: plan.line, figure: quantity }] } }
          : {}),
        due: plan.due,
        ...(plan.signWithin === undefined ? {} : { signWithin: plan.signWithin }),
        ladder: ladderId,
      },
    };
  }),
);
