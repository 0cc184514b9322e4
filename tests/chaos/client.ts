import { setTimeout as wait } from "node:timers/promises";
import type { Journal, SentEvent, Try } from "./journal.ts";

/** An answer of the API; `body` is its JSON. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

// Longer than a batch is tried for (15 s) and than a frozen process stays frozen, in most cases.
const answerWithinMs = 20_000;
const pauseMs = 100;

/** Problems that say nothing about what became of an event, or that it is to come again. */
const passing = new Set(["unavailable", "overloaded", "too-many-requests", "internal-error"]);

/**
 * A sender as contract.md wants one: what isn't answered is sent again under the same id, to whichever process, until it is.
 *
 * Everything sent and answered goes into the journal.
 */
export class Client {
  readonly journal: Journal;
  readonly #urls: () => readonly string[];
  readonly #giveUpAfterMs: number;
  #turn = 0;

  constructor(urls: () => readonly string[], journal: Journal, giveUpAfterMs = 90_000) {
    this.#urls = urls;
    this.journal = journal;
    this.#giveUpAfterMs = giveUpAfterMs;
  }

  /** One try of one request; undefined if there was no answer. */
  async ask(
    method: string,
    path: string,
    key: string,
    body: unknown,
    headers = {},
  ): Promise<Answer | undefined> {
    const urls = this.#urls();
    this.#turn += 1;
    const url = urls[this.#turn % urls.length] ?? "";
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(answerWithinMs),
      });
      const text = await response.text();
      if (response.status === 500) this.journal.complaints.push(`${method} ${path} was answered ${text}`);
      return { status: response.status, body: JSON.parse(text) };
    } catch {
      return undefined;
    }
  }

  /** Asks until there is an answer that is final; throws if there is none in time. */
  async insist(method: string, path: string, key: string, body: unknown, headers = {}): Promise<Answer> {
    const startedAt = performance.now();
    for (;;) {
      const answer = await this.ask(method, path, key, body, headers);
      if (answer !== undefined && answer.status < 500 && answer.status !== 429) return answer;
      this.#keepTrying(startedAt, `${method} ${path}`, answer);
      await wait(pauseMs);
    }
  }

  /** Sends one event, in the structured mode, until it is answered. */
  send(key: string, event: SentEvent): Promise<void> {
    const headers = { "content-type": "application/cloudevents+json" };
    return this.#sendAll([event], async () => {
      const answer = await this.ask("POST", "/v1/events", key, cloudEventOf(event), headers);
      return [answer === undefined ? { outcome: "unknown" } : tryOf(answer.body, answer.status)];
    });
  }

  /** Sends events in one batch until each of them is answered; those that were are not sent again. */
  async sendBatch(key: string, events: readonly SentEvent[]): Promise<void> {
    const headers = { "content-type": "application/cloudevents-batch+json" };
    await this.#sendAll(events, async (open) => {
      const answer = await this.ask("POST", "/v1/events", key, open.map(cloudEventOf), headers);
      const results = answer?.body["results"];
      if (!Array.isArray(results)) return open.map(() => ({ outcome: "unknown" }));
      return open.map((_, index) => tryOf(results[index], 200));
    });
    if (events.every(({ tries }) => tries.length === 1)) this.journal.batches.push(events);
  }

  async #sendAll(
    events: readonly SentEvent[],
    attempt: (open: readonly SentEvent[]) => Promise<readonly Try[]>,
  ): Promise<void> {
    const startedAt = performance.now();
    this.journal.events.push(...events.filter((event) => !this.journal.knows(event)));
    for (let open = events; ; ) {
      const outcomes = await attempt(open);
      for (const [index, event] of open.entries())
        event.tries.push(outcomes[index] ?? { outcome: "unknown" });
      open = open.filter(({ tries }) => tries.at(-1)?.outcome === "unknown");
      if (open.length === 0) return;
      this.#keepTrying(startedAt, "events", undefined);
      await wait(pauseMs);
    }
  }

  #keepTrying(startedAt: number, what: string, answer: Answer | undefined): void {
    if (performance.now() - startedAt < this.#giveUpAfterMs) return;
    throw new Error(`${what}: no final answer in ${this.#giveUpAfterMs} ms, last ${JSON.stringify(answer)}`);
  }
}

const cloudEventOf = ({ source, id, type, task, data, expectedRevision }: SentEvent) => ({
  specversion: "1.0",
  id,
  source,
  type: `duban.task.${type}`,
  subject: task,
  datacontenttype: "application/json",
  data,
  ...(expectedRevision === null ? {} : { expectedrevision: expectedRevision }),
});

/** Reads a result of a batch, or the answer to a single event. */
function tryOf(result: unknown, status: number): Try {
  const { status: said, revision, state, type, problem } = (result ?? {}) as Record<string, unknown>;
  if (status === 200 && (said === "applied" || said === "duplicate")) {
    return { outcome: said, revision: Number(revision), state: String(state) };
  }
  const { type: named = type } = (problem ?? {}) as { type?: unknown };
  const kind = String(named).replace("urn:duban:problem:", "");
  return passing.has(kind) ? { outcome: "unknown" } : { outcome: "rejected", kind };
}
