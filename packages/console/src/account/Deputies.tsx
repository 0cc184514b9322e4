import { useQueries, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { call } from "../app/api.ts";
import { useDeputyFor, useNow, usePeople } from "../app/queries.ts";
import type { Deputy, Page } from "../app/shapes.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { DeputyForm } from "./DeputyForm.tsx";
import { standingOf, withDeputy, withoutDeputy } from "./deputies.ts";

const deputiesPath = (person: string) => `/v1/people/${encodeURIComponent(person)}/deputies`;

const deputiesQuery = (person: string) => ({
  queryKey: ["deputies", person],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    call<Page<Deputy>>(deputiesPath(person), { signal }),
});

/** Who stands in for the reader (AB角) and when, to be named and ended; and for whom he stands in himself. */
export function Deputies({ person }: { readonly person: string }) {
  const { t } = useWords();
  const now = useNow();
  const save = useSave();
  const { data, error, refetch } = useQuery(deputiesQuery(person));
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const put = (list: ReturnType<typeof withDeputy>) =>
    save.send("PUT", deputiesPath(person), list, () => t("savedPlain"));
  return (
    <section className="stack" aria-labelledby="deputies">
      <h2 id="deputies">{t("deputies")}</h2>
      <p className="muted">{t("deputiesHelp")}</p>
      <SaveNote save={save} />
      <DeputyForm
        person={person}
        isSaving={save.isSaving}
        onAdd={(added) => put(withDeputy(data.items, added, now))}
      />
      {data.items.length === 0 ? (
        <p className="muted">{t("deputiesNone")}</p>
      ) : (
        <ul className="deputies">
          {[...data.items].reverse().map((deputy) => (
            <DeputyEntry
              key={`${deputy.deputy} ${deputy.from}`}
              deputy={deputy}
              name={deputy.deputy}
              now={now}
              onEnd={() => void put(withoutDeputy(data.items, deputy, now))}
            />
          ))}
        </ul>
      )}
      <StandsInFor deputy={person} now={now} />
    </section>
  );
}

/** Who named the reader as his deputy, of those for whom he may act now. */
function StandsInFor({ deputy, now }: { readonly deputy: string; readonly now: string }) {
  const { t } = useWords();
  const persons = useDeputyFor();
  const answers = useQueries({ queries: persons.map(deputiesQuery) });
  const mine = answers.flatMap(({ data }) =>
    (data?.items ?? []).filter((one) => one.deputy === deputy && one.inForce),
  );
  return (
    <>
      <h3>{t("standsInFor")}</h3>
      {mine.length === 0 ? (
        <p className="muted">{t("standsInForNone")}</p>
      ) : (
        <ul className="deputies">
          {mine.map((one) => (
            <DeputyEntry key={`${one.person} ${one.from}`} deputy={one} name={one.person} now={now} />
          ))}
        </ul>
      )}
    </>
  );
}

function DeputyEntry(props: {
  readonly deputy: Deputy;
  readonly name: string;
  readonly now: string;
  readonly onEnd?: () => void;
}) {
  const { deputy, name, now, onEnd } = props;
  const words = useWords();
  const { t } = words;
  const people = usePeople();
  const standing = standingOf(deputy, now);
  const chips = { inForce: "deputyInForce", toCome: "deputyToCome", over: "deputyOver" } as const;
  return (
    <li>
      <strong>{people.nameOf(name)}</strong>
      <span>
        {t("deputySpan", {
          from: timeText(words, deputy.from, now),
          to: timeText(words, deputy.to, now),
        })}
      </span>
      <span className={standing === "inForce" ? "chip chip-strong" : "chip"}>{t(chips[standing])}</span>
      {deputy.reason !== null && <span className="muted">{deputy.reason}</span>}
      {onEnd !== undefined && standing !== "over" && (
        <Button size="small" danger onClick={onEnd}>
          {t(standing === "inForce" ? "deputyEnd" : "deputyDrop")}
        </Button>
      )}
    </li>
  );
}
