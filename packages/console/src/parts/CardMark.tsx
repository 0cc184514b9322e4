import { useWords } from "../words/language.tsx";

const known: ReadonlySet<string> = new Set(["blue", "yellow", "orange", "red", "green"]);

/** A card: a flag in its colour, and its name beside it, which a county may have chosen itself. */
export function CardMark({ card }: { readonly card: string }) {
  const { term } = useWords();
  if (card === "none") return <span className="muted">{term("card", card)}</span>;
  return (
    <span className={`card-mark card-${known.has(card) ? card : "other"}`}>
      <svg viewBox="0 0 12 14" width="12" height="14" aria-hidden>
        <path d="M2 1v12M2 1h9l-2.2 3L11 7H2" />
      </svg>
      {term("card", card)}
    </span>
  );
}
