import { randomUUID } from "node:crypto";
import { type County, namedHandler, units } from "./county.ts";
import type { SentEvent } from "./journal.ts";
import type { Random } from "./random.ts";

/** A task as far as its senders know it; they may well be behind. */
export interface KnownTask {
  readonly id: string;
  readonly isAssisting: boolean;
  /** The stages as they were agreed; which is at work its senders only guess. */
  readonly stages: readonly string[];
  unit: string;
  state: string;
  revision: number;
  request: "none" | "extension" | "suspension";
}

/** An event to send, and by whose key. */
export interface MadeEvent {
  readonly key: string;
  readonly event: SentEvent;
}

const sensible: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  assigned: { accepted: 8, declined: 1, reassigned: 1, urged: 1 },
  declined: { reassigned: 5, urged: 1, terminated: 0.3 },
  inProgress: {
    progressed: 4,
    submitted: 4,
    extensionRequested: 3,
    suspensionRequested: 3,
    reassigned: 0.5,
    urged: 0.5,
    terminated: 0.2,
    waived: 0.2,
  },
  suspended: { resumed: 6, urged: 1, terminated: 0.2 },
  underInspection: { passed: 4, failed: 3 },
  inspected: { closureApproved: 5, closureRefused: 2 },
  closed: { reopened: 2, lookbackPassed: 0.5, lookbackFailed: 1 },
};
const answers: Readonly<Record<"extension" | "suspension", Readonly<Record<string, number>>>> = {
  extension: { extensionGranted: 5, extensionRefused: 1, submitted: 1 },
  suspension: { suspensionGranted: 5, suspensionRefused: 1, submitted: 1 },
};
const everyType = [
  ...new Set([...Object.values(sensible), ...Object.values(answers)].flatMap((types) => Object.keys(types))),
];
const stageNames = ["设计", "施工", "验收"] as const;
const byUnit = /^(accepted|declined|progressed|submitted|extensionRequested|suspensionRequested|resumed)$/;
const byInspector = /^(passed|failed|lookback.*)$/;

export interface EventMakerOptions {
  readonly random: Random;
  readonly county: County;
  /** Deadlines in seconds by the system's clock instead of days. */
  readonly isQuick: boolean;
  /** The engine's clock, about. */
  readonly now: () => number;
}

/** Makes up what the county does: mostly what a task's state takes, by who may send it, and sometimes neither. */
export class EventMaker {
  readonly #random: Random;
  readonly #county: County;
  readonly #options: EventMakerOptions;

  constructor(options: EventMakerOptions) {
    this.#options = options;
    this.#random = options.random;
    this.#county = options.county;
  }

  make(task: KnownTask): MadeEvent {
    const random = this.#random;
    const type = this.#typeFor(task);
    const expected = random.chance(0.1) ? task.revision - (random.chance(0.2) ? 1 : 0) : null;
    const event = { type, task: task.id, data: this.#dataFor(type, task), expectedRevision: expected };
    return { key: this.#keyFor(type, task), event: sentEvent(event) };
  }

  /** A matter as it is asked for, with deadlines of every form. */
  makeMatter(): Record<string, unknown> {
    const random = this.#random;
    const [lead, ...others] = this.#shuffled(units);
    return {
      title: "绿化荒山",
      source: { kind: "meeting" },
      lead,
      assist: others.slice(0, random.integer(0, 2)),
      due: this.#deadline(),
      ...(this.#options.isQuick || random.chance(0.5) ? { signWithin: this.#deadline() } : {}),
      ladder: this.#options.isQuick ? "quick" : "default",
      calendar: random.chance(0.7) ? "default" : "west",
      approvals: random.chance(0.8) ? 1 : 2,
      maxExtensions: random.integer(1, 3),
      priority: random.pick(["normal", "urgent", "critical"]),
      ...(random.chance(0.4) ? { stages: this.#stages() } : {}),
      ...(random.chance(0.4) ? { reportEvery: this.#round() } : {}),
    };
  }

  #stages(): Record<string, unknown>[] {
    const names = stageNames.slice(0, this.#random.integer(1, stageNames.length));
    return names.map((name) => ({ name, due: this.#deadline() }));
  }

  #round(): Record<string, number> {
    const random = this.#random;
    return random.chance(0.6) ? { weekly: random.integer(1, 7) } : { monthly: random.integer(1, 31) };
  }

  /** An edit of a calendar: a few days of the weeks to come list otherwise. */
  makeCalendar(id: string): Record<string, unknown> {
    const random = this.#random;
    const days: Record<string, string> = {};
    for (let count = random.integer(1, 6); count > 0; count--) {
      const at = this.#options.now() + random.integer(-5, 40) * 86_400_000;
      days[new Date(at).toISOString().slice(0, 10)] = random.pick(["holiday", "workday"]);
    }
    const hours = random.chance(0.2) ? { dayEndsAt: random.pick(["17:00", "17:30", "18:30"]) } : {};
    return { timeZone: id === "west" ? "Asia/Urumqi" : "Asia/Shanghai", days, ...hours };
  }

  #typeFor(task: KnownTask): string {
    const random = this.#random;
    if (random.chance(0.12)) return random.pick(everyType);
    if (task.request !== "none" && random.chance(0.7)) return random.weighted(answers[task.request]);
    return random.weighted(sensible[task.state] ?? { urged: 1 });
  }

  #keyFor(type: string, task: KnownTask): string {
    const { unitKeys, supervisors, inspectors, leader, interested } = this.#county;
    const random = this.#random;
    if (random.chance(0.06)) return random.pick([interested, ...Object.values(unitKeys)]);
    if (byUnit.test(type)) return unitKeys[task.unit] ?? interested;
    if (byInspector.test(type)) return random.pick(inspectors);
    return random.pick([...supervisors, leader]);
  }

  #dataFor(type: string, { stages }: KnownTask): Record<string, unknown> {
    const random = this.#random;
    const reason = { reason: "缘由" };
    switch (type) {
      case "accepted":
        return random.chance(0.2) ? { handler: namedHandler } : {};
      case "progressed":
        return {
          note: "进展",
          progress: random.integer(0, random.chance(0.05) ? 130 : 100),
          ...(stages.length > 0 && random.chance(0.7) ? { stage: random.pick(stages) } : {}),
        };
      case "submitted":
        return { result: "办结" };
      case "passed":
      case "lookbackPassed":
        return { findings: "属实" };
      case "reassigned":
        return {
          ...reason,
          unit: random.pick(units),
          ...(random.chance(0.6) ? { due: this.#deadline() } : {}),
        };
      case "extensionRequested":
        return { ...reason, due: this.#deadline(3) };
      case "extensionGranted":
        return random.chance(0.3) ? { due: this.#deadline(3) } : {};
      case "reopened":
      case "lookbackFailed":
        return { ...reason, due: this.#deadline() };
      case "closureApproved":
      case "suspensionGranted":
      case "resumed":
      case "urged":
        return random.chance(0.3) ? { note: "说明" } : {};
      default:
        return reason;
    }
  }

  #deadline(factor = 1): Record<string, unknown> {
    const random = this.#random;
    const at = (ms: number) => new Date(this.#options.now() + ms).toISOString();
    if (this.#options.isQuick) return { at: at(random.integer(1_000, 12_000) * factor) };
    const form = random.weighted({ workdays: 5, days: 3, on: 2, month: 1, at: 2 });
    const count = random.integer(1, 12) * factor;
    if (form === "workdays" || form === "days") return { [form]: count };
    if (form === "at") return { at: at(count * random.integer(1, 86_400_000)) };
    const date = at(count * 86_400_000);
    return form === "on" ? { on: date.slice(0, 10) } : { month: date.slice(0, 7) };
  }

  #shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, place: this.#random.integer(0, 1_000_000) }))
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item);
  }
}

/** An event under a new id, nothing of it sent yet. */
export const sentEvent = (event: Pick<SentEvent, "type" | "task"> & Partial<SentEvent>): SentEvent => ({
  source: "urn:chaos:sender",
  id: randomUUID(),
  data: {},
  expectedRevision: null,
  isForgery: false,
  tries: [],
  ...event,
});
