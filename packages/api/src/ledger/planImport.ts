import { createHash } from "node:crypto";
import {
  type Calendar,
  chinaCalendar,
  dueOf,
  findMatterAnswers,
  findMatters,
  findProgrammes,
  formatInstant,
  type Instant,
  type MatterRequest,
  type Unit,
} from "@duban/engine";
import type { Api } from "../api.ts";
import { readWorkbook } from "../excel/readWorkbook.ts";
import { UnreadableFile } from "../excel/zip.ts";
import { matterRequestOf } from "../matterRequest.ts";
import { faulty, type Problem, problem } from "../problem.ts";
import { matterRequestSchema } from "../schemas/work.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { findAllUnits } from "../unitList.ts";
import { isUuid } from "../uuid.ts";
import { cellFault } from "./ledgerFault.ts";
import { UnitNames } from "./ledgerUnits.ts";
import { type Ledger, type LedgerFault, type LedgerRow, readLedger } from "./readLedger.ts";

/** What a merged unit was called leads to the unit that it went into. */
const isInUse = ({ mergedInto }: Unit): boolean => mergedInto === null;

/** What goes for every row of an import that doesn't say otherwise. */
export interface ImportTerms {
  readonly programme: string | null;
  readonly line: string | null;
  readonly ladder: string;
  readonly calendar: string;
}

/** A row with what is to become of it. `key` is the same for the same row of the same ledger, whenever it comes. */
export interface ImportItem {
  readonly row: LedgerRow;
  readonly faults: readonly LedgerFault[];
  readonly key: string;
  readonly dueAt: Instant | null;
  /** null where something is wrong with it. */
  readonly request: MatterRequest | null;
  /** The matter it has become already. */
  readonly known: { readonly id: string; readonly number: string } | null;
}

/** An import as it would be. */
export interface ImportPlan {
  readonly hash: string;
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly items: readonly ImportItem[];
}

const mostItems = 2_000;

/**
 * Reads a ledger and plans what each of its rows would become; changes nothing.
 *
 * A row is known by the hidden id it was exported with, or by its content: title, units, deadline, requirement, programme and
 * line. So the same file, or the same file with rows added, makes each matter once. Two rows alike in one file are two.
 */
export async function planImport(
  api: Api,
  tenantId: number,
  file: Buffer,
  terms: ImportTerms,
): Promise<ImportPlan | Problem> {
  const now = await api.clock.read();
  const calendar =
    (await findCalendarInForce(api.database, tenantId, terms.calendar)) ?? chinaCalendar(terms.calendar, 0);
  const ledger = await readFile(
    api,
    tenantId,
    file,
    terms,
    formatInstant(calendar.timeZone, now).slice(0, 4),
  );
  if ("problem" in ledger) return ledger;
  const seen = new Map<string, number>();
  const drafts = ledger.rows.map((row) => {
    const { request, faults, dueAt } = requestOf(row, ledger, terms, calendar, now);
    const content = createHash("sha256")
      .update(JSON.stringify(contentOf(row, terms)))
      .digest("hex");
    const ordinal = (seen.get(content) ?? 0) + 1;
    seen.set(content, ordinal);
    return { row, request, faults, dueAt, key: `imports/${content}/${ordinal}` };
  });
  const known = await findKnown(api, tenantId, drafts);
  const items = drafts.map((draft) => ({ ...draft, known: known(draft) }));
  return { hash: createHash("sha256").update(file).digest("hex"), ledger, calendar, items };
}

async function readFile(
  { database }: Api,
  tenantId: number,
  file: Buffer,
  { programme }: ImportTerms,
  year: string,
): Promise<Ledger | Problem> {
  const names = new UnitNames((await findAllUnits(database, tenantId)).filter(isInUse));
  const defined =
    programme === null ? undefined : (await findProgrammes(database, tenantId, [programme])).get(programme);
  try {
    const ledger = readLedger(readWorkbook(file), {
      names,
      lines: defined?.lines,
      defaultYear: Number(year),
    });
    if (ledger === undefined) {
      return unreadable("no sheet has headings such as 督办事项 with 牵头单位 or 完成时限");
    }
    return ledger.rows.length > mostItems
      ? problem("payload-too-large", `a ledger of over ${mostItems} items is imported in parts`)
      : ledger;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return error.kind === "too-large"
      ? problem("payload-too-large", `the file is not read: ${error.message}`)
      : unreadable(error.message);
  }
}

const unreadable = (detail: string): Problem =>
  faulty("invalid-request", [{ pointer: "", detail: `the file is not read: ${detail}` }]);

const lineOf = (row: LedgerRow, terms: ImportTerms): string | null => row.line ?? terms.line;

const contentOf = (row: LedgerRow, terms: ImportTerms) => [
  terms.programme,
  lineOf(row, terms),
  row.title,
  row.lead,
  row.assist,
  row.deadline,
  row.requirement,
];

function requestOf(row: LedgerRow, ledger: Ledger, terms: ImportTerms, calendar: Calendar, now: Instant) {
  const dueAt = row.deadline === null ? null : dueOf(calendar, row.deadline, now).dueAt;
  const faults = [...row.faults];
  if (dueAt !== null && dueAt <= now) {
    faults.push({ ...row.places.due, ...cellFault("时限已经过了", "has passed already") });
  }
  if (faults.length > 0) return { request: null, faults, dueAt };
  const { ladder, programme } = terms;
  const ref = row.source ?? ledger.title;
  const parsed = matterRequestSchema.safeParse({
    title: row.title,
    source: { kind: "document", ...(ref === "" ? {} : { ref }) },
    programme,
    line: lineOf(row, terms),
    requirement: row.requirement,
    lead: row.lead,
    assist: row.assist,
    due: row.deadline,
    ladder,
    calendar: terms.calendar,
  });
  if (parsed.success) return { request: matterRequestOf(parsed.data), faults, dueAt };
  const detail = parsed.error.issues[0]?.message ?? "";
  return { request: null, faults: [{ ...row.places.title, ...cellFault(detail, detail) }], dueAt };
}

type Draft = Omit<ImportItem, "known">;

/** Looks up which rows are matters already, in two queries. */
async function findKnown({ database }: Api, tenantId: number, drafts: readonly Draft[]) {
  const ids = drafts.flatMap(({ row }) =>
    row.id !== null && isUuid(row.id.toLowerCase()) ? [row.id.toLowerCase()] : [],
  );
  const filter = { programme: null, line: null, unit: null, text: null, ids };
  // Whoever imports makes matters; that a row is one already has to be known of all of them, or it would be made twice.
  const exported =
    ids.length === 0 ? [] : await findMatters(database, tenantId, filter, null, ids.length, { all: true });
  const answers = await findMatterAnswers(
    database,
    tenantId,
    drafts.map(({ key }) => key),
  );
  const byId = new Map(exported.map(({ id, number }) => [id, { id, number }]));
  const byKey = new Map(answers.map(({ idempotency_key, answer }) => [idempotency_key, madeOf(answer)]));
  return ({ row, key }: Draft) => byId.get(row.id?.toLowerCase() ?? "") ?? byKey.get(key) ?? null;
}

/** The matter of an answer that was kept: it is a matter's view, as `createRender` made it. */
export function madeOf(answer: unknown): { readonly id: string; readonly number: string } {
  const { id, number } = answer as { readonly id: string; readonly number: string };
  return { id, number };
}
