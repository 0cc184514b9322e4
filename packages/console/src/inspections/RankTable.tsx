import { useUnits } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";
import type { Exclusion, Ranked } from "./inspectionQueries.ts";

/** A pool by rank, with the digest that gave it, and what became of each. */
export function RankTable(props: {
  readonly label: string;
  readonly pool: readonly Ranked[];
  readonly excluded: readonly Exclusion[];
  readonly drawn: readonly string[];
  readonly nameOf: (id: string) => string;
}) {
  const { label, pool, excluded, drawn, nameOf } = props;
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={label}>
      <table className="plain tight">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th scope="col" className="count">
              {t("rank")}
            </th>
            <th scope="col">{label}</th>
            <th scope="col">{t("digest")}</th>
            <th scope="col">{t("drawOutcome")}</th>
          </tr>
        </thead>
        <tbody>
          {pool.map(({ id, digest, rank }) => (
            <tr key={id}>
              <td className="count">{rank}</td>
              <th scope="row">{nameOf(id)}</th>
              <td className="hash" title={digest}>
                {digest.slice(0, 16)}…
              </td>
              <td>
                {drawn.includes(id) && <span className="chip">{t("drawnMark")}</span>}
                <Reasons excluded={excluded.filter((one) => one.id === id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Reasons({ excluded }: { readonly excluded: readonly Exclusion[] }) {
  const { t, term } = useWords();
  const units = useUnits();
  return excluded.map(({ object, reason, detail }) => (
    <div key={`${object}/${reason}/${detail}`}>
      {t("excludedMark", { reason: term("exclusion", reason) })}
      {object !== null && ` · ${units.nameOf(object)}`}
      {detail !== null && <span className="muted">{` (${detail})`}</span>}
    </div>
  ));
}
