import type { Executor } from "../store/database.ts";
import { findRecordTexts } from "../store/sealedRecords.ts";
import {
  findNextSeal,
  findSealedColumns,
  noPlaces,
  type SealedTable,
  type SealRow,
  sealedTables,
} from "../store/seals.ts";
import type { Instant } from "../time/day.ts";

// As many as a page holds in memory; some of them may be large.
const pageSize = 500;

// Positions begin with 1; what somebody put at a lower one is to be found as well.
const beforeAll = Number.MIN_SAFE_INTEGER;

type Places = Record<SealedTable, number>;

/**
 * A county's whole record as lines of JSON, seals and what they cover, in the form that `verifyExport.mjs` checks.
 *
 * Says what is there and judges nothing: a record that no seal lists comes out under the seal in whose span it lies. What is
 * not sealed yet comes last, and is counted in the `end` line.
 */
export async function* exportTrail(on: Executor, tenantId: number, now: Instant): AsyncGenerator<string> {
  yield JSON.stringify({ export: { form: 1, tenant: tenantId, at: new Date(now).toISOString() } });
  const reached: Places = { events: beforeAll, trail: beforeAll, village_events: beforeAll };
  let columns = await findSealedColumns(on);
  for (let number = 0; ; ) {
    const seal = await findNextSeal(on, tenantId, number);
    if (seal === undefined) break;
    number = seal.number;
    yield JSON.stringify({ seal: { ...seal, at: new Date(seal.at).toISOString() } });
    const spans = spansOf(seal);
    if (spans === undefined) continue;
    for (const table of sealedTables) {
      const span = spans[table];
      if (span === undefined) continue;
      columns = { ...columns, [table]: span.columns };
      yield* recordsOf(on, tenantId, table, { reached, upTo: span.upTo }, span.columns);
    }
  }
  const sealed = { ...reached };
  const unsealed: Places = { ...noPlaces };
  for (const table of sealedTables) {
    const span = { reached: { ...sealed }, upTo: Number.MAX_SAFE_INTEGER };
    for await (const line of recordsOf(on, tenantId, table, span, columns[table])) {
      unsealed[table] += 1;
      yield line.replace(/^\{"\w+"/, '{"unsealed"');
    }
  }
  yield JSON.stringify({ end: { unsealed } });
}

async function* recordsOf(
  on: Executor,
  tenantId: number,
  table: SealedTable,
  { reached, upTo }: { readonly reached: Places; readonly upTo: number },
  columns: readonly string[],
): AsyncGenerator<string> {
  for (let more = true; more; ) {
    const span = { after: reached[table], upTo };
    const records = await findRecordTexts(on, table, tenantId, span, columns, pageSize);
    for (const { position, text } of records) {
      yield JSON.stringify({ [table]: text });
      reached[table] = position;
    }
    more = records.length === pageSize;
  }
  if (upTo !== Number.MAX_SAFE_INTEGER) reached[table] = Math.max(reached[table], upTo);
}

interface Span {
  readonly upTo: number;
  readonly columns: readonly string[];
}

type Spans = Readonly<Record<"events" | "trail", Span>> & { readonly village_events?: Span };

/** The spans a seal claims; undefined where its body was changed beyond reading: what it covered comes with the next. */
function spansOf({ body }: SealRow): Spans | undefined {
  try {
    const spans = JSON.parse(body) as Partial<Spans>;
    const isSpan = (span: Span | undefined) =>
      Number.isSafeInteger(span?.upTo) && Array.isArray(span?.columns);
    const { events, trail, village_events: ofVillages } = spans;
    const isWhole = isSpan(events) && isSpan(trail) && (ofVillages === undefined || isSpan(ofVillages));
    return isWhole ? (spans as Spans) : undefined;
  } catch {
    return undefined;
  }
}
