import { type Caller, formatInstant, type MatterOutcome } from "@duban/engine";
import type { z } from "zod";
import type { Api } from "../api.ts";
import { cellFault } from "../ledger/ledgerFault.ts";
import {
  type ImportItem,
  type ImportPlan,
  type ImportTerms,
  madeOf,
  planImport,
} from "../ledger/planImport.ts";
import { operation } from "../operation.ts";
import { faulty, isProblem, type Problem, retryLater } from "../problem.ts";
import { createRender } from "../renderMatter.ts";
import { fileSchema, importQuerySchema, importSchema } from "../schemas/imports.ts";

type ImportView = z.input<typeof importSchema>;
type RowView = ImportView["rows"][number];

const described = {
  method: "post",
  tag: "matters",
  allowed: ["supervisor", "leader", "systemAdmin"],
  reads: "office",
  query: importQuerySchema,
  bodyAs: "file",
  body: fileSchema,
} as const;

const previewImport = operation({
  ...described,
  path: "/v1/imports/preview",
  id: "previewImport",
  summary: "What a ledger in Excel would become",
  description:
    "Changes nothing. Reads the first visible sheet with a ledger's headings (督办事项, 牵头单位, 责任单位, 完成时限, 工作要求, 进展情况 and their like, in one row or several) and names every bad cell.",
  answers: [{ status: 200, description: "Row by row, what was understood.", schema: importSchema }],
  trail: { written: "never" },
  async handle({ api, caller, query, body }) {
    const plan = await planImport(api, caller.tenantId, body, termsOf(query));
    return isProblem(plan) ? plan : { status: 200, body: importView(plan, (item) => shown(plan, item)) };
  },
});

const postImport = operation({
  ...described,
  path: "/v1/imports",
  id: "postImport",
  summary: "Make the matters of a ledger in Excel",
  description:
    "Each row once, however often the file comes: by the hidden id it was exported with, or by its content. With a bad cell nothing is made, unless `skipFaulty=true`.",
  answers: [{ status: 201, description: "Row by row, what became of it.", schema: importSchema }],
  problems: ["overloaded"],
  trail: { bodyConcealed: true },
  async handle({ api, caller, query, body }) {
    const plan = await planImport(api, caller.tenantId, body, termsOf(query));
    if (isProblem(plan)) return plan;
    const faults = plan.items.flatMap((item) => (item.known === null ? item.faults : []));
    if (faults.length > 0 && query.skipFaulty !== "true") {
      return faulty(
        "invalid-request",
        faults.map(({ sheet, cell, textEn }) => ({ pointer: `/${sheet}/${cell}`, detail: textEn })),
      );
    }
    const rows = await makeMatters(api, caller, plan, query.calendar);
    if (isProblem(rows)) return rows;
    return { status: 201, body: importView(plan, (_item, index) => rows[index]) };
  },
});

const termsOf = ({ programme, line, ladder, calendar }: z.output<typeof importQuerySchema>): ImportTerms => ({
  programme: programme ?? null,
  line: line ?? null,
  ladder,
  calendar,
});

/** Makes what is new, in the rows' order; a full queue is a problem, and asking again makes only what is missing. */
async function makeMatters(
  api: Api,
  caller: Caller,
  plan: ImportPlan,
  calendar: string,
): Promise<readonly RowView[] | Problem> {
  const render = await createRender(api, caller.tenantId, calendar);
  const outcomes: (Promise<MatterOutcome> | null)[] = [];
  let wait: number | null = null;
  for (const { request, known, key } of plan.items) {
    if (request === null || known !== null || wait !== null) {
      outcomes.push(null);
      continue;
    }
    const made = api.engine.createMatter(caller, request, render, { key, fingerprint: Buffer.from(key) });
    if ("overloaded" in made) wait = made.retryAfterSeconds;
    outcomes.push("overloaded" in made ? null : made);
  }
  const settled = await Promise.all(outcomes);
  if (wait !== null) return retryLater("overloaded", "the queue is full; ask again for the rest", wait);
  return plan.items.map((item, index) => settledRow(plan, item, settled[index] ?? null));
}

function settledRow(plan: ImportPlan, item: ImportItem, outcome: MatterOutcome | null): RowView {
  const row = shown(plan, item);
  if (outcome === null) return row;
  if (outcome.status !== "rejected") {
    return {
      ...row,
      status: outcome.status === "created" ? "created" : "existing",
      matter: madeOf(outcome.answer),
    };
  }
  const { detail } = outcome.rejection;
  return { ...row, status: "faulty", faults: [{ ...item.row.places.title, ...cellFault(detail, detail) }] };
}

function shown({ calendar }: ImportPlan, { row, faults, dueAt, request, known }: ImportItem): RowView {
  return {
    row: row.row,
    lastRow: row.lastRow,
    status: known !== null ? "existing" : request === null ? "faulty" : "new",
    title: row.title,
    requirement: row.requirement,
    lead: row.lead,
    assist: [...row.assist],
    line: request?.line ?? row.line,
    due: row.deadline,
    dueAt: dueAt === null ? null : formatInstant(calendar.timeZone, dueAt),
    yearGuessed: row.isYearGuessed,
    matter: known,
    faults: known === null ? [...faults] : [],
  };
}

function importView(
  { hash, ledger, items }: ImportPlan,
  rowOf: (item: ImportItem, index: number) => RowView | undefined,
): ImportView {
  const rows = items.flatMap((item, index) => rowOf(item, index) ?? []);
  const count = (status: RowView["status"]) => rows.filter((row) => row.status === status).length;
  return {
    hash,
    sheet: ledger.sheet,
    title: ledger.title,
    columns: [...ledger.columns],
    counts: {
      new: count("new"),
      created: count("created"),
      existing: count("existing"),
      faulty: count("faulty"),
    },
    rows,
  };
}

export const importOperations = [previewImport, postImport];
