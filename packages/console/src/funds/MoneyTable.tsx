import { useWords } from "../words/language.tsx";
import { type Money, moneyText } from "./fundsQueries.ts";

/** One row: what it is of, and its money; `planned` is left out where nothing is planned by it. */
export type MoneyRow = Omit<Money, "planned"> & {
  readonly key: string;
  readonly name: string;
  readonly projects: number;
  readonly planned?: string;
};

/** Sums of money, one row each. */
export function MoneyTable(props: {
  readonly label: string;
  readonly head: string;
  readonly rows: readonly MoneyRow[];
}) {
  const { label, head, rows } = props;
  const { t } = useWords();
  const hasPlanned = rows.some(({ planned }) => planned !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={label}>
      <table className="plain tight">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <Head text={t("project")} />
            <Head text={t("fundAmount")} />
            {hasPlanned && <Head text={t("fundPlanned")} />}
            <Head text={t("fundPaid")} />
            <Head text={t("fundLeft")} />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, projects, amount, planned, paid, left }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className="count">{projects}</td>
              <td className="count">{moneyText(amount)}</td>
              {hasPlanned && <td className="count">{planned === undefined ? "–" : moneyText(planned)}</td>}
              <td className="count">{moneyText(paid)}</td>
              <td className="count">{moneyText(left)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Head = ({ text }: { readonly text: string }) => (
  <th scope="col" className="count">
    {text}
  </th>
);
