import {
  type Almanac,
  type Asked,
  type Deadline,
  dueAfterResuming,
  dueOf,
  type Remainder,
  type Round,
  type Rung,
  remainderOf,
  roundAfter,
  rungAt,
} from "./almanac.ts";

/** A rung that is to fire, and when. */
export interface WaitingRung {
  readonly rung: number;
  readonly at: number;
}

/** What a due instant follows from, kept for the day the calendar is edited. */
interface Course {
  readonly deadline: Deadline | Round;
  readonly from: number;
  readonly startedAt: number;
  readonly resumed: { readonly remainder: Remainder; readonly at: number } | null;
  /** Of a round: what comes up to `from` was reported on. */
  readonly isReported: boolean;
  /** No rung fires before: when the clock last ran on, or its turn came. */
  readonly runningFrom: number;
}

const notBegun: Course = {
  deadline: { days: 1 },
  from: 0,
  startedAt: 0,
  resumed: null,
  isReported: false,
  runningFrom: 0,
};

/**
 * One clock of a task as the rules have it (docs/time.md 7 to 13), kept while a history is read.
 *
 * `dueAt` is null while the clock is held or done.
 */
export class ClockModel {
  state: "running" | "held" | "done" = "running";
  generation = 0;
  provisional = false;
  fired: number[] = [];
  waiting: WaitingRung[] = [];
  remainder: Remainder | null = null;
  #course = notBegun;
  #lastDueAt = 0;
  #heldAt = 0;
  #isLate = false;
  readonly name: string;
  readonly #rungs: readonly Rung[];

  constructor(name: string, rungs: readonly Rung[]) {
    this.name = name;
    this.#rungs = rungs;
  }

  get dueAt(): number | null {
    return this.state === "running" ? this.#lastDueAt : null;
  }

  /** Begins a generation at `now`: the first, a new one, or by an extension that counts from `from`. */
  begin(almanac: Almanac, deadline: Deadline | Round, now: number, from = now): void {
    this.#beginAs(almanac, { ...notBegun, deadline, from, startedAt: now, runningFrom: now });
  }

  /** Begins a generation with what ran beside it unarmed and now has its turn. */
  takeTurn(almanac: Almanac, before: ClockModel, now: number): void {
    const runningFrom = Math.max(before.#course.runningFrom, now);
    this.#beginAs(almanac, { ...before.#course, runningFrom });
  }

  /** A report came: the clock goes on to the next round, unless this one was reported on before. */
  report(almanac: Almanac, now: number): void {
    const { deadline, from, isReported } = this.#course;
    if (this.state !== "running" || (isReported && now <= from)) return;
    const countedUpTo = Math.max(this.#lastDueAt, now);
    this.#beginAs(almanac, {
      ...notBegun,
      deadline,
      from: countedUpTo,
      startedAt: now,
      isReported: true,
      runningFrom: now,
    });
  }

  hold(almanac: Almanac, now: number): void {
    if (this.state !== "running") return;
    this.state = "held";
    this.remainder = remainderOf(almanac, this.#course.deadline, this.#lastDueAt, now);
    this.#heldAt = now;
    this.waiting = [];
  }

  resume(almanac: Almanac, now: number): void {
    if (this.state !== "held" || this.remainder === null) return;
    const remainder = this.remainder;
    this.state = "running";
    this.remainder = null;
    this.#course = { ...this.#course, runningFrom: now };
    if (this.#heldAt > this.#lastDueAt) {
      this.#isLate = true;
      this.#arm(almanac);
      return;
    }
    this.#course = { ...this.#course, resumed: { remainder, at: now } };
    const isRound = "weekly" in this.#course.deadline || "monthly" in this.#course.deadline;
    if (isRound && now > this.#course.from) this.#course = { ...this.#course, from: now, isReported: false };
    this.#project(almanac);
  }

  end(): void {
    this.state = "done";
    this.remainder = null;
    this.waiting = [];
  }

  /** The calendar was edited (rule 3): what runs is worked out anew, what fired stays fired. */
  projectAgain(almanac: Almanac): void {
    if (this.state === "running") this.#project(almanac);
  }

  /** Whether it stands elsewhere than this almanac puts it: an edit that was put in force and not carried out. */
  isStaleBy(almanac: Almanac): boolean {
    // What was late when it was held keeps its due (rule 8), whatever was edited meanwhile.
    if (this.state !== "running" || this.#isLate) return false;
    const asked = { unlisted: false };
    const dueAt = dueOfCourse(almanac, this.#course, asked);
    return dueAt !== this.#lastDueAt || asked.unlisted !== this.provisional;
  }

  fire(rung: number): void {
    this.fired.push(rung);
    this.waiting = this.waiting.filter((waiting) => waiting.rung !== rung);
  }

  #beginAs(almanac: Almanac, course: Course): void {
    this.state = "running";
    this.generation += 1;
    this.fired = [];
    this.remainder = null;
    this.#course = course;
    this.#project(almanac);
  }

  #project(almanac: Almanac): void {
    const asked = { unlisted: false };
    this.#isLate = false;
    this.#lastDueAt = dueOfCourse(almanac, this.#course, asked);
    this.provisional = asked.unlisted;
    this.#arm(almanac);
  }

  #arm(almanac: Almanac): void {
    const { startedAt, runningFrom } = this.#course;
    this.waiting = this.#rungs
      .map((rung, index) => ({ rung: index, clock: rung.clock, at: rungAt(almanac, rung, this.#lastDueAt) }))
      .filter(({ rung, clock, at }) => clock === this.name && at >= startedAt && !this.fired.includes(rung))
      .sort((one, other) => one.at - other.at || one.rung - other.rung)
      .map(({ rung, at }) => ({ rung, at: Math.max(at, runningFrom) }));
  }
}

function dueOfCourse(almanac: Almanac, { deadline, from, resumed }: Course, asked: Asked): number {
  if ("weekly" in deadline || "monthly" in deadline) return roundAfter(almanac, deadline, from, asked);
  return resumed === null
    ? dueOf(almanac, deadline, from, asked)
    : dueAfterResuming(almanac, deadline, resumed.remainder, resumed.at, asked);
}
