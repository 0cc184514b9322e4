import { Button } from "antd";
import { Link } from "wouter";
import { useWords } from "../words/language.tsx";
import { choiceOf } from "./decide.ts";
import type { Decided } from "./useDecisions.ts";

/** What became of each decision that was sent, the refused first. */
export function DecisionResults({
  decided,
  onClose,
}: {
  readonly decided: Decided;
  readonly onClose: () => void;
}) {
  const { t, term } = useWords();
  const failed = decided.results.filter(({ fault }) => fault !== null);
  const done = decided.results.filter(({ fault }) => fault === null);
  return (
    <div className={`banner ${failed.length > 0 ? "banner-warning" : "banner-good"} decided`}>
      <p>
        {failed.length > 0
          ? t("decidedSome", { done: done.length, failed: failed.length })
          : t("decided", { done: done.length })}
      </p>
      <ul className="decision-list many-results">
        {[...failed, ...done].map(({ approval, fault }) => (
          <li key={approval.task.id}>
            <span className="number">{approval.task.number}</span>
            <Link href={`/tasks/${approval.task.id}`}>{approval.task.title}</Link>
            <strong className={fault === null ? "many-done" : "many-not"}>
              {fault === null
                ? term("event", choiceOf(approval, decided.side)?.type ?? "")
                : t("manyNot", { why: term("problem", fault) })}
            </strong>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={onClose}>
        {t("close")}
      </Button>
    </div>
  );
}
