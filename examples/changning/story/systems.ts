import {
  type Client,
  createClient,
  DubanProblem,
  type EventResult,
  kindOf,
  type TaskEvent,
} from "@duban/client";
import { officers } from "../county/people.ts";
import { shortName, units } from "../county/units.ts";
import { chanceOf } from "./chance.ts";
import type { Step } from "./course.ts";
import { type Losses, lossyFetch } from "./lossyFetch.ts";

/** What the systems posted and were answered, to be compared with what the server has on record. */
export interface Tally {
  /** Different events, whatever became of them. */
  posted: number;
  applied: number;
  /** Answered `duplicate`: the answer had been lost, or the event was sent again later. */
  duplicates: number;
  rejected: Map<string, number>;
  batches: number;
  readonly losses: Losses;
  /** Sent again on purpose, as after a restart. */
  replayed: number;
}

/** Every unit's own system and every officer's, each a client with its own key. */
export interface Systems {
  readonly tally: Tally;
  /** Sends steps of one actor that fall on one instant: one alone as a structured event, several as a batch. */
  send(actor: string, steps: readonly Step[]): Promise<EventResult[]>;
  replay(actor: string): Promise<{ sent: number; duplicates: number }>;
  /** A client on a good line, for what is no event and may not be repeated; a person who has no key yet gets one. */
  clientOf(actor: string): Promise<Client>;
}

interface System {
  readonly client: Client;
  readonly key: string;
  readonly code: string;
  posted: number;
  largestBatch: readonly TaskEvent[];
}

/** One answer in 25 is lost: enough to meet it daily, few enough for the run to be quick. */
const lostShare = 0.04;

/** Makes a key for every unit's system and for every officer, and a client on each; units' lines are bad ones. */
export async function openSystems(administrator: Client, url: string, signal: AbortSignal): Promise<Systems> {
  const tally: Tally = {
    posted: 0,
    applied: 0,
    duplicates: 0,
    rejected: new Map(),
    batches: 0,
    losses: { answers: 0, appliedEvents: 0 },
    replayed: 0,
  };
  const systems = new Map<string, System>();
  for (const unit of units) {
    const { key } = await administrator.createKey(
      { name: `${shortName(unit.code)}系统`, unit: unit.code },
      { signal },
    );
    const client = createClient({
      url,
      key,
      source: `https://${unit.code}.changning.example/ledger`,
      fetch: lossyFetch(chanceOf(`line/${unit.code}`), lostShare, tally.losses),
      retry: { baseDelayMs: 5, maxDelayMs: 200 },
    });
    systems.set(unit.code, { client, key, code: unit.code, posted: 0, largestBatch: [] });
  }
  for (const { id, name, unit, roles } of officers) {
    const { key } = await administrator.createKey({ name, unit, person: id, roles }, { signal });
    const client = createClient({ url, key, source: `https://dcs.changning.example/people/${id}` });
    systems.set(id, { client, key, code: id, posted: 0, largestBatch: [] });
  }
  const get = (actor: string): System => {
    const system = systems.get(actor);
    if (system === undefined) throw new RangeError(`the story has no actor ${actor}`);
    return system;
  };
  const sourceOf = (actor: string) => `https://dcs.changning.example/desks/${actor}`;
  return {
    tally,
    async clientOf(actor) {
      const key = systems.get(actor)?.key ?? (await keyOf(administrator, actor, signal));
      return createClient({ url, key, source: sourceOf(actor) });
    },
    send: (actor, steps) => send(get(actor), steps, tally, signal),
    replay: (actor) => replay(get(actor), tally, signal),
  };
}

/** A person's own key. */
async function keyOf(administrator: Client, person: string, signal: AbortSignal): Promise<string> {
  const { key } = await administrator.createKey({ name: person, person }, { signal });
  return key;
}

async function send(
  system: System,
  steps: readonly Step[],
  tally: Tally,
  signal: AbortSignal,
): Promise<EventResult[]> {
  const events = steps.flatMap((step) => (step.event === undefined ? [] : [numbered(system, step)]));
  tally.posted += events.length;
  const [only] = events;
  let results: EventResult[];
  if (events.length === 1 && only !== undefined) {
    results = [await sendOne(system.client, only, signal)];
  } else {
    tally.batches += 1;
    if (events.length > system.largestBatch.length) system.largestBatch = events;
    results = await system.client.sendEvents(events, { signal });
  }
  for (const result of results) count(tally, result);
  return results;
}

/** An id that the system can make again after a restart: its own running number. */
function numbered(system: System, step: Step): TaskEvent {
  system.posted += 1;
  const event = step.event as TaskEvent;
  return { ...event, id: event.id ?? `${system.code}-${String(system.posted).padStart(5, "0")}` };
}

/** A single event, its refusal as a result like those of a batch. */
async function sendOne(client: Client, event: TaskEvent, signal: AbortSignal): Promise<EventResult> {
  try {
    return await client.sendEvent(event, { signal });
  } catch (error) {
    if (!(error instanceof DubanProblem)) throw error;
    const { document } = error;
    return {
      source: "",
      id: event.id ?? "",
      status: "rejected",
      task: event.task,
      revision: null,
      state: null,
      problem: document,
    };
  }
}

function count(tally: Tally, result: EventResult): void {
  if (result.status === "rejected") {
    const kind = kindOf(result.problem);
    tally.rejected.set(kind, (tally.rejected.get(kind) ?? 0) + 1);
  } else if (result.status === "applied") tally.applied += 1;
  else tally.duplicates += 1;
}

async function replay(
  system: System,
  tally: Tally,
  signal: AbortSignal,
): Promise<{ sent: number; duplicates: number }> {
  const results = await system.client.sendEvents(system.largestBatch, { signal });
  const duplicates = results.filter((result) => result.status === "duplicate").length;
  tally.replayed += duplicates;
  for (const result of results) count(tally, result);
  return { sent: system.largestBatch.length, duplicates };
}
