import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { Link } from "wouter";
import { call } from "../app/api.ts";
import { useDraft } from "../app/draft.ts";
import { useNow, useUnits, useVersions } from "../app/queries.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { dateText, timeText, weekdayText } from "../words/when.ts";
import {
  type CalendarInForce,
  datesOf,
  type Edits,
  edited,
  toggled,
  weekdayOf,
  worksOn,
} from "./calendarEdit.ts";
import { LookOnly, SaveNote, useIsSystemAdmin } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

interface Moves {
  readonly items: readonly {
    readonly task: string;
    readonly number: string;
    readonly unit: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly total: number;
}

const noEdits: Edits = {};

/** A calendar's year to look at and to edit; what an edit would move is shown before it can be saved. */
export function CalendarAdmin() {
  const { t } = useWords();
  const [id, setId] = useState("default");
  const { data: versions } = useVersions("calendars");
  const ids = [...new Set(["default", ...(versions?.items.map((one) => one.id) ?? [])])];
  const { data, error, refetch } = useQuery({
    queryKey: ["calendar", id],
    queryFn: ({ signal }) => call<CalendarInForce>(`/v1/calendars/${encodeURIComponent(id)}`, { signal }),
  });
  return (
    <>
      <LookOnly />
      <Select
        aria-label={t("calendar")}
        className="filter alone"
        value={id}
        options={ids.map((value) => ({ value, label: value }))}
        onChange={setId}
      />
      {data !== undefined ? (
        <Editor key={`${id} ${data.version}`} calendar={data} />
      ) : error !== null ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </>
  );
}

function Editor({ calendar }: { readonly calendar: CalendarInForce }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const isAdmin = useIsSystemAdmin();
  const save = useSave();
  const [edits, setEdits, discard] = useDraft<Edits>(`calendar.${calendar.id}`, noEdits);
  const [year, setYear] = useState(Number(now.slice(0, 4)));
  const [seen, setSeen] = useState<{ readonly of: string; readonly moves: Moves } | null>(null);
  const [isAsking, setAsking] = useState(false);
  const body = edited(calendar, edits);
  const text = JSON.stringify(body);
  const path = `/v1/calendars/${encodeURIComponent(calendar.id)}`;
  const changed = Object.entries(edits).sort();
  const preview = async () => {
    setAsking(true);
    const moves = await call<Moves>(`${path}/preview`, { method: "POST", body }).catch(() => null);
    setAsking(false);
    if (moves !== null) setSeen({ of: text, moves });
  };
  const kind = (edit: Edits[string], date: string) =>
    edit === "plain"
      ? t(weekdayOf(date) < 5 ? "workday" : "restDay")
      : t(edit === "holiday" ? "holiday" : "makeUpDay");
  return (
    <section className="panel" aria-label={calendar.id}>
      <div className="panel-head">
        <p>
          <strong>{t("versionInForce", { n: calendar.version })}</strong>{" "}
          <span className="muted">
            {t("calendarStripHelp", {
              zone: calendar.timeZone,
              from: calendar.dayStartsAt,
              to: calendar.dayEndsAt,
            })}
          </span>
        </p>
        <span className="pager-buttons">
          <Button aria-label={t("previousYear")} onClick={() => setYear(year - 1)}>
            ‹
          </Button>
          <strong>{year}</strong>
          <Button aria-label={t("nextYear")} onClick={() => setYear(year + 1)}>
            ›
          </Button>
        </span>
      </div>
      {isAdmin && <p className="muted">{t("calendarHelp")}</p>}
      <div className="months">
        {Array.from({ length: 12 }, (_, place) => `${year}-${String(place + 1).padStart(2, "0")}`).map(
          (month) => (
            <YearMonth
              key={month}
              month={month}
              days={body.days}
              edits={edits}
              coveredTo={calendar.coverage.to}
              onToggle={isAdmin ? (date) => setEdits(toggled(calendar, edits, date)) : undefined}
            />
          ),
        )}
      </div>
      {isAdmin && (
        <section aria-labelledby="edits" className="stack">
          <h2 id="edits">{t("edits")}</h2>
          {changed.length === 0 ? (
            <p className="muted">{t("noEdits")}</p>
          ) : (
            <ul>
              {changed.map(([date, edit]) => (
                <li key={date}>
                  {dateText(words, date)}（{weekdayText(words, date)}）
                  {t("becomes", { what: kind(edit, date) })}
                </li>
              ))}
            </ul>
          )}
          {seen !== null && seen.of === text && <MovesList moves={seen.moves} now={now} />}
          <SaveNote save={save} />
          <div className="buttons">
            <Button disabled={changed.length === 0} loading={isAsking} onClick={() => void preview()}>
              {t("previewEdit")}
            </Button>
            <Button
              type="primary"
              disabled={changed.length === 0 || seen?.of !== text}
              loading={save.isSaving}
              onClick={() => {
                void save
                  .send<CalendarInForce>("PUT", path, body, ({ version }) => t("saved", { n: version }))
                  .then((isDone) => isDone && discard());
              }}
            >
              {t("saveCalendar")}
            </Button>
            <Button disabled={changed.length === 0} onClick={discard}>
              {t("discardDraft")}
            </Button>
          </div>
        </section>
      )}
    </section>
  );
}

const weekDates = [
  "2026-03-02",
  "2026-03-03",
  "2026-03-04",
  "2026-03-05",
  "2026-03-06",
  "2026-03-07",
  "2026-03-08",
];

function YearMonth(props: {
  readonly month: string;
  readonly days: CalendarInForce["days"];
  readonly edits: Edits;
  readonly coveredTo: string;
  readonly onToggle: ((date: string) => void) | undefined;
}) {
  const { month, days, edits, coveredTo, onToggle } = props;
  const words = useWords();
  const { t } = words;
  const dates = datesOf(month);
  const caption =
    words.language === "zh" ? `${Number(month.slice(5))}月` : dateText(words, `${month}-01`, month).slice(2);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid of days.
    <div role="group" aria-label={caption} className="year-month">
      <h3>{caption}</h3>
      <div className="year-days">
        {weekDates.map((date) => (
          <span key={date} className="year-weekday" aria-hidden>
            {weekdayText(words, date).replace("周", "").slice(0, 2)}
          </span>
        ))}
        {dates.map((date, place) => {
          const listed = days[date];
          const works = worksOn(days, date);
          const what = t(
            listed === "workday"
              ? "makeUpDay"
              : listed === "holiday"
                ? "holiday"
                : works
                  ? "workday"
                  : "restDay",
          );
          const classes = `year-day ${works ? "day-works" : "day-rests"} ${edits[date] === undefined ? "" : "year-edited"} ${date > coveredTo ? "day-guessed" : ""}`;
          const style = place === 0 ? { gridColumnStart: weekdayOf(date) + 1 } : undefined;
          const mark = listed !== undefined && (
            <span className={`day-listed day-${listed}`} aria-hidden>
              {t(listed === "workday" ? "makeUpMark" : "holidayMark")}
            </span>
          );
          const label = `${dateText(words, date)} ${what}`;
          return onToggle === undefined ? (
            <span key={date} className={classes} style={style} title={label}>
              {Number(date.slice(8))}
              {mark}
            </span>
          ) : (
            <button
              key={date}
              type="button"
              className={classes}
              style={style}
              title={label}
              aria-pressed={edits[date] !== undefined}
              onClick={() => onToggle(date)}
            >
              <span aria-hidden>{Number(date.slice(8))}</span>
              {mark}
              <span className="sr-only">{label}</span>
            </button>
          );
        })}
      </div>
    </div>
  );
}

const shownMoves = 50;

function MovesList({ moves, now }: { readonly moves: Moves; readonly now: string }) {
  const words = useWords();
  const { t } = words;
  const units = useUnits();
  if (moves.total === 0) return <p className="banner banner-good">{t("wouldMoveNone")}</p>;
  return (
    <div role="status" className="stack">
      <p className="banner banner-note">{t("wouldMove", { n: moves.total })}</p>
      <div className="table-frame">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("number")}</th>
              <th scope="col">{t("unit")}</th>
              <th scope="col">{t("from")}</th>
              <th scope="col">{t("to")}</th>
            </tr>
          </thead>
          <tbody>
            {moves.items.slice(0, shownMoves).map(({ task, number, unit, from, to }) => (
              <tr key={`${task} ${from} ${to}`}>
                <td>
                  <Link href={`/tasks/${task}`}>{number}</Link>
                </td>
                <td>{units.nameOf(unit)}</td>
                <td>{timeText(words, from, now)}</td>
                <td>{timeText(words, to, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
