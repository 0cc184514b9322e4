import type { ReactNode } from "react";
import { useWords } from "../words/language.tsx";

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One of the ills under its name: the figures, what is behind them, how they are computed, and what to look at. */
export function Ill(props: {
  readonly id: string;
  readonly title: string;
  readonly how: Words;
  readonly lookAt: Words;
  readonly children: ReactNode;
}) {
  const { id, title, how, lookAt, children } = props;
  const { t, language } = useWords();
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      <p className="muted">{t("labelled", { label: t("whatToLookAt"), text: lookAt[language] })}</p>
      <details>
        <summary>{t("howComputed")}</summary>
        <p>{how[language]}</p>
      </details>
    </section>
  );
}

/** Figures under their names. One that is null there is not enough to say of. */
export function Figures({
  items,
}: {
  readonly items: readonly { readonly name: string; readonly text: string | null }[];
}) {
  const { t } = useWords();
  return (
    <dl className="figures">
      {items.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text ?? <span className="muted">{t("notEnough")}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure with two digits behind the point. */
export const decimal = (figure: number | null): string | null =>
  figure === null ? null : figure.toFixed(2).replace("-", "−");

/** A share in per cent. */
export const percent = (share: number | null): string | null =>
  share === null ? null : `${(share * 100).toFixed(0)}%`;
