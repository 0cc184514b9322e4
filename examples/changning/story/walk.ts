import { type Client, type EventResult, kindOf } from "@duban/client";
import { rfc3339 } from "../county/year2013.ts";
import { Agenda } from "./agenda.ts";
import type { Course, Outcome, Step } from "./course.ts";
import type { Systems } from "./systems.ts";

/** A step on the agenda, and the course that waits for its answer. */
interface Entry {
  readonly at: number;
  readonly step: Step;
  readonly course: Course;
}

/** The walk through the year: what it needs, and what it leaves. */
export interface Walk {
  readonly systems: Systems;
  /** Holds the administrator's key, so it can move the clock. */
  readonly administrator: Client;
  readonly object: (what: string) => void;
  readonly atInstant: (at: number) => void;
  /** Told whenever an actor asked again and was answered `duplicate`. */
  readonly repeated: (at: number, actor: string, count: number) => void;
  readonly outcomes: Outcome[];
  readonly signal: AbortSignal;
}

/** Where courses are put on their way. */
export interface Walker {
  begin(course: Course): void;
  /** Goes from instant to instant until no course has a step left. */
  run(): Promise<void>;
}

/**
 * Walks through the year from one instant with something to do to the next.
 *
 * At each the clock is moved there (which fires whatever falls due on the way), then all who have something to send send
 * it, each actor his own in one request, all actors at once. The answers go back to their courses, which say what next.
 */
export function createWalker(walk: Walk): Walker {
  const agenda = new Agenda<Entry>();
  const begun: Course[] = [];
  let now = Number.NEGATIVE_INFINITY;

  async function advance(course: Course, answer: EventResult | undefined): Promise<void> {
    const next = await course.next(answer);
    if (!next.done) agenda.add({ at: next.value.at, step: next.value, course });
    else if (next.value !== undefined) walk.outcomes.push(next.value);
  }

  async function begin(): Promise<void> {
    for (let course = begun.shift(); course !== undefined; course = begun.shift())
      await advance(course, undefined);
  }

  async function moveTo(at: number): Promise<void> {
    if (at < now) throw new RangeError(`the story wants ${rfc3339(at)} after ${rfc3339(now)}`);
    if (at === now) return;
    await walk.administrator.moveClock(rfc3339(at), { signal: walk.signal });
    now = at;
    walk.atInstant(at);
  }

  return {
    begin: (course) => begun.push(course),
    async run() {
      await begin();
      for (let entries = agenda.takeNext(); entries.length > 0; entries = agenda.takeNext()) {
        walk.signal.throwIfAborted();
        await moveTo(entries[0]?.at ?? now);
        const answers = await sendAll(walk, entries);
        for (const entry of entries) {
          const answer = answers.get(entry);
          if (isAsExpected(walk, entry.step, answer)) await advance(entry.course, answer);
        }
        await begin();
      }
    },
  };
}

async function sendAll(walk: Walk, entries: readonly Entry[]): Promise<Map<Entry, EventResult>> {
  const byActor = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { actor, event } = entry.step;
    if (actor !== undefined && event !== undefined)
      byActor.set(actor, [...(byActor.get(actor) ?? []), entry]);
  }
  const answers = new Map<Entry, EventResult>();
  await Promise.all(
    [...byActor].map(async ([actor, own]) => {
      const steps = own.map((entry) => entry.step);
      const results = await walk.systems.send(actor, steps);
      const repeats = results.filter((result) => result.status === "duplicate").length;
      if (repeats > 0) walk.repeated(own[0]?.at ?? 0, actor, repeats);
      for (const [index, entry] of own.entries()) {
        const result = results[index];
        if (result !== undefined) answers.set(entry, result);
      }
    }),
  );
  return answers;
}

/** A course goes on only as long as the server answers what the story expects. */
function isAsExpected(walk: Walk, step: Step, answer: EventResult | undefined): boolean {
  const { event, expect } = step;
  if (event === undefined) return true;
  const got =
    answer === undefined ? "nothing" : answer.status === "rejected" ? kindOf(answer.problem) : "applied";
  if (got === (expect ?? "applied")) return true;
  const detail = answer?.status === "rejected" ? `: ${answer.problem.detail}` : "";
  walk.object(
    `${rfc3339(step.at)} ${step.actor} ${event.type}: expected ${expect ?? "applied"}, got ${got}${detail}`,
  );
  return false;
}
