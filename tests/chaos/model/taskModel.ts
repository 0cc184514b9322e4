import { type Almanac, type Deadline, dueOf, type Round, type Rung } from "./almanac.ts";
import { ClockModel } from "./clockModel.ts";
import { answered, asked, notOfTheUnit, table } from "./eventTable.ts";
import type { EventData, EventRow } from "./history.ts";
import { StagesModel } from "./stagesModel.ts";

export interface TaskModelSources {
  almanac(id: string, version: number): Almanac;
  ladder(id: string, version: number): readonly Rung[];
}

/**
 * One task as its history should have made it, and what in that history the rules don't allow.
 *
 * Events are taken in order of revision. The model decides by itself which rungs stand at which instant, and every event
 * recorded is held against that; it knows the calendar only as it is stored.
 */
export class TaskModel {
  readonly violations: string[] = [];
  state = "";
  unit = "";
  card = "none";
  extensions = 0;
  rungsFired = 0;
  updatedAt = 0;
  readonly clocks = new Map<string, ClockModel>();
  readonly #sources: TaskModelSources;
  #rungs: readonly Rung[] = [];
  #calendar = "";
  due: Deadline = { days: 1 };
  maxExtensions = 1;
  request: { kind: string; due: Deadline | undefined; at: number } | null = null;
  #signWithin: Deadline = { workdays: 1 };
  #reportEvery: Round | null = null;
  #stages: StagesModel | null = null;
  #approvalsWanted = 1;
  #approvers = new Set<string>();
  #submittedBy = "";
  #inspectedBy = "";
  #revision = 0;

  constructor(sources: TaskModelSources) {
    this.#sources = sources;
  }

  take(event: EventRow): void {
    this.#revision += 1;
    if (event.revision !== this.#revision) this.#object(event, `its revision should be ${this.#revision}`);
    if (event.recorded_at < this.updatedAt) this.#object(event, "it was recorded before the one ahead of it");
    this.updatedAt = event.recorded_at;
    if (event.type === "assigned") this.#assign(event.data);
    this.#judgeOrder(event);
    this.#judgeState(event);
    const clocksBefore = event.type === "assigned" ? null : this.#almanacOf(event);
    if (clocksBefore === null) this.#startClocks(event);
    else this.#change(event, clocksBefore);
    this.state = event.state;
    if (event.unit !== this.unit) this.#object(event, `the unit should be ${this.unit}`);
  }

  /** Rungs that should have fired by `instant` and have not. */
  unfiredBy(instant: number): string[] {
    return [...this.clocks.values()].flatMap((clock) =>
      clock.waiting
        .filter(({ at }) => at <= instant)
        .map(({ rung, at }) => `rung ${rung} of ${clock.name} ${clock.generation}, due at ${show(at)}`),
    );
  }

  /** Clocks that the calendar's version in force would put elsewhere. */
  staleBy(almanacInForce: (id: string) => Almanac): string[] {
    const almanac = almanacInForce(this.#calendar);
    return [...this.clocks.values(), ...(this.#stages?.waiting ?? [])]
      .filter((clock) => clock.isStaleBy(almanac))
      .map(({ name, generation }) => `${name} ${generation} does not follow the calendar in force`);
  }

  get calendar(): string {
    return this.#calendar;
  }

  #object(event: EventRow, why: string): void {
    this.violations.push(
      `task ${event.task_id}, revision ${event.revision} (${event.type}, ${show(event.recorded_at)}): ${why}`,
    );
  }

  #almanacOf(event: EventRow): Almanac {
    return this.#sources.almanac(this.#calendar, event.calendar_version);
  }

  #assign({ due, signWithin, approvals, ladder, calendar, unit, ...more }: EventData): void {
    this.#calendar = String(calendar);
    this.#rungs = ladder === undefined ? [] : this.#sources.ladder(ladder.id, ladder.version);
    this.due = due ?? this.due;
    this.#signWithin = signWithin ?? this.#signWithin;
    this.#approvalsWanted = approvals ?? 1;
    this.maxExtensions = more.maxExtensions ?? 1;
    this.#reportEvery = more.reportEvery ?? null;
    if (more.stages !== undefined && more.stages.length > 0) {
      this.#stages = new StagesModel(more.stages, new ClockModel("stage", this.#rungs));
    }
    this.unit = unit ?? "";
  }

  /** What the engine applies first fires first: an event never meets a rung that is due and has not fired. */
  #judgeOrder(event: EventRow): void {
    if (["rungFired", "projected", "noticeSent"].includes(event.type)) return;
    for (const unfired of this.unfiredBy(event.recorded_at))
      this.#object(event, `before it should have fired ${unfired}`);
  }

  #judgeState(event: EventRow): void {
    if (event.type === "noticeSent") {
      if (event.state !== this.state) this.#object(event, `a notice moved ${this.state} to ${event.state}`);
      return;
    }
    let next = table[event.type]?.[this.state];
    if (next === undefined) {
      this.#object(event, `a task that is ${this.state || "new"} does not take it`);
      return;
    }
    if (event.type === "closureApproved") {
      if (this.#approvers.has(event.actor.key)) this.#object(event, "the same one approved twice");
      this.#approvers.add(event.actor.key);
      if (this.#approvers.size < this.#approvalsWanted) next = "inspected";
    }
    if (event.state !== next) this.#object(event, `it leads to ${next}, not to ${event.state}`);
    if (notOfTheUnit.has(event.type) && event.actor.unit === this.unit)
      this.#object(event, "a unit decided on itself");
    if (/^(passed|failed|closure)/.test(event.type) && event.actor.key === this.#submittedBy) {
      this.#object(event, "who submitted decided on it");
    }
    if (event.type === "passed") this.#inspectedBy = event.actor.key;
    if (event.type.startsWith("closure") && event.actor.key === this.#inspectedBy) {
      this.#object(event, "who inspected decided on the closure");
    }
    this.#judgeRequest(event);
  }

  #judgeRequest(event: EventRow): void {
    const kind = asked[event.type];
    if (kind !== undefined) {
      if (this.request !== null) this.#object(event, "another request waits");
      this.request = { kind, due: event.data.due, at: event.recorded_at };
    }
    const answer = answered.exec(event.type);
    if (answer !== null && this.request?.kind !== answer[1]) this.#object(event, "no such request waits");
  }

  #startClocks(event: EventRow): void {
    const almanac = this.#almanacOf(event);
    const now = event.recorded_at;
    for (const [name, deadline] of [
      ["sign", this.#signWithin],
      ["report", this.#reportEvery],
      ["finish", this.due],
    ] as const) {
      if (deadline === null) continue;
      const clock = new ClockModel(name, this.#rungs);
      clock.begin(almanac, deadline, now);
      if ((clock.dueAt ?? 0) <= now) this.#object(event, `its ${name} clock began when it was due`);
      this.clocks.set(name, clock);
    }
    if (this.#stages === null) return;
    if (this.#stages.begin(almanac, now).length > 0) this.#object(event, "a stage began when it was due");
    this.clocks.set("stage", this.#stages.clock);
  }

  /** The clocks of the work: all but the one to sign, and the deadlines of stages that wait. */
  #work(): ClockModel[] {
    const armed = [...this.clocks.values()].filter(({ name }) => name !== "sign");
    return [...armed, ...(this.#stages?.waiting ?? [])];
  }

  #change(event: EventRow, almanac: Almanac): void {
    const now = event.recorded_at;
    const { data } = event;
    const finish = this.clocks.get("finish");
    const sign = this.clocks.get("sign");
    if (finish === undefined || sign === undefined) return;
    switch (event.type) {
      case "accepted":
        sign.end();
        break;
      case "declined":
      case "waived":
      case "terminated":
        this.request = null;
        this.#endAll();
        break;
      case "reassigned":
        this.unit = data.unit ?? this.unit;
        this.#beginSign(sign, almanac, now);
        this.#beginAnew(event, finish, almanac);
        break;
      case "reopened":
      case "lookbackFailed":
        this.#beginAnew(event, finish, almanac);
        break;
      case "progressed":
        this.#progress(event, almanac);
        break;
      case "submitted":
        this.#submittedBy = event.actor.key;
        this.request = null;
        for (const clock of this.#work()) clock.hold(almanac, now);
        break;
      case "failed":
      case "closureRefused":
        this.#approvers.clear();
        for (const clock of this.#work()) clock.resume(almanac, now);
        break;
      case "resumed":
        for (const clock of this.#work()) clock.resume(almanac, now);
        break;
      case "closureApproved":
        if (event.state === "closed") for (const clock of this.#work()) clock.end();
        break;
      case "rungFired":
        this.#fire(event);
        break;
      case "projected":
        this.#projectAgain(event);
        break;
    }
    if (answered.test(event.type)) this.#answer(event, finish, almanac);
  }

  #answer(event: EventRow, finish: ClockModel, almanac: Almanac): void {
    const request = this.request;
    this.request = null;
    if (event.type === "suspensionGranted") {
      for (const clock of this.#work()) clock.hold(almanac, event.recorded_at);
    }
    if (event.type !== "extensionGranted" || request === null) return;
    const deadline = event.data.due ?? request.due;
    if (deadline === undefined) {
      this.#object(event, "an extension without a date");
      return;
    }
    const dueBefore = finish.dueAt ?? 0;
    const from = event.data.due === undefined ? request.at : event.recorded_at;
    finish.begin(almanac, deadline, event.recorded_at, from);
    if ((finish.dueAt ?? 0) <= dueBefore) this.#object(event, "an extension that extends nothing");
    this.due = deadline;
    this.extensions += 1;
    this.card = "none";
  }

  #endAll(): void {
    for (const clock of [...this.clocks.values(), ...this.#work()]) clock.end();
  }

  #progress(event: EventRow, almanac: Almanac): void {
    const { stage } = event.data;
    if (stage !== undefined && stage !== this.#stages?.current)
      this.#object(event, `${stage} is met, and at work is ${this.#stages?.current}`);
    if (stage !== undefined) this.#stages?.meet(almanac, event.recorded_at);
    this.clocks.get("report")?.report(almanac, event.recorded_at);
  }

  /** A date to sign by that has passed gives way to one working day. */
  #beginSign(sign: ClockModel, almanac: Almanac, now: number): void {
    const agreed = dueOf(almanac, this.#signWithin, now) > now ? this.#signWithin : { workdays: 1 };
    sign.begin(almanac, agreed, now);
  }

  #beginAnew(event: EventRow, finish: ClockModel, almanac: Almanac): void {
    const { data, recorded_at: now } = event;
    this.due = data.due ?? this.due;
    this.request = null;
    this.#approvers.clear();
    this.#submittedBy = "";
    this.#inspectedBy = "";
    this.card = "none";
    finish.begin(almanac, this.due, now);
    if (this.#reportEvery !== null) this.clocks.get("report")?.begin(almanac, this.#reportEvery, now);
    const skipped = this.#stages?.begin(almanac, now) ?? [];
    if (skipped.join() !== (data.skippedStages ?? []).join())
      this.#object(event, `it should skip the stages ${skipped.join() || "none"}`);
  }

  #fire(event: EventRow): void {
    const { clock: name = "", generation, rung = -1, at = "", dueAt = "" } = event.data;
    const clock = this.clocks.get(name);
    const waiting = clock?.waiting.find((one) => one.rung === rung);
    this.rungsFired += 1;
    if (clock === undefined || waiting === undefined || clock.generation !== generation) {
      this.#object(event, `rung ${rung} of ${name} ${generation} does not stand`);
      return;
    }
    if (waiting.at > event.recorded_at)
      this.#object(event, `rung ${rung} is early, it is due at ${show(waiting.at)}`);
    if (Date.parse(at) !== waiting.at)
      this.#object(event, `it says ${at}, the rung is due at ${show(waiting.at)}`);
    if (Date.parse(dueAt) !== clock.dueAt)
      this.#object(event, `it says due ${dueAt}, not ${show(clock.dueAt ?? 0)}`);
    if (name === "stage" && event.data.stage !== this.#stages?.current)
      this.#object(event, `it says the stage ${event.data.stage}, at work is ${this.#stages?.current}`);
    const earlier = [...this.clocks.values()].flatMap((one) =>
      one.waiting.filter((other) => other.at < waiting.at).map((other) => `${one.name} ${other.rung}`),
    );
    if (earlier.length > 0) this.#object(event, `out of order: ${earlier.join(", ")} came earlier`);
    if (clock.waiting[0]?.rung !== rung)
      this.#object(event, `out of order: ${clock.waiting[0]?.rung} stands before it`);
    clock.fire(rung);
    this.card = this.#rungs[rung]?.card ?? this.card;
  }

  #projectAgain(event: EventRow): void {
    const { calendar } = event.data;
    const version = typeof calendar === "object" ? calendar.version : 0;
    const almanac = this.#sources.almanac(this.#calendar, version);
    for (const clock of [...this.clocks.values(), ...(this.#stages?.waiting ?? [])]) {
      clock.projectAgain(almanac);
    }
  }
}

export const show = (instant: number): string => new Date(instant).toISOString();
