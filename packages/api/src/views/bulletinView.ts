import { repeatedSentences } from "@duban/documents";
import {
  approvalsOfBulletin,
  type Bulletin,
  type Calendar,
  type Caller,
  formatInstant,
  isRejection,
  type ListedBulletin,
  partyOf,
  planApproval,
} from "@duban/engine";
import type { z } from "zod";
import { readBody } from "../bulletins/bulletinBody.ts";
import type { bulletinEntrySchema, bulletinSchema } from "../schemas/bulletins.ts";

/** The roles that write bulletins, approve them, and read their drafts. */
export const bulletinRoles = ["supervisor", "leader"] as const;

/** Whether the caller holds one of them. */
export const isOffice = ({ roles }: Caller): boolean => bulletinRoles.some((role) => roles.includes(role));

/** A bulletin in a list, as the caller sees it. */
export function bulletinEntryView(
  bulletin: ListedBulletin,
  caller: Caller,
  calendar: Calendar,
): z.input<typeof bulletinEntrySchema> {
  const show = (instant: number) => formatInstant(calendar.timeZone, instant);
  const { revision, createdAt, updatedAt, issuedAt, approvals, authors, ...rest } = bulletin;
  const planned = planApproval({ ...bulletin, body: {} }, partyOf(caller), 0, revision);
  return {
    id: rest.id,
    kind: rest.kind,
    number: rest.number,
    title: rest.title,
    programme: rest.programme,
    line: rest.line,
    from: rest.from,
    to: rest.to,
    state: rest.state,
    revision,
    authors: [...authors],
    approvals: approvals.map(({ by, at }) => ({ by, at: show(at) })),
    approvalsNeeded: approvalsOfBulletin,
    mayApprove: isOffice(caller) && !isRejection(planned),
    createdAt: show(createdAt),
    updatedAt: show(updatedAt),
    issuedAt: issuedAt === null ? null : show(issuedAt),
  };
}

/** A bulletin whole, with the sentences that it took over from the one before it. */
export function bulletinView(
  bulletin: Bulletin,
  before: Pick<Bulletin, "number" | "body"> | undefined,
  caller: Caller,
  calendar: Calendar,
): z.input<typeof bulletinSchema> {
  const { title, cause, requirements, figures } = readBody(bulletin);
  const earlier = before === undefined ? undefined : readBody(before);
  const sentences =
    earlier === undefined
      ? []
      : repeatedSentences(`${cause}\n${requirements}`, `${earlier.cause}\n${earlier.requirements}`);
  return {
    ...bulletinEntryView({ ...bulletin, title }, caller, calendar),
    cause,
    requirements,
    figures,
    repeats: { of: before?.number ?? null, sentences },
  };
}
