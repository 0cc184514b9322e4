import { Button } from "antd";
import { useMemo, useState } from "react";
import type { RecordedEvent, Timeline } from "../app/shapes.ts";
import { useWords, type Words } from "../words/language.tsx";
import { dateText, weekdayText } from "../words/when.ts";
import { type StripDay, type StripMonth, stripDays, stripMonths } from "./stripDays.ts";

// As many months as a reader takes in at once; the rest are there when asked for.
const fewMonths = 6;

/** The months of a task: which days work, where the clock held still, when it is due, and the rungs around that. */
export function CalendarStrip(props: {
  readonly timeline: Timeline;
  readonly events: readonly RecordedEvent[];
}) {
  const { timeline, events } = props;
  const { t } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const months = useMemo(() => stripMonths(stripDays(timeline, events)), [timeline, events]);
  const few = months.length <= fewMonths ? months : months.filter(({ matters }) => matters).slice(-fewMonths);
  const shown = showsAll ? months : few;
  const { timeZone, dayStartsAt, dayEndsAt, coveredTo } = timeline.calendar;
  const isProvisional = timeline.clocks.some(({ provisional, state }) => provisional && state !== "done");
  return (
    <div className="strip">
      <div className="months">
        {shown.map((month) => (
          <Month key={month.month} month={month} />
        ))}
      </div>
      {months.length > few.length && (
        <Button size="small" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t("fewerMonths") : t("moreMonths", { n: months.length })}
        </Button>
      )}
      <Legend />
      <p className="muted">{t("calendarStripHelp", { zone: timeZone, from: dayStartsAt, to: dayEndsAt })}</p>
      {isProvisional && (
        <p className="banner banner-note">
          <strong>{t("provisional")}</strong> {t("provisionalHelp", { to: coveredTo })}
        </p>
      )}
    </div>
  );
}

const weekdayDates = [
  "2026-03-02",
  "2026-03-03",
  "2026-03-04",
  "2026-03-05",
  "2026-03-06",
  "2026-03-07",
  "2026-03-08",
];

function Month({ month: { month, weeks } }: { readonly month: StripMonth }) {
  const words = useWords();
  const [year, number] = month.split("-");
  const caption =
    words.language === "zh"
      ? `${year}年${Number(number)}月`
      : dateText(words, `${month}-01`).replace(/^\d+ /, "");
  return (
    <table className="month">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {weekdayDates.map((date) => (
            <th key={date} scope="col">
              <span aria-hidden>{weekdayText(words, date).replace("周", "").slice(0, 2)}</span>
              <span className="sr-only">{weekdayText(words, date)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, place) => (
          <tr key={week.find((day) => day !== null)?.date ?? place}>
            {week.map((day, weekday) =>
              day === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty place is nothing but its place.
                <td key={weekday} />
              ) : (
                <Day key={day.date} day={day} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is on a day, in words. */
function dayText({ t, term, list }: Words, day: StripDay): string {
  const kind =
    day.listed === "workday"
      ? t("makeUpDay")
      : day.listed === "holiday"
        ? t("holiday")
        : t(day.works ? "workday" : "restDay");
  return list([
    kind,
    ...(day.isToday ? [t("today")] : []),
    ...(day.isStart ? [t("startMark")] : []),
    ...(day.isHeld ? [t("held")] : []),
    ...day.dues.map((name) => `${term("clock", name)} ${t("dueMark")}`),
    ...day.fired.map(
      ({ card }) => `${t("rungFired")} ${card === null ? t("rungNoCard") : term("card", card)}`,
    ),
    ...day.toCome.map(
      ({ card }) => `${t("rungToCome")} ${card === null ? t("rungNoCard") : term("card", card)}`,
    ),
  ]);
}

function Day({ day }: { readonly day: StripDay }) {
  const words = useWords();
  const { t } = words;
  const text = dayText(words, day);
  const classes = [
    "day",
    day.works ? "day-works" : "day-rests",
    day.isHeld ? "day-held" : "",
    day.isToday ? "day-today" : "",
    day.dues.length > 0 ? "day-due" : "",
    day.covered ? "" : "day-guessed",
  ];
  const isMarked = day.dues.length > 0 || day.isStart;
  return (
    <td
      className={classes.filter(Boolean).join(" ")}
      title={text}
      aria-current={day.isToday ? "date" : undefined}
    >
      <span className="day-number">{Number(day.date.slice(8))}</span>
      {day.listed !== null && (
        <span className={`day-listed day-${day.listed}`} aria-hidden>
          {t(day.listed === "workday" ? "makeUpMark" : "holidayMark")}
        </span>
      )}
      <span className="day-marks" aria-hidden>
        {day.dues.length > 0 && <b>{t("dueMarkShort")}</b>}
        {day.isStart && <i>{t("startMark").slice(0, words.language === "zh" ? 2 : 3)}</i>}
        {!isMarked && day.fired.length > 0 && <span className="dot dot-fired" />}
        {!isMarked && day.toCome.length > 0 && <span className="dot dot-come" />}
      </span>
      <span className="sr-only">{text}</span>
    </td>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <ul className="legend">
      <li>
        <span className="key day-works" /> {t("workday")}
      </li>
      <li>
        <span className="key day-rests" /> {t("restDay")}
      </li>
      <li>
        <span className="day-listed day-holiday">{t("holidayMark")}</span> {t("holiday")}
      </li>
      <li>
        <span className="day-listed day-workday">{t("makeUpMark")}</span> {t("makeUpDay")}
      </li>
      <li>
        <span className="key day-held" /> {t("held")}
      </li>
      <li>
        <span className="key day-today" /> {t("today")}
      </li>
      <li>
        <span className="dot dot-fired" /> {t("rungFired")}
      </li>
      <li>
        <span className="dot dot-come" /> {t("rungToCome")}
      </li>
    </ul>
  );
}
