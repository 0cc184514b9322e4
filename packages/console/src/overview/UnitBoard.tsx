import { useState } from "react";
import { useUnits } from "../app/queries.ts";
import type { Overview } from "../app/shapes.ts";
import { useWords } from "../words/language.tsx";
import { Board, type BoardRow } from "./Board.tsx";
import { zeroCounts } from "./zeroCounts.ts";

/** The county by unit in its fixed order, also those without a task unless they are folded away. */
export function UnitBoard({ overview }: { readonly overview: Overview }) {
  const { t } = useWords();
  const units = useUnits();
  const [showsIdle, setShowsIdle] = useState(true);
  const countsByUnit = new Map(overview.byUnit.map(({ unit, counts }) => [unit, counts]));
  const rows: readonly BoardRow[] = units.items.map(({ code, name }) => ({
    id: code,
    name,
    counts: countsByUnit.get(code) ?? zeroCounts,
    filter: { unit: code },
  }));
  const shown = showsIdle ? rows : rows.filter(({ counts }) => counts.open + counts.ended > 0);
  return (
    <section aria-labelledby="by-unit" className="panel">
      <div className="panel-head">
        <h2 id="by-unit">{t("boardByUnit")}</h2>
        <label className="check">
          <input
            type="checkbox"
            checked={showsIdle}
            onChange={(event) => setShowsIdle(event.target.checked)}
          />
          {t("showIdleUnits")}
        </label>
      </div>
      <p className="muted">{t("boardByUnitHelp")}</p>
      <Board rows={shown} total={overview.all} overview={overview} heading={t("unit")} captionId="by-unit" />
    </section>
  );
}
