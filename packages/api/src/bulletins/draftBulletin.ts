import { bulletinTitle } from "@duban/documents";
import {
  type BulletinDraft,
  type Caller,
  chinaCalendar,
  dayOf,
  defaultId,
  findProgrammes,
  formatDay,
  isSameParty,
  type Party,
  partyOf,
} from "@duban/engine";
import type { z } from "zod";
import { accessOfCaller } from "../access.ts";
import type { Api } from "../api.ts";
import { faulty, type Problem, problem } from "../problem.ts";
import type { bulletinRequestSchema } from "../schemas/bulletins.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { writeBody } from "./bulletinBody.ts";
import { countBulletin } from "./countBulletin.ts";
import { letterheadInForce } from "./letterhead.ts";

type Request = z.output<typeof bulletinRequestSchema>;

/**
 * What a draft says, its figures counted now; a problem where its kind is unknown, its period is not over the past, or its subject is out of
 * the caller's scope. Who writes joins the `authors`.
 */
export async function draftBulletin(
  api: Api,
  caller: Caller,
  request: Request,
  authors: readonly Party[],
): Promise<BulletinDraft | Problem> {
  const { tenantId } = caller;
  const { kind, from, to, programme = null, line = null, cause, requirements, title } = request;
  const { kinds } = await letterheadInForce(api, tenantId);
  if (!kinds.some(({ id }) => id === kind)) {
    const known = kinds.map(({ id }) => id).join(", ");
    return faulty("invalid-request", [
      { pointer: "/kind", detail: `no kind of bulletins; there are ${known}` },
    ]);
  }
  const calendar =
    (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
  const now = await api.clock.read();
  if (to > formatDay(dayOf(calendar, now))) {
    return faulty("invalid-request", [
      { pointer: "/to", detail: "lies in the future: nothing is known of it" },
    ]);
  }
  if (!(await coversAll(api, caller, programme, line))) {
    return problem("forbidden", "a bulletin is of what lies in its author's scope, and of all of it");
  }
  const subject = await subjectOf(api, tenantId, programme, line);
  const figures = await countBulletin(api, tenantId, { programme, line, from, to }, calendar, now);
  const body = writeBody({
    title: title ?? bulletinTitle(subject, from, to),
    subject,
    cause,
    requirements: requirements ?? "",
    figures,
  });
  const by = partyOf(caller);
  const isAmong = authors.some((author) => isSameParty(author, by));
  return { kind, programme, line, from, to, body, authors: isAmong ? authors : [...authors, by] };
}

/** Whether the caller answers for all the tasks that a bulletin of this subject counts. */
export async function coversAll(
  api: Api,
  caller: Caller,
  programme: string | null,
  line: string | null,
): Promise<boolean> {
  const access = await accessOfCaller(api, caller);
  return (
    access.all ||
    (programme !== null && access.programmes.includes(programme)) ||
    (line !== null && access.lines.includes(line))
  );
}

/** The subject by the names its programme gives it; null where it is all there is. */
async function subjectOf(
  { database }: Api,
  tenantId: number,
  programme: string | null,
  line: string | null,
): Promise<string | null> {
  if (programme === null) return line;
  const defined = (await findProgrammes(database, tenantId, [programme])).get(programme);
  const lineName = defined?.lines.find(({ id }) => id === line)?.name ?? line;
  return `${defined?.name ?? programme}${lineName ?? ""}`;
}
