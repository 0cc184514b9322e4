import type { Task } from "@duban/client";
import { cardNames } from "../county/ladder.ts";
import { shortName, units } from "../county/units.ts";
import { type Column, layOut } from "../screen/table.ts";
import type { Ledger } from "./readLedger.ts";

const unitColumns: readonly Column[] = [
  { chinese: "单位", english: "unit" },
  { chinese: "牵头", english: "lead", align: "right" },
  { chinese: "协办", english: "assist", align: "right" },
  { chinese: "办结", english: "closed", align: "right" },
  { chinese: "在办", english: "open", align: "right" },
  { chinese: "终止免办", english: "ended", align: "right" },
  { chinese: "现逾期", english: "overdue", align: "right" },
  { chinese: "蓝牌", english: "blue", align: "right" },
  { chinese: "黄牌", english: "yellow", align: "right" },
  { chinese: "红牌", english: "red", align: "right" },
  { chinese: "逾期件", english: "late", align: "right" },
  { chinese: "平均逾期（工作日）", english: "avg. workdays late", align: "right" },
];

const closedStates = new Set(["closed", "archived"]);
const endedStates = new Set(["terminated", "waived"]);

/** The ledger by unit, in the county's fixed order, units without a task too. It is a diagnosis and no ranking. */
export function unitTable(ledger: Ledger): string {
  const rows = units.map((unit) => {
    return [shortName(unit.code), ...unitCells(ledger.tasks.filter((task) => task.unit === unit.code))];
  });
  return layOut(unitColumns, [...rows, ["合计 total", ...unitCells(ledger.tasks)]]);
}

function unitCells(tasks: readonly Task[]): string[] {
  const count = (holds: (task: Task) => boolean) => String(tasks.filter(holds).length);
  const late = tasks.map((task) => task.lateWorkdays).filter((workdays) => workdays > 0);
  const sum = late.reduce((total, workdays) => total + workdays, 0);
  return [
    count((task) => task.role === "lead"),
    count((task) => task.role === "assist"),
    count((task) => closedStates.has(task.state)),
    count((task) => !closedStates.has(task.state) && !endedStates.has(task.state)),
    count((task) => endedStates.has(task.state)),
    count((task) => task.overdue),
    count((task) => task.card === "blue"),
    count((task) => task.card === "yellow"),
    count((task) => task.card === "red"),
    String(late.length),
    late.length === 0 ? "-" : (sum / late.length).toFixed(1),
  ];
}

const matterColumns: readonly Column[] = [
  { chinese: "文号", english: "number" },
  { chinese: "事项", english: "matter", most: 54 },
  { chinese: "牵头", english: "lead" },
  { chinese: "状态", english: "state" },
  { chinese: "牌", english: "card" },
  { chinese: "逾期", english: "late", align: "right" },
  { chinese: "返工", english: "reworks", align: "right" },
];

const stateNames = { open: "在办 open", closed: "办结 closed", terminated: "终止 ended" } as const;

/** Every matter: its state, and of its lead's task the card and how many working days it is or was late. */
export function matterTable(ledger: Ledger): string {
  const rows = ledger.matters.map((matter) => {
    const lead = matter.tasks.find((task) => task.role === "lead");
    return [
      matter.number,
      matter.title,
      shortName(lead?.unit ?? matter.lead),
      lead?.state === "archived" ? "归档 archived" : stateNames[matter.state],
      cardNames[lead?.card ?? "none"] ?? "",
      lateText(lead),
      lead === undefined || lead.reworks === 0 ? "" : String(lead.reworks),
    ];
  });
  return layOut(matterColumns, rows);
}

function lateText(task: Task | undefined): string {
  if (task === undefined || task.lateWorkdays === 0) return "";
  return `${task.lateWorkdays}天${task.overdue ? "*" : ""}`;
}
