import { v7 as uuidv7 } from "uuid";
import { type BatchEnvironment, planMatters, retrying } from "../batch/applyBatch.ts";
import { BatchDraft } from "../batch/batchDraft.ts";
import { loadBatch, loadDirectory } from "../batch/load.ts";
import type { MatterItem } from "../batch/planMatter.ts";
import { writeBatch } from "../batch/write.ts";
import { invariant } from "../errors.ts";
import { type Caller, engineParty } from "../lifecycle/caller.ts";
import { type Rejection, reject } from "../lifecycle/rejection.ts";
import { findComplaintBox, findComplaints, insertComplaint } from "../store/complaints.ts";
import type { Transaction } from "../store/database.ts";
import { defaultId } from "../tenant.ts";

/** What somebody complains of: his words, and about which unit, if about one. The id is his, so that asking again is the same. */
export interface ComplaintTerms {
  readonly id: string;
  readonly words: string;
  readonly about: string | null;
}

/** Under what a caller complains: his person, or his key. */
export const authorOf = (caller: Caller): string => caller.person ?? caller.key;

/**
 * Takes a complaint and makes the matter that is to answer it, in one transaction: a complaint without an answer due is none.
 *
 * The matter is led by who answers, or, where the complaint is about him, by the other one; its title and requirement say nothing
 * of the words or the author. The same id with the same words is taken once; with others, `id-reused`.
 */
export function fileComplaint(
  environment: BatchEnvironment,
  caller: Caller,
  terms: ComplaintTerms,
): Promise<Rejection | { readonly taken: true }> {
  return retrying(environment, async () => {
    const filed = await environment.database.transaction((tx) => fileIn(environment, tx, caller, terms));
    if (!("committed" in filed)) return filed;
    environment.onCommitted(filed.committed);
    return { taken: true };
  });
}

async function fileIn(
  { database, clock }: BatchEnvironment,
  tx: Transaction,
  caller: Caller,
  terms: ComplaintTerms,
) {
  const { tenantId } = caller;
  const everybody = { all: true, author: "", unit: null };
  const [known] = await findComplaints(tx, tenantId, terms.id, everybody, null, 1);
  if (known !== undefined) return known.author === authorOf(caller) && isSame(known, terms) ? taken : reused;
  const box = await findComplaintBox(tx, tenantId);
  if (box === undefined) {
    const extra = { state: "noBox", accepted: [] };
    return reject("not-accepted", "the county has not said yet who answers complaints", extra);
  }
  const unit = terms.about === box.unit ? box.other : box.unit;
  const item = itemOf(tenantId, unit, box.workdays, terms.id);
  const wanted = {
    tasks: [],
    locked: true,
    events: [],
    units: [unit],
    idempotencyKeys: [],
    calendars: [defaultId],
    ladders: [defaultId],
  };
  const loaded = await loadBatch(database, tx, tenantId, wanted);
  const draft = new BatchDraft({ ...loaded, directory: await loadDirectory(tx, tenantId, [unit]) });
  const now = await clock.read();
  const [outcome] = await planMatters(tx, tenantId, draft, [item], now);
  invariant(outcome !== undefined, "a matter that was planned has an outcome");
  if (outcome.status === "rejected") return outcome.rejection;
  const committed = await writeBatch(tx, tenantId, draft);
  const complaint = { ...terms, author: authorOf(caller), unit, matter: item.id, createdAt: now };
  await insertComplaint(tx, tenantId, complaint);
  return { committed };
}

const taken = { taken: true } as const;
const reused = reject("id-reused", "this id was used for another complaint");

const isSame = (one: Omit<ComplaintTerms, "id">, other: ComplaintTerms): boolean =>
  one.words === other.words && one.about === other.about;

function itemOf(tenantId: number, lead: string, workdays: number, id: string): MatterItem {
  return {
    caller: { ...engineParty, tenantId, name: engineParty.key, roles: [], scope: null },
    request: {
      title: "答复一条基层减负意见",
      source: { kind: "other", ref: `意见箱 ${id}` },
      programme: null,
      line: null,
      priority: "normal",
      requirement: "意见内容仅提出人、答复单位和审计员可见。",
      lead,
      assist: [],
      due: { workdays },
      signWithin: { workdays: 1 },
      ladder: defaultId,
      calendar: defaultId,
      approvals: 1,
      maxExtensions: 1,
    },
    idempotent: null,
    render: () => null,
    id: uuidv7(),
    taskIds: [uuidv7()],
  };
}
