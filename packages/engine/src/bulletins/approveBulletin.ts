import { isSameParty } from "../lifecycle/authorise.ts";
import type { Party } from "../lifecycle/caller.ts";
import { type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Bulletin, BulletinApproval } from "../store/bulletins.ts";

/** How many must approve a bulletin, none of them an author of it. */
export const approvalsOfBulletin = 2;

/**
 * The approvals of a bulletin once this party has approved the revision it saw; `isComplete` where that was the last one wanted.
 *
 * Refused where it is issued, has moved on since, or is his own: written by him, or approved by him already.
 */
export function planApproval(
  bulletin: Bulletin,
  by: Party,
  at: number,
  revision: number,
): Rejection | { readonly approvals: readonly BulletinApproval[]; readonly isComplete: boolean } {
  if (bulletin.state !== "draft") return reject("not-accepted", `it is issued as ${bulletin.number}`);
  if (bulletin.revision !== revision) {
    return reject("stale-revision", `the draft is at revision ${bulletin.revision}`, {
      revision: bulletin.revision,
    });
  }
  if (bulletin.authors.some((author) => isSameParty(author, by))) {
    return reject("four-eyes", "who wrote a bulletin does not approve it");
  }
  if (bulletin.approvals.some((approval) => isSameParty(approval.by, by))) {
    return reject("four-eyes", "he has approved it already; another must");
  }
  const approvals = [...bulletin.approvals, { by, at }];
  return { approvals, isComplete: approvals.length >= approvalsOfBulletin };
}
