import { type Almanac, type Deadline, dueOf, type Rung } from "./almanac.ts";
import { ClockModel } from "./clockModel.ts";
import { answered, asked, notOfTheUnit, table } from "./eventTable.ts";
import type { EventData, EventRow } from "./history.ts";

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
  #due: Deadline = { days: 1 };
  #signWithin: Deadline = { workdays: 1 };
  #approvalsWanted = 1;
  #approvers = new Set<string>();
  #submittedBy = "";
  #inspectedBy = "";
  #request: { kind: string; due: Deadline | undefined; at: number } | null = null;
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

  #object(event: EventRow, why: string): void {
    this.violations.push(
      `task ${event.task_id}, revision ${event.revision} (${event.type}, ${show(event.recorded_at)}): ${why}`,
    );
  }

  #almanacOf(event: EventRow): Almanac {
    return this.#sources.almanac(this.#calendar, event.calendar_version);
  }

  #assign({ due, signWithin, approvals, ladder, calendar, unit }: EventData): void {
    this.#calendar = String(calendar);
    this.#rungs = ladder === undefined ? [] : this.#sources.ladder(ladder.id, ladder.version);
    this.#due = due ?? this.#due;
    this.#signWithin = signWithin ?? this.#signWithin;
    this.#approvalsWanted = approvals ?? 1;
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
      if (this.#request !== null) this.#object(event, "another request waits");
      this.#request = { kind, due: event.data.due, at: event.recorded_at };
    }
    const answer = answered.exec(event.type);
    if (answer !== null && this.#request?.kind !== answer[1]) this.#object(event, "no such request waits");
  }

  #startClocks(event: EventRow): void {
    const almanac = this.#almanacOf(event);
    for (const [name, deadline] of [
      ["sign", this.#signWithin],
      ["finish", this.#due],
    ] as const) {
      const clock = new ClockModel(name, this.#rungs);
      clock.begin(almanac, deadline, event.recorded_at);
      if ((clock.dueAt ?? 0) <= event.recorded_at)
        this.#object(event, `its ${name} clock began when it was due`);
      this.clocks.set(name, clock);
    }
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
        this.#request = null;
        this.#endAll();
        break;
      case "reassigned":
        this.unit = data.unit ?? this.unit;
        this.#beginSign(sign, almanac, now);
        this.#beginAnew(finish, almanac, data.due, now);
        break;
      case "reopened":
      case "lookbackFailed":
        this.#beginAnew(finish, almanac, data.due, now);
        break;
      case "submitted":
        this.#submittedBy = event.actor.key;
        this.#request = null;
        finish.hold(almanac, now);
        break;
      case "failed":
      case "closureRefused":
        this.#approvers.clear();
        finish.resume(almanac, now);
        break;
      case "resumed":
        finish.resume(almanac, now);
        break;
      case "closureApproved":
        if (event.state === "closed") finish.end();
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
    const request = this.#request;
    this.#request = null;
    if (event.type === "suspensionGranted") finish.hold(almanac, event.recorded_at);
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
    this.#due = deadline;
    this.extensions += 1;
    this.card = "none";
  }

  #endAll(): void {
    for (const clock of this.clocks.values()) clock.end();
  }

  /** A date to sign by that has passed gives way to one working day. */
  #beginSign(sign: ClockModel, almanac: Almanac, now: number): void {
    const agreed = dueOf(almanac, this.#signWithin, now) > now ? this.#signWithin : { workdays: 1 };
    sign.begin(almanac, agreed, now);
  }

  #beginAnew(finish: ClockModel, almanac: Almanac, due: Deadline | undefined, now: number): void {
    this.#due = due ?? this.#due;
    this.#request = null;
    this.#approvers.clear();
    this.#submittedBy = "";
    this.#inspectedBy = "";
    this.card = "none";
    finish.begin(almanac, this.#due, now);
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
    for (const clock of this.clocks.values()) clock.projectAgain(almanac);
  }
}

export const show = (instant: number): string => new Date(instant).toISOString();
