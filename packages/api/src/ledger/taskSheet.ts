import type { Unit } from "@duban/engine";
import type { Row, SheetHead } from "../excel/workbookParts.ts";
import type { TaskView } from "../views/taskView.ts";

/** Names for what a task holds as codes. */
export interface TaskNames {
  nameOfUnit(code: string): string;
  nameOfPerson(id: string): string;
  nameOfState(state: string): string;
}

const roles = { lead: "牵头", assist: "协办" } as const;
const priorities: Readonly<Record<string, string>> = { normal: "一般", urgent: "急", critical: "特急" };
const cards: Readonly<Record<string, string>> = {
  none: "无牌",
  blue: "蓝牌",
  yellow: "黄牌",
  orange: "橙牌",
  red: "红牌",
  green: "绿牌",
};
const requests: Readonly<Record<string, string>> = { extension: "申请延期", suspension: "申请挂账" };

interface Column {
  readonly heading: string;
  readonly width: number;
  readonly isHidden?: boolean;
  readonly value: (task: TaskView, names: TaskNames) => string | number | null;
}

const minuteOf = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
const orNull = (count: number): number | null => (count === 0 ? null : count);

const columns: readonly Column[] = [
  { heading: "编号", width: 18, value: ({ number }) => number },
  { heading: "标题", width: 44, value: ({ title }) => title },
  { heading: "单位", width: 18, value: ({ unit }, names) => names.nameOfUnit(unit) },
  { heading: "分工", width: 6, value: ({ role }) => roles[role] },
  { heading: "状态", width: 8, value: ({ state }, names) => names.nameOfState(state) },
  { heading: "牌", width: 6, value: ({ card }) => cards[card] ?? card },
  { heading: "到期", width: 17, value: ({ dueAt }) => (dueAt === null ? null : minuteOf(dueAt)) },
  { heading: "剩余工作日", width: 10, value: ({ workdaysLeft }) => workdaysLeft },
  // What is late by less than a working day is late, too: 0 is written.
  {
    heading: "逾期工作日",
    width: 10,
    value: ({ overdue, lateWorkdays }) => (overdue ? lateWorkdays : orNull(lateWorkdays)),
  },
  {
    heading: "待答复申请",
    width: 12,
    value: ({ request }) => (request === null ? null : (requests[request.kind] ?? request.kind)),
  },
  { heading: "进度（%）", width: 9, value: ({ progress }) => progress },
  {
    heading: "承办人",
    width: 14,
    value: ({ handler }, names) => (handler === null ? null : names.nameOfPerson(handler)),
  },
  { heading: "活动", width: 18, value: ({ programme }) => programme },
  { heading: "工作线", width: 16, value: ({ line }) => line },
  { heading: "缓急", width: 6, value: ({ priority }) => priorities[priority] ?? priority },
  { heading: "退回重办（次）", width: 9, value: ({ reworks }) => orNull(reworks) },
  { heading: "催办（次）", width: 9, value: ({ urges }) => orNull(urges) },
  { heading: "延期（次）", width: 9, value: ({ extensions }) => orNull(extensions) },
  { heading: "交办时间", width: 17, value: ({ createdAt }) => minuteOf(createdAt) },
  { heading: "最近变动", width: 17, value: ({ updatedAt }) => minuteOf(updatedAt) },
  { heading: "任务标识", width: 38, isHidden: true, value: ({ id }) => id },
];

/** The head of the list of tasks in Excel; `asOf` is when it was drawn up. */
export const taskSheetHead = (asOf: string): SheetHead => ({
  name: "任务清单",
  title: `督办任务清单（${minuteOf(asOf)}）`,
  columns,
});

export const taskRow = (task: TaskView, names: TaskNames): Row =>
  columns.map(({ value }) => value(task, names));

const ended: ReadonlySet<string> = new Set(["closed", "archived"]);
const dropped: ReadonlySet<string> = new Set(["waived", "terminated"]);

/** Counts tasks by unit as they go by; every unit has its row, those without a task too: a diagnosis, no ranking. */
export function createUnitCounts(units: readonly Unit[]) {
  const counts = new Map(
    units.map(({ code }) => [code, { all: 0, open: 0, ended: 0, dropped: 0, overdue: 0 }]),
  );
  return {
    add({ unit, state, overdue }: TaskView): void {
      const of = counts.get(unit);
      if (of === undefined) return;
      of.all += 1;
      if (ended.has(state)) of.ended += 1;
      else if (dropped.has(state)) of.dropped += 1;
      else of.open += 1;
      if (overdue) of.overdue += 1;
    },
    rows(): readonly Row[] {
      return units.map(({ code, name }) => {
        const of = counts.get(code);
        return [name, of?.all ?? 0, of?.open ?? 0, of?.ended ?? 0, of?.dropped ?? 0, of?.overdue ?? 0];
      });
    },
  };
}

export const unitCountsHead: SheetHead = {
  name: "单位汇总",
  title: "分单位汇总（按建制序，不作排名）",
  columns: ["单位", "任务", "未办结", "办结", "终止或免办", "现逾期"].map((heading, index) => ({
    heading,
    width: index === 0 ? 24 : 10,
  })),
};
