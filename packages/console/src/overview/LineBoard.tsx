import type { Counts, Overview } from "../app/shapes.ts";
import { useWords } from "../words/language.tsx";
import { Board, type BoardRow } from "./Board.tsx";
import { zeroCounts } from "./zeroCounts.ts";

/** The counts of several groups together. */
function sumOf(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) {
      if (typeof count === "number") sum[name] = (sum[name] ?? 0) + count;
    }
  }
  return { ...zeroCounts, ...sum };
}

/** The county by programme, each with its lines beneath it; what belongs to neither is left to the board of units. */
export function LineBoard({ overview }: { readonly overview: Overview }) {
  const { t } = useWords();
  const compare = new Intl.Collator("zh").compare;
  const named = (name: string | null) => name ?? "\u{10ffff}";
  const groups = overview.byLine
    .filter(({ line, programme }) => line !== null || programme !== null)
    .sort(
      (one, other) =>
        compare(named(one.programme), named(other.programme)) || compare(named(one.line), named(other.line)),
    );
  const programmes = [...new Set(groups.map(({ programme }) => programme))];
  const rows: readonly BoardRow[] = programmes.flatMap((programme) => {
    const lines = groups.filter((group) => group.programme === programme);
    // Without a programme, or a line, there is no filter for all of those: the number stands alone.
    const ofProgramme = programme === null ? {} : { programme };
    return [
      {
        id: `${programme}`,
        name: programme ?? t("noProgramme"),
        isHead: true,
        counts: sumOf(lines.map(({ counts }) => counts)),
        ...(programme === null ? {} : { filter: ofProgramme }),
      },
      ...lines.map(({ line, counts }) => ({
        id: `${programme} ${line}`,
        name: line ?? t("noLine"),
        counts,
        ...(line === null || programme === null ? {} : { filter: { ...ofProgramme, line } }),
      })),
    ];
  });
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="by-line" className="panel">
      <h2 id="by-line">{t("boardByLine")}</h2>
      <Board rows={rows} overview={overview} heading={t("line")} captionId="by-line" />
    </section>
  );
}
