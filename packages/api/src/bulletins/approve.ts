import { numberText } from "@duban/documents";
import {
  type Bulletin,
  type Caller,
  chinaCalendar,
  claimBulletinNumber,
  dayOf,
  defaultId,
  formatDay,
  isRejection,
  issueBulletin,
  lockBulletin,
  partyOf,
  planApproval,
  saveBulletinApprovals,
} from "@duban/engine";
import type { Api } from "../api.ts";
import { type Problem, problem, problemOfRejection } from "../problem.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { readBody, writeBody } from "./bulletinBody.ts";
import { coversAll } from "./draftBulletin.ts";
import { letterheadInForce } from "./letterhead.ts";

/**
 * Approves the revision that the caller read; with the last approval wanted the bulletin gets its number and letterhead and is fixed, in one
 * transaction.
 */
export async function approve(
  api: Api,
  caller: Caller,
  id: string,
  revision: number,
): Promise<Bulletin | Problem> {
  const { tenantId } = caller;
  const letterhead = await letterheadInForce(api, tenantId);
  const calendar =
    (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
  const now = await api.clock.read();
  return api.database.transaction(async (tx) => {
    const bulletin = await lockBulletin(tx, tenantId, id);
    const unknown = problem("unknown-bulletin", `no bulletin has the id ${id}`);
    if (bulletin === undefined) return unknown;
    if (!(await coversAll(api, caller, bulletin.programme, bulletin.line))) {
      return problem("forbidden", "it speaks of tasks that are not in the caller's scope");
    }
    const planned = planApproval(bulletin, partyOf(caller), now, revision);
    if (isRejection(planned)) return problemOfRejection(planned);
    const { approvals, isComplete } = planned;
    if (!isComplete) return (await saveBulletinApprovals(tx, tenantId, id, approvals)) ?? unknown;
    const year = Number(formatDay(dayOf(calendar, now)).slice(0, 4));
    const serial = await claimBulletinNumber(tx, tenantId, bulletin.kind, year);
    const prefix = letterhead.kinds.find((kind) => kind.id === bulletin.kind)?.prefix ?? bulletin.kind;
    const number = numberText(prefix, year, serial);
    const body = writeBody({ ...readBody(bulletin), letterhead });
    return (await issueBulletin(tx, tenantId, id, { approvals, body, year, serial, number }, now)) ?? unknown;
  });
}
