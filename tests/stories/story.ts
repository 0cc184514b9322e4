import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duban, startDuban } from "@duban/api";
import { invariant, isConfigProblems, parseConfig, silentLogger } from "@duban/engine";
import { checkNotices } from "../chaos/checks/checkNotices.ts";
import { checkReplay } from "../chaos/checks/checkReplay.ts";
import { checkTasks } from "../chaos/checks/checkTasks.ts";
import { Client } from "../chaos/client.ts";
import { type County, createCounty } from "../chaos/county.ts";
import { EventMaker, type KnownTask } from "../chaos/eventMaker.ts";
import { adminKey } from "../chaos/installation.ts";
import { Journal, type SentEvent } from "../chaos/journal.ts";
import { type Snapshot, takeSnapshot } from "../chaos/model/history.ts";
import { show, TaskModel } from "../chaos/model/taskModel.ts";
import { createRandom, type Random } from "../chaos/random.ts";
import { makeDays, makeLadder, makeZone } from "../chaos/timeMaker.ts";
import { startWebhookReceiver } from "../chaos/webhookReceiver.ts";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { compareTask, type ShownTask } from "./compareTask.ts";
import { wouldRefuse, wouldRefuseMatter } from "./wouldRefuse.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
// Within weeks of every change to and from summer time.
const beginnings = [
  "2026-03-02T10:00:00Z",
  "2026-03-27T23:50:00Z",
  "2026-09-18T04:00:00Z",
  "2026-10-23T20:15:00Z",
];
const calendars = ["default", "first", "second", "third"] as const;
const ladders = ["default", "steep", "long", "odd"] as const;

/** What a story does, and how often. */
const weights = { event: 80, matter: 6, clock: 22, calendar: 3, ladder: 1.5, forecast: 3 };

/**
 * A made-up county on the manual clock, told step by step over HTTP: matters, events, edited calendars and ladders, and time that
 * passes by minutes or by weeks. After each step what the API shows is held against the model of the chaos bench.
 */
export class Story {
  readonly violations: string[] = [];
  /** What was done, and how it was answered: how often. */
  readonly told = new Map<string, number>();
  now: number;
  readonly #random: Random;
  readonly #duban: Duban;
  readonly #clone: ClonedDatabase;
  readonly #client: Client;
  readonly #county: County;
  readonly #maker: EventMaker;
  readonly #tasks = new Map<string, KnownTask>();

  private constructor(
    random: Random,
    now: number,
    duban: Duban,
    clone: ClonedDatabase,
    client: Client,
    county: County,
  ) {
    this.#random = random;
    this.now = now;
    this.#duban = duban;
    this.#clone = clone;
    this.#client = client;
    this.#county = county;
    this.#maker = new EventMaker({ random, county, isQuick: false, now: () => this.now });
  }

  static async begin(seed: number): Promise<Story> {
    const random = createRandom(seed);
    const beginsAt = random.pick(beginnings);
    const clone = await cloneDatabase({ max: 1 });
    const dataDir = await mkdtemp(join(tmpdir(), "duban-story-"));
    const config = parseConfig({
      PORT: "0",
      DATABASE_URL: clone.url,
      DATA_DIR: dataDir,
      DUBAN_ADMIN_KEY: adminKey,
      DUBAN_CLOCK: `manual:${beginsAt}`,
      DUBAN_PARTS: "api",
    });
    invariant(!isConfigProblems(config), "the configuration of the stories is good");
    const duban = await startDuban(config, silentLogger);
    await rm(dataDir, { recursive: true, force: true });
    const client = new Client(() => [duban.url ?? ""], new Journal());
    const receiver = await startWebhookReceiver(random.fork("receiver"));
    const county = await createCounty(client, receiver, []);
    await receiver.close();
    const story = new Story(random, Date.parse(beginsAt), duban, clone, client, county);
    for (const id of calendars) await story.#putCalendar(id);
    for (const id of ladders) await story.#putLadder(id);
    return story;
  }

  /** Tells so many steps, then lets two months pass, and judges the whole. */
  async tell(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) await this.#step();
    await this.#advance(this.now + 60 * dayMs);
    const snapshot = await this.#snapshot();
    for (const events of snapshot.historyByTask.values())
      for (const { type } of events) this.#count("recorded", type);
    this.violations.push(...checkNotices(snapshot), ...(await checkReplay(this.#clone.database)));
  }

  async end(): Promise<void> {
    await this.#duban.stop();
    await this.#clone.drop();
  }

  async #step(): Promise<void> {
    const random = this.#random;
    if (this.#open().length < 10) return this.#createMatter();
    switch (random.weighted(weights)) {
      case "event":
        return this.#sendEvent();
      case "matter":
        return this.#open().length < 25 ? this.#createMatter() : this.#sendEvent();
      case "clock":
        return this.#advance(await this.#instantToMoveTo());
      case "calendar":
        return this.#putCalendar(random.pick(calendars));
      case "ladder":
        return this.#putLadder(random.pick(ladders));
      case "forecast":
        return this.#judgeForecast();
    }
  }

  async #createMatter(): Promise<void> {
    const random = this.#random;
    const matter = {
      ...this.#maker.makeMatter(),
      ladder: random.pick(ladders),
      calendar: random.pick(calendars),
    };
    const answer = await this.#client.insist("POST", "/v1/matters", this.#county.leader, matter);
    const almanac = (await this.#snapshot()).almanacInForce(matter.calendar);
    if (answer.status !== (wouldRefuseMatter(almanac, matter, this.now) ? 422 : 201))
      this.violations.push(`${JSON.stringify(matter)} at ${show(this.now)}: ${JSON.stringify(answer)}`);
    this.#count("matter", String(answer.status));
    const tasks = (answer.body["tasks"] ?? []) as ShownTask[];
    for (const task of tasks) this.#tasks.set(task.id, knownTask(task));
    if (random.chance(0.3)) await this.#judge(tasks.map(({ id }) => id));
  }

  async #sendEvent(): Promise<void> {
    const random = this.#random;
    const task = random.pick(random.chance(0.95) ? this.#open() : [...this.#tasks.values()]);
    const { key, event } = this.#maker.make(task);
    const refusal = await this.#foresee(key, event);
    await this.#client.send(key, event);
    const [answer] = event.tries;
    this.#count(event.type, answer?.outcome === "rejected" ? answer.kind : (answer?.outcome ?? ""));
    const isRefused = answer?.outcome === "rejected" && answer.kind === "invalid-deadline";
    if (refusal !== undefined && refusal !== isRefused && (isRefused || answer?.outcome === "applied"))
      this.violations.push(
        `${JSON.stringify(event)} of task ${task.id} at ${show(this.now)}: foreseen ${refusal}`,
      );
    if (random.chance(0.3)) await this.#judge([task.id]);
    else this.#tasks.set(task.id, knownTask(await this.#shown(task.id)));
  }

  #open(): KnownTask[] {
    return [...this.#tasks.values()].filter(({ state }) => !/archived|terminated|waived/.test(state));
  }

  async #foresee(key: string, event: SentEvent): Promise<boolean | undefined> {
    if (!/^(extension|reassigned|reopened|lookbackFailed)/.test(event.type)) return undefined;
    const snapshot = await this.#snapshot();
    const model = modelOf(snapshot, event.task);
    const almanac = snapshot.almanacInForce(model.calendar);
    return wouldRefuse(model, almanac, event, key === this.#county.leader, this.now);
  }

  #count(what: string, outcome: string): void {
    const name = `${what} ${outcome}`;
    this.told.set(name, (this.told.get(name) ?? 0) + 1);
  }

  async #putCalendar(id: string): Promise<void> {
    const random = this.#random;
    const zone = id === "default" ? {} : makeZone(createRandom(id.length + random.integer(0, 1)));
    const body = { ...zone, ...makeDays(random, this.now) };
    const before = await this.#client.insist("POST", `/v1/calendars/${id}/preview`, adminKey, body);
    const known = await this.#revisions();
    const { status } = await this.#client.insist("PUT", `/v1/calendars/${id}`, adminKey, body);
    if (status !== 200 || before.status !== 200) this.violations.push(`PUT calendar ${id}: ${status}`);
    const rows = await this.#clone.database.raw<{
      task_id: string;
      revision: number;
      data: { moved: object[] };
    }>("select task_id, revision, data from events where type = 'projected'");
    const moved = rows
      .filter(({ task_id, revision }) => revision > (known.get(task_id) ?? 0))
      .flatMap(({ task_id, data }) => data.moved.map((one) => moveText({ task: task_id, ...one })));
    const promised = (before.body["items"] as object[]).map((one) => moveText(one));
    if (moved.sort().join("\n") !== promised.sort().join("\n"))
      this.violations.push(`calendar ${id}: promised ${promised.join("; ")}, moved ${moved.join("; ")}`);
    await this.#judge([...this.#tasks.keys()]);
  }

  async #putLadder(id: string): Promise<void> {
    const body = makeLadder(this.#random);
    const { status } = await this.#client.insist("PUT", `/v1/ladders/${id}`, adminKey, body);
    if (status !== 200) this.violations.push(`PUT ladder ${JSON.stringify(body)}: ${status}`);
  }

  /** By chance, or to where something stands, or next to it. */
  async #instantToMoveTo(): Promise<number> {
    const random = this.#random;
    const jump = random.weighted({ minutes: 3, hours: 4, days: 3, weeks: 0.5, edge: 5 });
    if (jump !== "edge") {
      const longest = { minutes: hourMs, hours: dayMs, days: 5 * dayMs, weeks: 25 * dayMs }[jump];
      return this.now + random.integer(1, longest);
    }
    const rows = await this.#clone.database.raw<{ at: number }>(
      `select least(next_rung_at, due_at) as at from clocks
where state = 'running' and least(next_rung_at, due_at) > $1::timestamptz order by at limit 12`,
      [new Date(this.now).toISOString()],
    );
    if (rows.length === 0) return this.now + random.integer(1, dayMs);
    return Math.max(this.now, random.pick(rows).at + random.pick([0, 0, 1, -1, 60_000, -60_000, 5 * hourMs]));
  }

  async #advance(to: number): Promise<void> {
    const known = await this.#revisions();
    const from = this.now;
    const answer = await this.#client.insist("POST", "/v1/clock", adminKey, {
      to: new Date(to).toISOString(),
    });
    if (answer.status !== 200) this.violations.push(`the clock: ${JSON.stringify(answer)}`);
    this.now = to;
    const snapshot = await this.#judge([...this.#tasks.keys()]);
    for (const [task, events] of snapshot.historyByTask) {
      for (const event of events.slice(known.get(task) ?? 0)) {
        const at = event.type === "rungFired" ? Date.parse(event.data.at ?? "") : event.recorded_at;
        if (at > from && event.recorded_at !== at)
          this.violations.push(
            `task ${task}: the rung of ${event.data.at} was recorded at ${event.recorded_at}`,
          );
      }
    }
  }

  /** Holds the whole against the model, and what is shown of these tasks. */
  async #judge(ids: readonly string[]): Promise<Snapshot> {
    const snapshot = await this.#snapshot();
    this.violations.push(...checkTasks(snapshot).violations);
    const shown = ids.length > 5 ? [1, 2, 3].map(() => this.#random.pick(ids)) : ids;
    for (const id of new Set([...shown])) {
      const task = await this.#shown(id);
      this.#tasks.set(id, knownTask(task));
      const model = modelOf(snapshot, id);
      const almanac = snapshot.almanacInForce(model.calendar);
      this.violations.push(...compareTask(task, model, almanac, this.now));
    }
    return snapshot;
  }

  async #shown(id: string): Promise<ShownTask> {
    return (await this.#read(`/v1/tasks/${id}`)) as ShownTask;
  }

  async #read(path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.#county.leader}` };
    return (await fetch(`${this.#duban.url}${path}`, { headers })).json();
  }

  /** The forecast is what every clock of the model waits for, in the order of the instants, and who the record would name. */
  async #judgeForecast(): Promise<void> {
    const until = this.now + this.#random.integer(1, 60) * dayMs;
    const snapshot = await this.#snapshot();
    const wanted = snapshot.tasks.flatMap(({ id }) =>
      [...modelOf(snapshot, id).clocks.values()].flatMap(({ name, generation, waiting }) =>
        waiting
          .filter(({ at }) => at <= until)
          .map(({ rung, at }) => `${at} ${id} ${name} ${generation} ${rung}`),
      ),
    );
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query = `until=${encodeURIComponent(new Date(until).toISOString())}&limit=37`;
      const path = `/v1/forecast?${query}${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = (await this.#read(path)) as { items: Record<string, string>[]; next: string | null };
      for (const { at = "", task, clock, generation, rung } of page.items)
        seen.push(`${Date.parse(at)} ${task} ${clock} ${generation} ${rung}`);
      cursor = page.next;
    }
    const isInOrder = seen.every(
      (one, place) => place === 0 || Number(seen[place - 1]?.split(" ")[0]) <= Number(one.split(" ")[0]),
    );
    if (!isInOrder || [...seen].sort().join("\n") !== wanted.sort().join("\n"))
      this.violations.push(`the forecast is ${seen.join("; ")}, not ${wanted.join("; ")}`);
  }

  async #revisions(): Promise<Map<string, number>> {
    const rows = await this.#clone.database.raw<{ id: string; revision: number }>(
      "select id, revision from tasks",
    );
    return new Map(rows.map(({ id, revision }) => [id, revision]));
  }

  #snapshot(): Promise<Snapshot> {
    return takeSnapshot(this.#clone.database, this.now);
  }
}

function modelOf(snapshot: Snapshot, task: string): TaskModel {
  const model = new TaskModel(snapshot);
  for (const event of snapshot.historyByTask.get(task) ?? []) model.take(event);
  return model;
}

const moveText = (move: {
  task?: string;
  clock?: string;
  name?: string;
  stage?: string;
  from?: string;
  to?: string;
  provisional?: boolean;
}) =>
  [
    move.task,
    move.clock ?? move.name,
    move.stage,
    Date.parse(move.from ?? ""),
    Date.parse(move.to ?? ""),
    move.provisional,
  ].join(" ");

const knownTask = ({ id, unit, role, stages, state, revision, request }: ShownTask): KnownTask => ({
  id,
  unit,
  isAssisting: role === "assist",
  stages: stages.map(({ name }) => name),
  state,
  revision,
  request: request?.kind ?? "none",
});
