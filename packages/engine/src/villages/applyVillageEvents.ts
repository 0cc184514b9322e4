import { v7 as uuidv7 } from "uuid";
import { type BatchEnvironment, planMatters, retrying } from "../batch/applyBatch.ts";
import { BatchDraft } from "../batch/batchDraft.ts";
import { loadBatch, loadDirectory } from "../batch/load.ts";
import { writeBatch } from "../batch/write.ts";
import type { Committed, MatterOutcome } from "../engine.ts";
import { EngineError, invariant } from "../errors.ts";
import type { Caller } from "../lifecycle/caller.ts";
import type { Database, Transaction } from "../store/database.ts";
import { appendVillageEvents, findKnownVillageEvents } from "../store/villageEvents.ts";
import { findVillageLinks, saveVillageLinks } from "../store/villageLinks.ts";
import { findUnitsOfPeople, findVillagePlaces } from "../store/villagePlaces.ts";
import { claimVillageStreams, saveVillageStreams, type VillageStream } from "../store/villageStreams.ts";
import { insertVisits } from "../store/visits.ts";
import { defaultId } from "../tenant.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import { leadOf } from "./planNeed.ts";
import { type PlannedOutcome, planVillageEvent, type VillageItem } from "./planVillageEvent.ts";
import { VillageDraft, type VillagesLoaded } from "./villageDraft.ts";
import {
  type IncomingVillageEvent,
  kindOf,
  type NeedMatter,
  type RecordedVillageEvent,
  type VillageOutcome,
} from "./villageEvent.ts";
import type { Visited } from "./villageEventSchemas.ts";
import { personOf } from "./villageRights.ts";

/** An event with ids drawn for the matters its needs may become. */
export function createVillageItem(caller: Caller, event: IncomingVillageEvent): VillageItem {
  const needs = (event.data as Visited).needs ?? [];
  return { caller, event, needIds: needs.map(() => ({ matter: uuidv7(), task: uuidv7() })) };
}

/**
 * Applies village events in order in one transaction, with the matters of the needs they tell; outcomes come after it is on disk.
 *
 * As `applyBatch` does: the subjects are locked first, in one order; then what came before under the same ids is read; only then the
 * time. A commit of which nobody knows is run again, and what it did record is still answered `applied`.
 */
export async function applyVillageEvents(
  environment: BatchEnvironment,
  tenantId: number,
  items: readonly VillageItem[],
): Promise<readonly VillageOutcome[]> {
  const perhapsRecorded = new Set<number>();
  const { outcomes, committed } = await retrying(environment, () =>
    runOnce(environment, tenantId, items, perhapsRecorded),
  );
  environment.onCommitted(committed);
  return outcomes.map((outcome, index) =>
    outcome.status === "duplicate" && perhapsRecorded.has(index)
      ? { ...outcome, status: "applied" }
      : outcome,
  );
}

interface Ran {
  readonly outcomes: readonly VillageOutcome[];
  readonly committed: Committed;
}

async function runOnce(
  environment: BatchEnvironment,
  tenantId: number,
  items: readonly VillageItem[],
  perhapsRecorded: Set<number>,
): Promise<Ran> {
  let planned: readonly PlannedOutcome[] = [];
  const applied = environment.database.transaction((tx) =>
    applyIn(environment, tx, tenantId, items, (outcomes) => {
      planned = outcomes;
    }),
  );
  return applied.catch((error: unknown) => {
    if (error instanceof EngineError && error.code === "commit-unknown") {
      for (const [index, { status }] of planned.entries())
        if (status === "applied") perhapsRecorded.add(index);
    }
    throw error;
  });
}

async function applyIn(
  { database, clock }: BatchEnvironment,
  tx: Transaction,
  tenantId: number,
  items: readonly VillageItem[],
  onPlanned: (outcomes: readonly PlannedOutcome[]) => void,
): Promise<Ran> {
  const loaded = await loadVillages(tx, tenantId, items);
  const batch = await loadForMatters(database, tx, tenantId, items, loaded);
  const now = await clock.read();
  const draft = new VillageDraft({ ...loaded, units: new Set(batch.loaded.units.keys()) });
  const calendar = batch.loaded.calendars.get(defaultId) ?? chinaCalendar(defaultId, 0);
  const context = { loaded: batch.loaded, calendar, now };
  const outcomes = items.map((item) => planVillageEvent(draft, item, context));
  onPlanned(outcomes);
  const needs = draft.planned.flatMap((planned) => planned.needs);
  const made = needs.length === 0 ? [] : await planMatters(tx, tenantId, batch, needs, now);
  const events = withMatters(draft, made);
  const committed = await write(tx, tenantId, draft, events, batch);
  return { outcomes: outcomesOf(items, outcomes, events, loaded), committed };
}

/** Locks the subjects, and reads what planning looks at once they are held. */
async function loadVillages(
  tx: Transaction,
  tenantId: number,
  items: readonly VillageItem[],
): Promise<Omit<VillagesLoaded, "units">> {
  const subjects = items.map(({ event }) => ({ kind: kindOf(event.type), subject: event.subject }));
  const streams = await claimVillageStreams(tx, tenantId, subjects);
  const subjectsOf = (kind: VillageStream["kind"]) =>
    streams.filter((stream) => stream.kind === kind).map(({ subject }) => subject);
  const [known, places, unitByPerson, links] = await Promise.all([
    findKnownVillageEvents(
      tx,
      tenantId,
      items.map(({ event }) => event),
    ),
    findVillagePlaces(tx, tenantId, [...new Set(streams.map(({ village }) => village))]),
    findUnitsOfPeople(tx, tenantId, [...new Set(items.flatMap(peopleOf))]),
    findVillageLinks(tx, tenantId, { households: subjectsOf("household"), villages: subjectsOf("village") }),
  ]);
  return { streams, known, places, unitByPerson, links };
}

const textIn = (value: unknown): string[] => (typeof value === "string" ? [value] : []);

const peopleOf = ({ caller, event }: VillageItem): string[] => [
  ...textIn(event.data.person),
  ...textIn(personOf(caller)),
];

/** What the matters of needs are planned with; without any, what says that an id was used for a task, and the calendar. */
async function loadForMatters(
  database: Database,
  tx: Transaction,
  tenantId: number,
  items: readonly VillageItem[],
  villages: Pick<VillagesLoaded, "streams" | "places">,
): Promise<BatchDraft> {
  const leads = items.flatMap(({ event }) => leadsOf(event, villages));
  const named = items.flatMap(({ event }) => textIn(event.data.unit));
  const units = [...new Set([...leads, ...named])];
  const wanted = {
    tasks: [],
    locked: true,
    events: items.map(({ event }) => event),
    units,
    idempotencyKeys: [],
    calendars: [defaultId],
    ladders: leads.length === 0 ? [] : [defaultId],
  };
  const loaded = await loadBatch(database, tx, tenantId, wanted);
  return new BatchDraft({
    ...loaded,
    directory: await loadDirectory(tx, tenantId, [...new Set(leads)]),
  });
}

function leadsOf(
  { type, subject, data }: IncomingVillageEvent,
  { streams, places }: Pick<VillagesLoaded, "streams" | "places">,
): string[] {
  const needs = (data as Visited).needs ?? [];
  const stream = streams.find((one) => one.kind === kindOf(type) && one.subject === subject);
  const place = places.find(({ code }) => code === stream?.village);
  return needs.flatMap((need) => (place === undefined ? textIn(need.lead) : [leadOf(need, place)]));
}

/** The planned events with the numbers that their needs' matters got. */
function withMatters(draft: VillageDraft, made: readonly MatterOutcome[]): RecordedVillageEvent[] {
  let next = 0;
  return draft.planned.map(({ event, needs }) => {
    const matters = needs.map(() => matterOf(made[next++]));
    return { ...event, matters };
  });
}

function matterOf(outcome: MatterOutcome | undefined): NeedMatter {
  // Refused ones were found before a number was taken; the visit would have been refused with them.
  invariant(
    outcome !== undefined && outcome.status === "created",
    "a need that was looked at became no matter",
  );
  return outcome.answer as NeedMatter;
}

async function write(
  tx: Transaction,
  tenantId: number,
  draft: VillageDraft,
  events: readonly RecordedVillageEvent[],
  batch: BatchDraft,
): Promise<Committed> {
  const links = draft.changedLinks();
  const [, , , , committed] = await Promise.all([
    events.length > 0 ? appendVillageEvents(tx, tenantId, events) : 0,
    draft.visits.length > 0 ? insertVisits(tx, tenantId, draft.visits) : 0,
    links.length > 0 ? saveVillageLinks(tx, tenantId, links) : 0,
    events.length > 0 ? saveVillageStreams(tx, tenantId, draft.changedStreams()) : 0,
    writeBatch(tx, tenantId, batch),
  ]);
  return { ...committed, applied: committed.applied + events.length };
}

function outcomesOf(
  items: readonly VillageItem[],
  planned: readonly PlannedOutcome[],
  events: readonly RecordedVillageEvent[],
  { known }: Pick<VillagesLoaded, "known">,
): VillageOutcome[] {
  const recorded = [...known, ...events];
  return items.map(({ event: { subject, source, id } }, index) => {
    const outcome = planned[index];
    invariant(outcome !== undefined, "every event has an outcome");
    if (outcome.status === "rejected") return outcome;
    const matters = recorded.find((one) => one.source === source && one.id === id)?.matters ?? [];
    return { subject, ...outcome, matters };
  });
}
