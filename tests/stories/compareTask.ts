import { isDeepStrictEqual } from "node:util";
import { type Almanac, works } from "../chaos/model/almanac.ts";
import type { ClockModel } from "../chaos/model/clockModel.ts";
import { show, type TaskModel } from "../chaos/model/taskModel.ts";
import { dateAfter, dateOf } from "../chaos/model/zone.ts";

/** What is compared of a task as `GET /v1/tasks/{id}` shows it. */
export interface ShownTask {
  readonly id: string;
  readonly matter: string;
  readonly state: string;
  readonly unit: string;
  readonly role: string;
  readonly card: string;
  readonly revision: number;
  readonly extensions: number;
  readonly signBy: string | null;
  readonly dueAt: string | null;
  readonly provisional: boolean;
  readonly overdue: boolean;
  readonly overdueWorkdays: number;
  readonly request: { readonly kind: "extension" | "suspension" } | null;
  readonly stages: readonly { readonly name: string }[];
  readonly clocks: readonly {
    readonly name: string;
    readonly state: string;
    readonly dueAt: string | null;
    readonly remaining: unknown;
    readonly generation: number;
    readonly nextRungAt: string | null;
    readonly provisional: boolean;
  }[];
}

/** Holds what is shown of a task at `now` against the model, clock by clock; answers the differences. */
export function compareTask(shown: ShownTask, model: TaskModel, almanac: Almanac, now: number): string[] {
  const finish = model.clocks.get("finish");
  const told: Record<string, unknown> = {
    state: model.state,
    unit: model.unit,
    card: model.card,
    extensions: model.extensions,
    signBy: model.clocks.get("sign")?.dueAt ?? null,
    dueAt: finish?.dueAt ?? null,
    ...latenessOf(finish, almanac, now),
  };
  for (const clock of model.clocks.values()) told[clock.name] = toldClock(clock);
  const seen: Record<string, unknown> = {
    state: shown.state,
    unit: shown.unit,
    card: shown.card,
    extensions: shown.extensions,
    signBy: instantOf(shown.signBy),
    dueAt: instantOf(shown.dueAt),
    overdue: shown.overdue,
    overdueWorkdays: shown.overdueWorkdays,
  };
  for (const clock of shown.clocks) seen[clock.name] = shownClock(clock);
  return [...new Set([...Object.keys(told), ...Object.keys(seen)])]
    .filter((name) => !isDeepStrictEqual(told[name], seen[name]))
    .map(
      (name) =>
        `task ${shown.id} at ${show(now)}: ${name} is ${JSON.stringify(seen[name])}, not ${JSON.stringify(told[name])}`,
    );
}

/** Overdue is strictly after the due instant; how late, the working days after the due date up to today (rule 11). */
function latenessOf(finish: ClockModel | undefined, almanac: Almanac, now: number) {
  const dueAt = finish?.dueAt ?? null;
  if (dueAt === null || now <= dueAt) return { overdue: false, overdueWorkdays: 0 };
  let overdueWorkdays = 0;
  const today = dateOf(almanac, now);
  for (let day = dateAfter(dateOf(almanac, dueAt), 1); day <= today; day = dateAfter(day, 1))
    overdueWorkdays += works(almanac, day) ? 1 : 0;
  return { overdue: true, overdueWorkdays };
}

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

const toldClock = ({ state, dueAt, remainder, generation, waiting, provisional }: ClockModel) => ({
  state,
  dueAt,
  remaining: remainder,
  generation,
  nextRungAt: waiting[0]?.at ?? null,
  provisional: state === "running" && provisional,
});

const shownClock = (clock: ShownTask["clocks"][number]) => ({
  state: clock.state,
  dueAt: clock.state === "running" ? instantOf(clock.dueAt) : null,
  remaining: clock.remaining,
  generation: clock.generation,
  nextRungAt: instantOf(clock.nextRungAt),
  provisional: clock.state === "running" && clock.provisional,
});
