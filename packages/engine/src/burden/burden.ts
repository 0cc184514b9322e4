import type { Instant } from "../time/calendar.ts";

/** A task of a unit as a demand on it: who asked, since when until when, and what it is to report. */
export interface Ask {
  readonly task: string;
  readonly matter: string;
  readonly number: string;
  readonly title: string;
  /** The unit that asked; null for the engine: a duty, a need, a complaint. */
  readonly by: string | null;
  readonly at: Instant;
  /** Reports that fell due of it in the window, by its own calendar of reports. */
  readonly reports: number;
  /** What figures it asks for, each by what it measures (名称（单位）), so that one asked in two programmes is one. */
  readonly figures: readonly string[];
}

/** A figure that the unit reported, to whichever task. */
export interface Reported {
  readonly task: string;
  readonly figure: string;
  readonly at: Instant;
}

/** What one asker wanted of the unit. */
export interface AskerBurden {
  readonly by: string | null;
  readonly asks: number;
  readonly reports: number;
  readonly figures: number;
}

/** A figure that was asked of the unit more than once: the later asks, and whether it was known by then. */
export interface RepeatedFigure {
  readonly figure: string;
  readonly askers: readonly (string | null)[];
  readonly asks: readonly {
    readonly task: string;
    readonly number: string;
    readonly by: string | null;
    readonly at: Instant;
    /** When the unit had reported it elsewhere before this ask; null where it had not. */
    readonly knownSince: Instant | null;
  }[];
}

/** What a unit was asked for in a window. */
export interface Burden {
  readonly asks: number;
  readonly reports: number;
  readonly askers: readonly AskerBurden[];
  readonly repeated: readonly RepeatedFigure[];
}

/**
 * What a unit was asked to report, by whom, how often, and which of it was already known; pure.
 *
 * Asks come in the order of time, and so do askers by their first. A figure is repeated if two tasks ask for it, whether two units
 * asked or one did twice; it was known to an ask if the unit had reported it to another task before.
 */
export function burdenOf(given: readonly Ask[], reported: readonly Reported[]): Burden {
  const asks = [...given].sort((one, other) => one.at - other.at || (one.task < other.task ? -1 : 1));
  const askers = [...new Set(asks.map(({ by }) => by))];
  const figures = [...new Set(asks.flatMap((ask) => ask.figures))];
  return {
    asks: asks.length,
    reports: sum(asks.map(({ reports }) => reports)),
    askers: askers.map((by) => {
      const own = asks.filter((ask) => ask.by === by);
      return {
        by,
        asks: own.length,
        reports: sum(own.map(({ reports }) => reports)),
        figures: new Set(own.flatMap((ask) => ask.figures)).size,
      };
    }),
    repeated: figures.flatMap((figure) => repeatedOf(figure, asks, reported)),
  };
}

function repeatedOf(
  figure: string,
  asks: readonly Ask[],
  reported: readonly Reported[],
): readonly RepeatedFigure[] {
  const asking = asks.filter((ask) => ask.figures.includes(figure));
  if (asking.length < 2) return [];
  const known = reported.filter((report) => report.figure === figure);
  return [
    {
      figure,
      askers: [...new Set(asking.map(({ by }) => by))],
      asks: asking.map(({ task, number, by, at }) => {
        const before = known.filter((report) => report.task !== task && report.at < at);
        return {
          task,
          number,
          by,
          at,
          knownSince: before.length === 0 ? null : Math.min(...before.map((report) => report.at)),
        };
      }),
    },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
