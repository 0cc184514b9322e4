import { Button } from "antd";
import { Link } from "wouter";
import { type People, type Units, usePeople, useUnits } from "../app/queries.ts";
import type { Approval } from "../app/shapes.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { deadlineText } from "../parts/deadline.ts";
import { useWords } from "../words/language.tsx";
import { dueSentence, fullTimeText } from "../words/when.ts";
import { choiceOf, isDecidable, otherOf, type Side } from "./decide.ts";
import { Moves } from "./Moves.tsx";
import { partyText } from "./partyText.ts";

/** One that waits: what was asked, by whom, since when, what a decision moves, and the buttons to take it. */
export function InboxEntry(props: {
  readonly approval: Approval;
  readonly now: string;
  readonly isSelected: boolean;
  readonly onToggle: () => void;
  readonly onDecide: (side: Side) => void;
}) {
  const { approval, now, isSelected, onToggle, onDecide } = props;
  const { task, kind, onBehalfOf } = approval;
  const words = useWords();
  const { t, term } = words;
  const units = useUnits();
  const people = usePeople();
  const canDecide = isDecidable(approval);
  return (
    <li className="inbox-entry">
      <div className="inbox-check">
        <input
          type="checkbox"
          checked={isSelected && canDecide}
          disabled={!canDecide}
          onChange={onToggle}
          aria-label={t("selectTask", { number: task.number })}
        />
      </div>
      <div className="inbox-body">
        <div className="task-head-line">
          <span className="chip chip-kind">{term("approvalKind", kind)}</span>
          <span className="number">{task.number}</span>
          <span>{units.nameOf(task.unit)}</span>
          <span className="muted">{term("part", task.role)}</span>
          {task.card !== "none" && <CardMark card={task.card} />}
          {onBehalfOf !== null && (
            <span className="chip chip-strong">{t("onBehalfOf", { person: people.nameOf(onBehalfOf) })}</span>
          )}
        </div>
        <Link href={`/tasks/${task.id}`} data-entry={task.id} className="inbox-title">
          {task.title}
        </Link>
        <p className={task.overdue ? "due-late" : "muted"}>{dueSentence(words, task, now)}</p>
        <Asked approval={approval} now={now} people={people} units={units} />
        <Moves approval={approval} now={now} people={people} units={units} />
      </div>
      <div className="inbox-buttons">
        <Choices approval={approval} onDecide={onDecide} />
      </div>
    </li>
  );
}

function Choices({
  approval,
  onDecide,
}: {
  readonly approval: Approval;
  readonly onDecide: (side: Side) => void;
}) {
  const { term } = useWords();
  const [approve, refuse, other] = [
    choiceOf(approval, "approve"),
    choiceOf(approval, "refuse"),
    otherOf(approval),
  ];
  return (
    <>
      {approve !== undefined && (
        <Button type="primary" onClick={() => onDecide("approve")}>
          {term("event", approve.type)}
        </Button>
      )}
      {refuse !== undefined && (
        <Button danger onClick={() => onDecide("refuse")}>
          {term("event", refuse.type)}
        </Button>
      )}
      {other !== undefined && (
        <Link href={`/tasks/${approval.task.id}`} className="button-link">
          {term("event", other)}
        </Link>
      )}
    </>
  );
}

interface Shown {
  readonly approval: Approval;
  readonly now: string;
  readonly people: People;
  readonly units: Units;
}

/** What was asked, reported or declined, and what was found, in their words. */
function Asked({ approval, now, people, units }: Shown) {
  const words = useWords();
  const { t, term } = words;
  const { asked, inspected, kind, since, waitingWorkdays, task } = approval;
  const due = task.request?.due;
  return (
    <dl className="facts said">
      <div>
        <dt>{term("approvalAsked", kind)}</dt>
        <dd>
          {asked.text ?? t("none")}
          {due !== undefined && <> · {t("requestedDue", { due: deadlineText(words, due) })}</>}
          <br />
          <span className="muted">
            {t("askedByAt", {
              by: partyText(words, asked.by, people, units),
              at: fullTimeText(words, since, now),
              n: waitingWorkdays,
            })}
          </span>
        </dd>
      </div>
      {inspected !== null && (
        <div>
          <dt>{t("inspectionFindings")}</dt>
          <dd>
            {inspected.text ?? t("none")}
            <br />
            <span className="muted">{partyText(words, inspected.by, people, units)}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}
