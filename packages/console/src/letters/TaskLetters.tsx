import { Link } from "wouter";
import { useNow } from "../app/queries.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import { useLettersOfTask } from "./letterQueries.ts";

/** The letters that a task's history calls for, the newest first. */
export function TaskLetters({ task }: { readonly task: string }) {
  const words = useWords();
  const { t, term } = words;
  const now = useNow();
  const { data, error, refetch } = useLettersOfTask(task);
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  if (data.items.length === 0) return <p className="muted">{t("noLetters")}</p>;
  return (
    <ul className="plain-list">
      {[...data.items].reverse().map(({ kind, revision, on }) => (
        <li key={revision}>
          <Link href={`/tasks/${task}/letters/${revision}`}>{term("letterKind", kind)}</Link>{" "}
          <span className="muted">{dateText(words, on, now)}</span>
        </li>
      ))}
    </ul>
  );
}
