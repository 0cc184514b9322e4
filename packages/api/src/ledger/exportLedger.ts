import type { Deadline, Matter, TaskState, Unit } from "@duban/engine";
import type { SheetSpec } from "../excel/writeWorkbook.ts";
import { matterProgress, matterState } from "../views/matterView.ts";
import type { ProgrammeView } from "../views/programmeView.ts";

/** A matter with all that its row in a ledger says. */
export interface LedgerEntry {
  readonly matter: Matter;
  readonly tasks: readonly TaskState[];
  /** The date its lead's finish clock is due, null while that is held. */
  readonly dueOn: string | null;
  /** What each task's unit last said, by task. */
  readonly wordsByTask: ReadonlyMap<string, string>;
}

/** Names for what entries hold as codes. */
export interface LedgerNames {
  /** In the county's fixed order. */
  readonly units: readonly Unit[];
  readonly lines: ReadonlyMap<string, string>;
}

const columns = [
  { heading: "序号", width: 6 },
  { heading: "督办编号", width: 18 },
  { heading: "督办事项", width: 40 },
  { heading: "工作要求", width: 40 },
  { heading: "牵头单位", width: 14 },
  { heading: "责任单位", width: 28 },
  { heading: "完成时限", width: 14 },
  { heading: "工作线", width: 14 },
  { heading: "状态", width: 8 },
  { heading: "进度（%）", width: 9 },
  { heading: "进展情况", width: 50 },
  { heading: "内部编号（请勿改动）", width: 38, isHidden: true },
];

const states = { open: "在办", closed: "办结", terminated: "终止" } as const;

/** The ledger of matters in the form in which it can be imported again; the last, hidden column tells each matter. */
export function ledgerSheet(title: string, entries: readonly LedgerEntry[], names: LedgerNames): SheetSpec {
  const nameOf = unitNamer(names.units);
  return {
    name: "督办台账",
    title,
    columns,
    rows: entries.map(({ matter, tasks, dueOn, wordsByTask }, index) => [
      index + 1,
      matter.number,
      matter.title,
      matter.requirement,
      nameOf(matter.lead),
      inFixedOrder(matter.assist, names.units).map(nameOf).join("、"),
      dueText(matter.due, dueOn),
      matter.line === null ? null : (names.lines.get(matter.line) ?? matter.line),
      states[matterState(tasks)],
      progressOf(tasks),
      progressWords(tasks, wordsByTask, nameOf),
      matter.id,
    ]),
  };
}

const progressOf = (tasks: readonly TaskState[]): number | null => {
  const progress = matterProgress(tasks);
  return progress === null ? null : Number(progress);
};

function unitNamer(units: readonly Unit[]): (code: string) => string {
  const nameByCode = new Map(units.map(({ code, name }) => [code, name]));
  return (code) => nameByCode.get(code) ?? code;
}

function inFixedOrder(codes: readonly string[], units: readonly Unit[]): readonly string[] {
  const placeByCode = new Map(units.map(({ code }, place) => [code, place]));
  const placeOf = (code: string) => placeByCode.get(code) ?? units.length;
  return [...codes].sort((one, other) => placeOf(one) - placeOf(other));
}

/** A date as it was set, or the date a counted deadline comes to; in words while it is held. */
function dueText(due: Deadline, dueOn: string | null): string {
  if ("on" in due) return due.on;
  if ("month" in due) return `${due.month.slice(0, 4)}年${Number(due.month.slice(5))}月`;
  if (dueOn !== null) return dueOn;
  if ("workdays" in due) return `${due.workdays}个工作日`;
  return "days" in due ? `${due.days}天` : due.at;
}

function progressWords(
  tasks: readonly TaskState[],
  wordsByTask: ReadonlyMap<string, string>,
  nameOf: (code: string) => string,
): string | null {
  const said = tasks.flatMap((task) => {
    const words = wordsByTask.get(task.id);
    return words === undefined
      ? []
      : [tasks.length === 1 ? words : `${nameOf(task.unit)}（${task.progress}%）：${words}`];
  });
  return said.length === 0 ? null : said.join("\n");
}

const ended: ReadonlySet<string> = new Set(["closed", "archived"]);
const dropped: ReadonlySet<string> = new Set(["waived", "terminated"]);

/** How many tasks each unit has, in the fixed order, those without any too: a diagnosis, no ranking. */
export function unitSheet(
  entries: readonly LedgerEntry[],
  { units }: LedgerNames,
  isOverdue: (task: TaskState) => boolean,
): SheetSpec {
  const tasksByUnit = new Map<string, TaskState[]>();
  for (const task of entries.flatMap(({ tasks }) => tasks)) {
    tasksByUnit.set(task.unit, [...(tasksByUnit.get(task.unit) ?? []), task]);
  }
  return {
    name: "单位汇总",
    title: "分单位汇总（按建制序，不作排名）",
    columns: ["单位", "牵头", "协办", "办结", "在办", "终止或免办", "现逾期"].map((heading, index) => ({
      heading,
      width: index === 0 ? 24 : 10,
    })),
    rows: units.map(({ code, name }) => {
      const tasks = tasksByUnit.get(code) ?? [];
      const count = (test: (task: TaskState) => boolean) => tasks.filter(test).length;
      return [
        name,
        count(({ role }) => role === "lead"),
        count(({ role }) => role === "assist"),
        count(({ state }) => ended.has(state)),
        count(({ state }) => !ended.has(state) && !dropped.has(state)),
        count(({ state }) => dropped.has(state)),
        count(isOverdue),
      ];
    }),
  };
}

/** What a programme planned, shared out and got reported, line by line. */
export function targetSheet({ name, lines }: ProgrammeView): SheetSpec {
  return {
    name: "目标任务",
    title: `${name}目标任务`,
    columns: ["工作线", "权重", "进度（%）", "目标", "单位", "计划", "已分解", "已完成"].map(
      (heading, index) => ({
        heading,
        width: index === 0 || index === 3 ? 20 : 10,
      }),
    ),
    // Figures are exact decimals: as texts they stay so.
    rows: lines.flatMap((line) => {
      const head = [line.name ?? "未列工作线", line.weight, line.progress];
      if (line.targets.length === 0) return [[...head, null, null, null, null, null]];
      return line.targets.map((target) => [
        ...head,
        target.name ?? target.id,
        target.unit,
        target.figure,
        target.assigned,
        target.reported,
      ]);
    }),
  };
}
