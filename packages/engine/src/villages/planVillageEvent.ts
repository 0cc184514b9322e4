import type { Loaded } from "../batch/batchDraft.ts";
import type { MatterItem } from "../batch/planMatter.ts";
import { refuseMatter } from "../batch/planMatter.ts";
import { type Caller, partyOf } from "../lifecycle/caller.ts";
import { mayActAt } from "../lifecycle/deputation.ts";
import { isRejection, type Rejection, reject } from "../lifecycle/rejection.ts";
import type { VillageStream } from "../store/villageStreams.ts";
import { type Calendar, dayOf, formatDay, type Instant } from "../time/calendar.ts";
import { planLink } from "./planLink.ts";
import { planNeed } from "./planNeed.ts";
import type { VillageDraft } from "./villageDraft.ts";
import { type IncomingVillageEvent, kindOf, type VillageOutcome } from "./villageEvent.ts";
import type { Visited } from "./villageEventSchemas.ts";
import { mayLink, mayReportVisit, personOf } from "./villageRights.ts";

/** A village event with who sends it; for each need a matter's and a task's id were drawn beforehand, so that planning stays pure. */
export interface VillageItem {
  readonly caller: Caller;
  readonly event: IncomingVillageEvent;
  readonly needIds: readonly { readonly matter: string; readonly task: string }[];
}

/** What planning looks at beside the draft: what matters need, the calendar that says which day it is, and the time. */
export interface VillageContext {
  readonly loaded: Loaded;
  readonly calendar: Calendar;
  readonly now: Instant;
}

/** A planned outcome; the matters of what was applied are known once all are planned. */
export type PlannedOutcome =
  | { readonly status: "applied"; readonly revision: number }
  | Extract<VillageOutcome, { status: "rejected" }>
  | { readonly status: "duplicate"; readonly subject: string; readonly revision: number };

/**
 * Plans one village event: what becomes of it, and through the draft what it changes; rejected, it changes nothing.
 *
 * In the order in which events of tasks are judged: a repeat is a `duplicate` whatever has happened since, `id-reused` with other
 * content or by an event of a task; then `unknown-household` or `unknown-unit`, `stale-revision`, whom it names, `forbidden`, and
 * what it asks for. A need that cannot become a matter refuses the visit it was heard on.
 */
export function planVillageEvent(
  draft: VillageDraft,
  item: VillageItem,
  context: VillageContext,
): PlannedOutcome {
  const { event } = item;
  const kind = kindOf(event.type);
  const stream = draft.stream(kind, event.subject);
  const no = (rejection: Rejection): PlannedOutcome => ({
    status: "rejected",
    subject: event.subject,
    revision: stream?.revision ?? null,
    rejection,
  });
  const known = draft.known(event.source, event.id);
  if (known?.fingerprint.equals(event.fingerprint)) {
    return { status: "duplicate", subject: known.subject, revision: known.revision };
  }
  if (known !== undefined || isTaskEvent(context.loaded, event)) {
    return no(reject("id-reused", "this source has used this id for another event"));
  }
  if (stream === undefined) return no(unknownSubject(event));
  const refusal = refuse(item, stream, context.now);
  if (refusal !== undefined) return no(refusal);
  const needs = event.type.endsWith(".visited")
    ? planVisit(draft, item, stream, context)
    : planLinked(draft, item, stream, context);
  if (isRejection(needs)) return no(needs);
  const revision = stream.revision + 1;
  draft.record({
    event: {
      kind,
      subject: event.subject,
      revision,
      type: event.type,
      source: event.source,
      id: event.id,
      fingerprint: event.fingerprint,
      at: event.at ?? context.now,
      recordedAt: context.now,
      actor: partyOf(item.caller),
      roles: item.caller.roles,
      data: event.data,
    },
    needs,
  });
  return { status: "applied", revision };
}

const isTaskEvent = ({ known }: Loaded, { source, id }: IncomingVillageEvent): boolean =>
  [...known.values()].some((event) => event.source === source && event.event_id === id);

const unknownSubject = ({ type, subject }: IncomingVillageEvent): Rejection =>
  kindOf(type) === "household"
    ? reject("unknown-household", `there is no household ${subject}`)
    : reject("unknown-unit", `there is no village ${subject}`);

/** What stands against the caller's sending it at all, before what it says is looked at. */
function refuse({ caller, event }: VillageItem, stream: VillageStream, now: Instant): Rejection | undefined {
  if (event.expectedRevision !== null && event.expectedRevision !== stream.revision) {
    const detail = `its events have come to revision ${stream.revision}`;
    return reject("stale-revision", detail, { revision: stream.revision });
  }
  if (!mayActAt(caller, now)) return reject("forbidden", "Nobody may act as a deputy outside of his time.");
  if (caller.eventTypes !== undefined && !caller.eventTypes.includes(event.type)) {
    return reject("forbidden", `This key is for ${caller.eventTypes.join(", ")} only.`);
  }
  return undefined;
}

const dayAt = ({ calendar, now }: VillageContext, { at }: IncomingVillageEvent): string =>
  formatDay(dayOf(calendar, at ?? now));

function planLinked(
  draft: VillageDraft,
  { caller, event }: VillageItem,
  stream: VillageStream,
  context: VillageContext,
): readonly MatterItem[] | Rejection {
  const named = event.data as { readonly person?: string; readonly unit?: string };
  const party = named.person ?? named.unit ?? "";
  const isPerson = kindOf(event.type) === "household";
  const unit = isPerson
    ? draft.loaded.unitByPerson.get(party)
    : draft.loaded.units.has(party)
      ? party
      : undefined;
  if (unit === undefined) {
    return isPerson
      ? reject("unknown-person", `there is no person ${party}`)
      : reject("unknown-unit", `there is no unit ${party}`);
  }
  if (!mayLink(caller, draft.place(stream.village), unit)) {
    return reject(
      "forbidden",
      "Links are made by the cadre's unit, the village's side, a supervisor in whose scope it is, or a systemAdmin.",
    );
  }
  const wish = { ...event.data, type: event.type, subject: event.subject, party };
  const link = planLink(draft, wish, dayAt(context, event));
  if (isRejection(link)) return link;
  draft.saveLink(link);
  return [];
}

function planVisit(
  draft: VillageDraft,
  item: VillageItem,
  stream: VillageStream,
  context: VillageContext,
): readonly MatterItem[] | Rejection {
  const { caller, event } = item;
  const data = event.data as Visited;
  const person = data.person ?? personOf(caller);
  if (person === null) {
    return reject("invalid-event", "/data/person: says who visited", {
      errors: [{ pointer: "/data/person", detail: "is wanted: the caller is no person" }],
    });
  }
  const unit = draft.loaded.unitByPerson.get(person);
  if (unit === undefined) return reject("unknown-person", `there is no person ${person}`);
  const place = draft.place(stream.village);
  if (!mayReportVisit(caller, place, { id: person, unit })) {
    return reject(
      "forbidden",
      "A visit is reported by who made it, his unit, the village's side, or a supervisor in whose scope it is.",
    );
  }
  const heard = {
    kind: stream.kind,
    subject: event.subject,
    revision: stream.revision + 1,
    place,
    unit,
  };
  const needs: MatterItem[] = [];
  for (const [index, need] of (data.needs ?? []).entries()) {
    const ids = item.needIds[index];
    if (ids === undefined) break;
    const planned = planNeed(caller, need, heard, ids);
    const refusal = isRejection(planned) ? planned : refuseMatter(context.loaded, planned, context.now);
    if (isRejection(planned) || refusal !== undefined) return refusal ?? [];
    needs.push(planned);
  }
  draft.visits.push({
    kind: stream.kind,
    subject: event.subject,
    revision: stream.revision + 1,
    village: stream.village,
    household: stream.kind === "household" ? event.subject : null,
    person,
    unit,
    on: dayAt(context, event),
    at: event.at ?? context.now,
    note: data.note ?? null,
    programmes: data.programmes ?? null,
    needCount: needs.length,
  });
  return needs;
}
