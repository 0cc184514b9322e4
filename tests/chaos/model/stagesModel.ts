import { type Almanac, type Deadline, dueOf } from "./almanac.ts";
import { ClockModel } from "./clockModel.ts";

export interface StageTerms {
  readonly name: string;
  readonly due: Deadline;
}

interface Stage extends StageTerms {
  state: "waiting" | "current" | "met" | "skipped";
  /** Its own deadline, which runs unarmed until its turn comes. */
  clock: ClockModel;
}

/** The stages of a task in their order, and the clock that goes from one to the next (docs/time.md 7). */
export class StagesModel {
  readonly clock: ClockModel;
  readonly #stages: Stage[];

  constructor(terms: readonly StageTerms[], clock: ClockModel) {
    this.clock = clock;
    this.#stages = terms.map((stage) => ({ ...stage, state: "waiting", clock: new ClockModel("stage", []) }));
  }

  get current(): string | undefined {
    return this.#stages.find(({ state }) => state === "current")?.name;
  }

  /** Begins all that is not met at `now`; answers those that can't, because their date has passed. */
  begin(almanac: Almanac, now: number): string[] {
    const skipped: string[] = [];
    let hasCurrent = false;
    for (const stage of this.#stages) {
      if (stage.state === "met" || stage.state === "skipped") continue;
      if (dueOf(almanac, stage.due, now) <= now) {
        stage.state = "skipped";
        skipped.push(stage.name);
        continue;
      }
      stage.state = hasCurrent ? "waiting" : "current";
      (hasCurrent ? stage.clock : this.clock).begin(almanac, stage.due, now);
      hasCurrent = true;
    }
    if (!hasCurrent) this.clock.end();
    return skipped;
  }

  /** The stage at work is met: the next one's deadline, which has run meanwhile, is armed. */
  meet(almanac: Almanac, now: number): void {
    const met = this.#stages.find(({ state }) => state === "current");
    if (met !== undefined) met.state = "met";
    const next = this.#stages.find(({ state }) => state === "waiting");
    if (next === undefined) {
      this.clock.end();
    } else {
      next.state = "current";
      this.clock.takeTurn(almanac, next.clock, now);
    }
  }

  /** The deadlines of stages that wait for their turn. */
  get waiting(): ClockModel[] {
    return this.#stages.filter(({ state }) => state === "waiting").map(({ clock }) => clock);
  }
}
