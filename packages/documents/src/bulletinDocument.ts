import { dateText, ordinalText, percentText, periodText } from "./chinese.ts";
import type { AnnexTable, Block, OfficialDocument } from "./officialDocument.ts";

/** Who issues, and to whom: what stands on every document of the county. */
export interface Letterhead {
  readonly mark: string;
  readonly organ: string;
  readonly addressees: string;
  readonly copies: string | null;
}

/** How many tasks there are, of a unit or of all. `putUp` and `closedInPeriod` are those of the period alone. */
export interface BulletinCounts {
  readonly total: number;
  readonly closed: number;
  readonly open: number;
  readonly overdue: number;
  readonly returned: number;
  readonly putUp: number;
}

/** A task that is overdue, by the number of its matter. */
export interface Laggard {
  readonly number: string;
  readonly title: string;
  readonly unitName: string;
  readonly dueOn: string;
  readonly overdueWorkdays: number;
}

/** The figures of a bulletin as they stood at one moment; units in the county's fixed order, those without a task too. */
export interface BulletinFigures {
  readonly asOf: string;
  readonly totals: BulletinCounts;
  readonly units: readonly (BulletinCounts & { readonly name: string })[];
  readonly laggards: readonly Laggard[];
}

/** A bulletin (通报) as it was approved, or as its draft stands. Dates as "2026-05-29". */
export interface BulletinTerms {
  readonly title: string;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly from: string;
  readonly to: string;
  /** What it is of: a programme's or a line's name; null, all supervised matters. */
  readonly subject: string | null;
  /** Why things stand so, in a person's words; one paragraph a line. */
  readonly cause: string;
  readonly requirements: string;
  readonly figures: BulletinFigures;
}

/** The title of a bulletin whose author gave it none. */
export const bulletinTitle = (subject: string | null, from: string, to: string): string =>
  `关于${periodText(from, to)}${subject ?? ""}督办事项办理情况的通报`;

/** A bulletin as an official document: totals, laggards by their numbers, the cause, what is asked, and the table of units annexed. */
export function bulletinDocument(letterhead: Letterhead, terms: BulletinTerms): OfficialDocument {
  const { subject, from, to, figures } = terms;
  const sections = [
    { title: "总体情况", texts: [totalsText(figures)] },
    { title: "逾期未办结事项", texts: laggardTexts(figures) },
    { title: "原因分析", texts: paragraphsOf(terms.cause) },
    { title: "工作要求", texts: paragraphsOf(terms.requirements) },
  ].filter(({ texts }) => texts.length > 0);
  const period = periodText(from, to);
  return {
    ...letterhead,
    number: terms.number,
    title: terms.title,
    issuedOn: terms.issuedOn,
    body: [
      paragraph(`现将${period}${subject ?? ""}督办事项办理情况通报如下。`),
      ...sections.flatMap(({ title, texts }, place): Block[] => [
        { kind: "heading", text: `${ordinalText(place + 1)}、${title}` },
        ...texts.map(paragraph),
      ]),
    ],
    annexes: [unitTable(figures, `${period}各单位督办任务办理情况表`)],
  };
}

const paragraph = (text: string): Block => ({ kind: "paragraph", text });
const paragraphsOf = (text: string): string[] =>
  text
    .split("\n")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function totalsText({ asOf, totals }: BulletinFigures): string {
  const { total, closed, open, overdue, returned, putUp } = totals;
  if (total === 0) return `截至${dateText(asOf)}，本期没有在办任务。`;
  const late = open === 0 ? "" : `，占在办任务的${percentText(overdue, open)}`;
  return (
    `截至${dateText(asOf)}，本期在办任务共${total}项（其中本期新交办${putUp}项），已办结${closed}项，` +
    `办结率${percentText(closed, total)}；尚有${open}项正在办理，其中逾期${overdue}项${late}；经核查退回重办${returned}项。`
  );
}

function laggardTexts({ laggards, totals }: BulletinFigures): string[] {
  if (laggards.length === 0) return ["截至统计时，没有逾期未办结的事项。"];
  const left = totals.overdue - laggards.length;
  return [
    `下列事项逾期未办结，按督办编号列出${left > 0 ? `（另有${left}项从略）` : ""}：`,
    ...laggards.map(
      ({ number, title, unitName, dueOn, overdueWorkdays }, place) =>
        `${place + 1}.${number}“${title}”，责任单位${unitName}，应于${dateText(dueOn)}前办结，已逾期${overdueWorkdays}个工作日。`,
    ),
  ];
}

function unitTable({ units, totals }: BulletinFigures, title: string): AnnexTable {
  const row = (name: string, of: BulletinCounts): string[] => [
    name,
    ...[of.total, of.closed, of.open, of.overdue, of.returned].map(String),
    percentText(of.closed, of.total),
  ];
  return {
    title,
    columns: ["单位", "任务数", "已办结", "正在办理", "其中逾期", "退回重办", "办结率"],
    rows: [...units.map((unit) => row(unit.name, unit)), row("合计", totals)],
  };
}
