import { Button } from "antd";
import { useState } from "react";
import { usePeople, useUnits } from "../app/queries.ts";
import type { RecordedEvent, Task } from "../app/shapes.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { deadlineText, isDeadline } from "../parts/deadline.ts";
import { useWords } from "../words/language.tsx";
import { fullTimeText, timeText } from "../words/when.ts";
import { useTargets } from "./useTargets.ts";

const atFirst = 20;

/** What was recorded of the task, newest first: who did what when, and what he said. */
export function History({
  task,
  events,
  now,
}: {
  readonly task: Task;
  readonly events: readonly RecordedEvent[];
  readonly now: string;
}) {
  const nameByTarget = new Map(useTargets(task).map(({ id, name }) => [id, name]));
  const targetName = (id: string) => nameByTarget.get(id) ?? id;
  const { t } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const [showsNotices, setShowsNotices] = useState(false);
  // What was told whom is part of the record, but a reader looks for what happened.
  const ordered = [...events]
    .filter(({ type }) => showsNotices || type !== "noticeSent")
    .sort((one, other) => other.revision - one.revision);
  const shown = showsAll ? ordered : ordered.slice(0, atFirst);
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={showsNotices}
          onChange={(event) => setShowsNotices(event.target.checked)}
        />
        {t("showNotices")}
      </label>
      <ol className="history">
        {shown.map((event) => (
          <Entry key={event.revision} event={event} now={now} targetName={targetName} />
        ))}
      </ol>
      {shown.length < ordered.length && <Button onClick={() => setShowsAll(true)}>{t("earlier")}</Button>}
    </>
  );
}

interface Told {
  readonly event: RecordedEvent;
  readonly now: string;
  readonly targetName: (id: string) => string;
}

function Entry({ event, now, targetName }: Told) {
  const words = useWords();
  const { t, term } = words;
  const people = usePeople();
  const units = useUnits();
  const { actor } = event;
  const isEngine = actor.key === "engine";
  const who = isEngine
    ? t("bySystem")
    : [
        actor.person === null ? actor.key : people.nameOf(actor.person),
        actor.unit === null ? "" : units.nameOf(actor.unit),
      ]
        .filter(Boolean)
        .join(" · ");
  return (
    <li className={`entry ${isEngine ? "entry-engine" : ""}`}>
      <div className="entry-head">
        <strong>{term("event", event.type)}</strong>
        <span>{who}</span>
        <time dateTime={event.recordedAt} className="muted">
          {fullTimeText(words, event.recordedAt, now)}
        </time>
        <span className="muted">{t("revision", { n: event.revision })}</span>
      </div>
      <Said event={event} now={now} targetName={targetName} />
    </li>
  );
}

const spoken = ["reason", "note", "result", "findings"] as const;

/** The members of an event's data that a person reads. */
function Said({ event, now, targetName }: Told) {
  const words = useWords();
  const { term } = words;
  const units = useUnits();
  const people = usePeople();
  const { data } = event;
  const facts: string[] = [];
  if (typeof data["progress"] === "number") facts.push(`${term("field", "progress")} ${data["progress"]}`);
  if (event.type === "reassigned" && typeof data["unit"] === "string") {
    facts.push(`${term("field", "unit")} ${units.nameOf(data["unit"])}`);
  }
  if (typeof data["handler"] === "string") {
    facts.push(`${term("field", "handler")} ${people.nameOf(data["handler"])}`);
  }
  if (isDeadline(data["due"]))
    facts.push(
      `${term("field", event.type === "assigned" ? "firstDue" : "due")} ${deadlineText(words, data["due"])}`,
    );
  const moved = typeof data["to"] === "string" && typeof data["from"] === "string";
  if (moved)
    facts.push(`${timeText(words, String(data["from"]), now)} → ${timeText(words, String(data["to"]), now)}`);
  const figures = Object.entries(asRecord(data["figures"]));
  if (figures.length > 0) {
    const said = figures.map(([id, figure]) => `${targetName(id)} ${figure}`);
    facts.push(`${term("field", "figures")} ${words.list(said)}`);
  }
  const card = typeof data["card"] === "string" ? data["card"] : null;
  const texts = spoken.flatMap((name) => (typeof data[name] === "string" ? [data[name]] : []));
  return (
    <div className="entry-body">
      {card !== null && <CardMark card={card} />}
      {facts.length > 0 && <p>{facts.join(" · ")}</p>}
      {texts.map((text) => (
        <p key={text} className="said">
          {text}
        </p>
      ))}
      <Evidence value={data["evidence"]} />
    </div>
  );
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Links to what a unit shows for its work; only to http and https, which is all the API takes. */
function Evidence({ value }: { readonly value: unknown }) {
  if (!Array.isArray(value)) return null;
  const pieces = value.filter(
    (piece): piece is { name: string; url: string } =>
      typeof piece?.name === "string" && typeof piece?.url === "string" && /^https?:/.test(piece.url),
  );
  return (
    <ul className="evidence">
      {pieces.map(({ name, url }) => (
        <li key={url}>
          <a href={url} target="_blank" rel="noreferrer">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
