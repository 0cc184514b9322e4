import { Link } from "wouter";
import { usePeople } from "../app/queries.ts";
import type { ForecastRung } from "../app/shapes.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import { dateText, timeText, weekdayText } from "../words/when.ts";

/** Rungs by the day they fire on, in their order. */
export function ForecastTable(props: {
  readonly rungs: readonly ForecastRung[];
  readonly now: string;
  readonly unitName: (code: string) => string;
}) {
  const { rungs, now, unitName } = props;
  const words = useWords();
  const { t } = words;
  const days = [...new Set(rungs.map(({ at }) => at.slice(0, 10)))];
  const heads = [t("fires"), t("title"), t("unit"), t("card"), t("due"), t("tells")];
  return (
    <PlainTable label={t("forecast")} heads={heads} isStacked className="forecast">
      {days.map((day) => {
        const ofDay = rungs.filter(({ at }) => at.startsWith(day));
        return (
          <tbody key={day} id={day}>
            <tr className="group-head">
              <th scope="rowgroup" colSpan={heads.length}>
                {dateText(words, day, now)} {weekdayText(words, day)}
                <span className="muted"> {t("countRungs", { n: ofDay.length })}</span>
              </th>
            </tr>
            {ofDay.map((rung) => (
              <RungRow
                key={`${rung.task} ${rung.clock} ${rung.generation} ${rung.rung}`}
                rung={rung}
                now={now}
                unit={unitName(rung.unit)}
              />
            ))}
          </tbody>
        );
      })}
    </PlainTable>
  );
}

function RungRow({
  rung,
  now,
  unit,
}: {
  readonly rung: ForecastRung;
  readonly now: string;
  readonly unit: string;
}) {
  const words = useWords();
  const { t, term } = words;
  return (
    <tr>
      <td data-label={t("fires")} className="number">
        {rung.at.slice(11, 16)}
        {rung.missed && <span className="chip chip-strong">{t("missedRung")}</span>}
        {rung.urgent && <span className="chip chip-strong">{t("urgentRung")}</span>}
      </td>
      <th scope="row" className="col-title">
        <Link href={`/tasks/${rung.task}`}>{rung.title}</Link>
        <span className="number late-number">{rung.number}</span>
      </th>
      <td data-label={t("unit")}>{unit}</td>
      <td data-label={t("card")}>
        {rung.card === null ? t("rungNoCard") : <CardMark card={rung.card} />}
        {rung.propose !== null && <span className="chip">{t("rungProposes", { what: rung.propose })}</span>}
      </td>
      <td data-label={t("due")}>
        {term("clock", rung.clock)}
        <span className="due-at late-number">
          {timeText(words, rung.dueAt, now)}
          {rung.provisional && ` · ${t("provisional")}`}
        </span>
      </td>
      <td data-label={t("tells")}>
        <Told notify={rung.notify} />
      </td>
    </tr>
  );
}

/** Whom a rung tells: each role, the people who hold it, and where it goes if nobody does. */
function Told({ notify }: { readonly notify: ForecastRung["notify"] }) {
  const { t, term, list } = useWords();
  const people = usePeople();
  if (notify.length === 0) return <span className="muted">{t("none")}</span>;
  return (
    <ul>
      {notify.map(({ role, persons, reached }) => (
        <li key={role}>
          {term("role", reached ?? role)}
          {persons.length > 0 && <span className="muted"> {list(persons.map(people.nameOf))}</span>}
          {reached === null && <span className="muted"> {t("nobodyThere")}</span>}
          {typeof reached === "string" && (
            <span className="muted">
              {t("climbsTo", { role: term("role", role), reached: term("role", reached) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
