import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { call } from "../app/api.ts";
import { useNow } from "../app/queries.ts";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";

interface Upcoming {
  readonly upcoming: readonly { readonly on: string; readonly at: string; readonly provisional: boolean }[];
}

const pauseMs = 250;

/** The next dates that a rule would come to, as one types it. */
export function DutyPreview(props: {
  readonly rule: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly time: string;
  readonly adjust: string;
}) {
  const { rule, startsOn, endsOn, time, adjust } = props;
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const body = JSON.stringify({
    ...{ rule: rule.trim(), startsOn, adjust },
    ...(endsOn === "" ? {} : { endsOn }),
    ...(time === "" ? {} : { time }),
  });
  const [settled, setSettled] = useState(body);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), pauseMs);
    return () => clearTimeout(timer);
  }, [body]);
  const { data, error } = useQuery({
    queryKey: ["duties", "preview", settled],
    queryFn: ({ signal }) =>
      call<Upcoming>("/v1/duties/preview", { method: "POST", body: JSON.parse(settled), signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-labelledby="duty-upcoming" aria-live="polite">
      <h3 id="duty-upcoming">{t("dutyUpcoming")}</h3>
      {error !== null && <p className="preview preview-bad">{problemText(words, error)}</p>}
      {error === null && data?.upcoming.length === 0 && <p className="muted">{t("dutyNever")}</p>}
      {error === null && (
        <ol>
          {data?.upcoming.map(({ on, at, provisional }) => (
            <li key={on}>
              {fullTimeText(words, at, now)} {provisional && <span className="chip">{t("provisional")}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
