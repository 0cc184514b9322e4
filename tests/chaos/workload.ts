import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "./client.ts";
import type { County } from "./county.ts";
import { makeDuty } from "./dutyMaker.ts";
import { EventMaker, type EventMakerOptions, type KnownTask, sentEvent } from "./eventMaker.ts";
import { adminKey } from "./installation.ts";
import { isAcknowledged, type SentEvent } from "./journal.ts";
import type { Random } from "./random.ts";

export interface WorkloadOptions extends Omit<EventMakerOptions, "random"> {
  readonly random: Random;
  readonly client: Client;
  /** Senders at work at once. */
  readonly senders: number;
  readonly stop: AbortSignal;
}

/** How often each thing is done beside the others. */
const weights = { event: 60, batch: 8, repeat: 8, forgery: 3, matter: 10, calendar: 0.7, duty: 0.5 };

// A sender thinks that long: the bench is about what goes wrong, and shares the machine with what it tries.
const thinkMs = 15;

/** What the whole county does until it is stopped. Senders share what they know of the tasks, and are often behind. */
export class Workload {
  readonly tasks = new Map<string, KnownTask>();
  readonly #options: WorkloadOptions;
  readonly #sent: { readonly key: string; readonly event: SentEvent }[] = [];

  constructor(options: WorkloadOptions) {
    this.#options = options;
  }

  /** Resolves once it was stopped and everything sent is answered. */
  async run(): Promise<void> {
    const { senders, random } = this.#options;
    await Promise.all(
      Array.from({ length: senders }, (_, index) => this.#send(random.fork(`sender ${index}`))),
    );
  }

  async #send(random: Random): Promise<void> {
    const { stop } = this.#options;
    const maker = new EventMaker({ ...this.#options, random });
    while (!stop.aborted) {
      await this.#step(random, maker);
      await wait(random.integer(0, 2 * thinkMs));
    }
  }

  async #step(random: Random, maker: EventMaker): Promise<void> {
    const { client, county } = this.#options;
    if (this.tasks.size < 20) return this.#createMatter(random, maker);
    switch (random.weighted(weights)) {
      case "event": {
        const { key, event } = maker.make(this.#pickTask(random));
        await client.send(key, event);
        return this.#learn(key, event);
      }
      case "batch":
        return this.#sendBatch(random, maker);
      case "repeat": {
        if (this.#sent.length === 0) return;
        const { key, event } = random.pick(this.#sent);
        return client.send(key, event);
      }
      case "forgery":
        return this.#forge(random);
      case "matter":
        return this.#createMatter(random, maker);
      case "duty": {
        const id = random.pick(["diary", "visit", "report"]);
        const { isQuick, now } = this.#options;
        const body = makeDuty(random, now(), isQuick);
        const { status } = await client.insist("PUT", `/v1/duties/${id}`, county.leader, body);
        if (status !== 200) client.journal.complaints.push(`the duty ${JSON.stringify(body)}: ${status}`);
        return;
      }
      case "calendar": {
        const id = random.pick(["default", "west"]);
        await client.insist("PUT", `/v1/calendars/${id}`, adminKey, maker.makeCalendar(id));
        return;
      }
    }
  }

  /** Events of one sender in one request; several of them may be of one task. */
  async #sendBatch(random: Random, maker: EventMaker): Promise<void> {
    const { county, client } = this.#options;
    const key = random.pick(keysOf(county));
    const events: SentEvent[] = [];
    const mine = [...this.tasks.values()].filter((task) => county.unitKeys[task.unit] === key);
    for (let count = random.integer(2, random.pick([2, 30])); count > 0; count--) {
      const task = mine.length > 0 && random.chance(0.9) ? random.pick(mine) : this.#pickTask(random);
      events.push(maker.make(task).event);
      // What follows at once on itself, in the same transaction.
      if (random.chance(0.15))
        events.push(sentEvent({ type: "progressed", task: task.id, data: { note: "又" } }));
    }
    await client.sendBatch(key, events);
    for (const event of events) this.#learn(key, event);
  }

  /** Uses the id of an event that was acknowledged for something else. */
  async #forge(random: Random): Promise<void> {
    if (this.#sent.length === 0) return;
    const { key, event } = random.pick(this.#sent);
    if (!isAcknowledged(event)) return;
    const data = { note: `something else ${randomUUID()}` };
    await this.#options.client.send(
      key,
      sentEvent({ ...event, type: "progressed", data, isForgery: true, tries: [] }),
    );
  }

  async #createMatter(random: Random, maker: EventMaker): Promise<void> {
    if (this.tasks.size > 400) return;
    const { client, county } = this.#options;
    const asked = { key: randomUUID(), answers: [] as { id: string; tasks: string[] }[] };
    const body = maker.makeMatter();
    const times = random.chance(0.1) ? 2 : 1;
    client.journal.matters.push(asked);
    for (let time = 0; time < times; time++) {
      const headers = { "idempotency-key": asked.key };
      const { status, body: matter } = await client.insist(
        "POST",
        "/v1/matters",
        county.leader,
        body,
        headers,
      );
      if (status !== 201) return;
      const tasks = matter["tasks"] as MadeTask[];
      asked.answers.push({ id: String(matter["id"]), tasks: tasks.map(({ id }) => id) });
      for (const task of tasks) if (!this.tasks.has(task.id)) this.tasks.set(task.id, knownTask(task));
    }
  }

  #pickTask(random: Random): KnownTask {
    for (let tries = 0; ; tries++) {
      const task = random.pick([...this.tasks.values()]);
      if (tries > 5 || !/archived|terminated|waived/.test(task.state)) return task;
    }
  }

  #learn(key: string, event: SentEvent): void {
    this.#sent.push({ key, event });
    const answer = event.tries.at(-1);
    const task = this.tasks.get(event.task);
    if (task === undefined || answer === undefined || !("revision" in answer)) return;
    if (answer.revision < task.revision) return;
    task.revision = answer.revision;
    task.state = answer.state;
    if (event.type === "reassigned") task.unit = String(event.data["unit"]);
    if (/^(extension|suspension)Requested$/.test(event.type)) {
      task.request = event.type.startsWith("e") ? "extension" : "suspension";
    } else if (!/^(progressed|urged)$/.test(event.type)) task.request = "none";
  }
}

/** What is read of a task when its matter is made. */
interface MadeTask {
  readonly id: string;
  readonly unit: string;
  readonly role: string;
  readonly stages: readonly { readonly name: string }[];
}

const knownTask = ({ id, unit, role, stages }: MadeTask): KnownTask => ({
  id,
  unit,
  isAssisting: role === "assist",
  stages: stages.map(({ name }) => name),
  state: "assigned",
  revision: 1,
  request: "none",
});

const keysOf = ({ unitKeys, supervisors, leader, inspectors }: County): string[] => [
  ...Object.values(unitKeys),
  ...supervisors,
  leader,
  ...inspectors,
];
