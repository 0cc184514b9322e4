import {
  type Almanac,
  type Deadline,
  dueAfterResuming,
  dueOf,
  type Remainder,
  type Rung,
  remainderOf,
  rungAt,
} from "./almanac.ts";

/** A rung that is to fire, and when. */
export interface WaitingRung {
  readonly rung: number;
  readonly at: number;
}

/**
 * One clock of a task as the rules have it (docs/time.md 7 to 13), kept while a history is read.
 *
 * `dueAt` is null while the clock is held or done. What the due follows from stays beside it, for the day the calendar is edited.
 */
export class ClockModel {
  state: "running" | "held" | "done" = "running";
  generation = 0;
  fired: number[] = [];
  waiting: WaitingRung[] = [];
  remainder: Remainder | null = null;
  #deadline: Deadline = { days: 1 };
  #from = 0;
  #startedAt = 0;
  #runningFrom = 0;
  #lastDueAt = 0;
  #heldAt = 0;
  #resumed: { readonly remainder: Remainder; readonly at: number } | null = null;
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
  begin(almanac: Almanac, deadline: Deadline, now: number, from = now): void {
    this.state = "running";
    this.generation += 1;
    this.fired = [];
    this.remainder = null;
    this.#deadline = deadline;
    this.#from = from;
    this.#startedAt = now;
    this.#runningFrom = now;
    this.#resumed = null;
    this.#run(almanac, dueOf(almanac, deadline, from));
  }

  hold(almanac: Almanac, now: number): void {
    if (this.state !== "running") return;
    this.state = "held";
    this.remainder = remainderOf(almanac, this.#deadline, this.#lastDueAt, now);
    this.#heldAt = now;
    this.waiting = [];
  }

  resume(almanac: Almanac, now: number): void {
    if (this.state !== "held" || this.remainder === null) return;
    const wasLate = this.#heldAt > this.#lastDueAt;
    const remainder = this.remainder;
    this.state = "running";
    this.remainder = null;
    this.#runningFrom = now;
    if (!wasLate) this.#resumed = { remainder, at: now };
    const dueAt = wasLate ? this.#lastDueAt : dueAfterResuming(almanac, this.#deadline, remainder, now);
    this.#run(almanac, dueAt);
  }

  end(): void {
    this.state = "done";
    this.remainder = null;
    this.waiting = [];
  }

  /** The calendar was edited (rule 3): what runs is worked out anew, what fired stays fired. */
  projectAgain(almanac: Almanac): void {
    if (this.state !== "running") return;
    const resumed = this.#resumed;
    const dueAt =
      resumed === null
        ? dueOf(almanac, this.#deadline, this.#from)
        : dueAfterResuming(almanac, this.#deadline, resumed.remainder, resumed.at);
    this.#run(almanac, dueAt);
  }

  fire(rung: number): void {
    this.fired.push(rung);
    this.waiting = this.waiting.filter((waiting) => waiting.rung !== rung);
  }

  #run(almanac: Almanac, dueAt: number): void {
    this.#lastDueAt = dueAt;
    this.waiting = this.#rungs
      .map((rung, index) => ({ rung: index, clock: rung.clock, at: rungAt(almanac, rung, dueAt) }))
      .filter(
        ({ rung, clock, at }) => clock === this.name && at >= this.#startedAt && !this.fired.includes(rung),
      )
      .sort((one, other) => one.at - other.at || one.rung - other.rung)
      .map(({ rung, at }) => ({ rung, at: Math.max(at, this.#runningFrom) }));
  }
}
