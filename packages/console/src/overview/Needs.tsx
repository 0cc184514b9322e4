import { Link } from "wouter";
import { useUnits } from "../app/queries.ts";
import type { Counts, Overview } from "../app/shapes.ts";
import { rankOfCard } from "../parts/cardOrder.ts";
import { type Filter, listPath } from "../tasks/filter.ts";
import { dateAfter } from "../words/dateAfter.ts";
import { useWords, type Words } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import { useSight } from "./useSight.ts";
import { zeroCounts } from "./zeroCounts.ts";

interface Need {
  readonly label: string;
  readonly help: string;
  readonly count: number;
  readonly path: string;
  readonly tone: "late" | "soon" | "decide" | "plain";
}

/** What waits for somebody, each number the way to exactly its list: first what a decision is asked for, then the rest, smaller. */
export function Needs({ overview }: { readonly overview: Overview }) {
  const words = useWords();
  const { t } = words;
  const units = useUnits();
  const unit = useSight();
  const counts =
    unit === undefined
      ? overview.all
      : (overview.byUnit.find((row) => row.unit === unit)?.counts ?? zeroCounts);
  const first = pressing(words, overview, counts, unit);
  const rest = others(words, counts, unit);
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">{unit === undefined ? t("needsMe") : t("myUnit", { unit: units.nameOf(unit) })}</h2>
      <ul className="needs">
        {first.map(({ label, help, count, path, tone }) => (
          <li key={label}>
            <Link href={path} className={`need need-${count === 0 ? "idle" : tone}`}>
              <span className="need-label">{label}</span>
              <span className="need-count">
                <strong>{count}</strong> {unitOf(words, count)}
              </span>
              <span className="need-help">{help}</span>
            </Link>
          </li>
        ))}
      </ul>
      <ul className="needs-more" aria-label={t("otherNeeds")}>
        {rest.map(({ label, help, count, path }) => (
          <li key={label}>
            <Link href={path} className="need-small" title={help}>
              {label} <strong>{count}</strong> {unitOf(words, count)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The word behind a number of tasks. */
const unitOf = ({ t }: Words, count: number): string =>
  t("countTasks", { n: count }).replace(String(count), "").trim();

const at = (filter: Filter, unit: string | undefined): string =>
  listPath(unit === undefined ? filter : { ...filter, unit });

function pressing(
  words: Words,
  overview: Overview,
  counts: Counts,
  unit: string | undefined,
): readonly Need[] {
  const { t, term } = words;
  const last = dateText(words, dateAfter(overview.soonBefore, -1), overview.now);
  return [
    {
      label: t("waitingClosure"),
      help: t("waitingClosureHelp"),
      count: counts.inspected,
      path: unit === undefined ? "/approvals" : at({ state: "inspected" }, unit),
      tone: "decide",
    },
    {
      label: t("waitingRequests"),
      help: t("waitingRequestsHelp"),
      count: counts.requests,
      path: unit === undefined ? "/approvals?tab=requests" : at({ request: "any" }, unit),
      tone: "decide",
    },
    {
      label: t("overdue"),
      help: t("overdueHelp"),
      count: counts.overdue,
      path: at({ overdue: "true" }, unit),
      tone: "late",
    },
    {
      label: t("dueSoon"),
      help: t("dueSoonHelp", { date: last }),
      count: counts.dueSoon,
      path: at({ overdue: "false", dueBefore: overview.soonBefore }, unit),
      tone: "soon",
    },
    {
      label: term("card", "red"),
      help: t("withCardHelp"),
      count: counts.byCard["red"] ?? 0,
      path: at({ card: "red", state: "open" }, unit),
      tone: "late",
    },
  ];
}

function others({ t, term }: Words, counts: Counts, unit: string | undefined): readonly Need[] {
  const cards = Object.entries(counts.byCard)
    .filter(([card]) => card !== "red")
    .sort(([one], [other]) => rankOfCard(one) - rankOfCard(other));
  const states = [
    ["underInspection", "waitingInspection", "waitingInspectionHelp"],
    ["assigned", "waitingSign", "waitingSignHelp"],
    ["declined", "waitingReassign", "waitingReassignHelp"],
  ] as const;
  return [
    ...cards.map(([card, count]) => ({
      label: term("card", card),
      help: t("withCardHelp"),
      count,
      path: at({ card, state: "open" }, unit),
      tone: "plain" as const,
    })),
    ...states.map(([state, label, help]) => ({
      label: t(label),
      help: t(help),
      count: counts[state],
      path: at({ state }, unit),
      tone: "plain" as const,
    })),
  ];
}
