import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { call } from "../app/api.ts";
import { useNow } from "../app/queries.ts";
import type { Page } from "../app/shapes.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { dateText, fullTimeText } from "../words/when.ts";

interface Occurrence {
  readonly on: string;
  readonly at: string;
  readonly state: "created" | "skipped";
  readonly matter: string | null;
  readonly number: string | null;
  readonly reason: string | null;
}

/** What became of a duty's last dates: the matter each made, or why it made none. */
export function DutyOccurrences({ id }: { readonly id: string }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: ["duties", id, "occurrences"],
    queryFn: ({ signal }) =>
      call<Page<Occurrence>>(`/v1/duties/${encodeURIComponent(id)}/occurrences?limit=50`, { signal }),
  });
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <section className="panel" aria-labelledby="duty-occurrences">
      <h2 id="duty-occurrences">{t("dutyOccurrences")}</h2>
      {data.items.length === 0 && <p className="muted">{t("noOccurrences")}</p>}
      <ul className="tree">
        {data.items.map(({ on, at, matter, number, reason }) => (
          <li key={on} className="tree-task">
            <span>{dateText(words, on)}</span>
            {matter === null ? (
              <span>{t("dutySkipped", { why: reason ?? "" })}</span>
            ) : (
              <Link href={`/matters/${matter}`}>{number ?? matter}</Link>
            )}
            <span className="muted">{fullTimeText(words, at, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
