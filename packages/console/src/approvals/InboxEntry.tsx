import { Button } from "antd";
import { Link } from "wouter";
import { useOperations, useUnits } from "../app/queries.ts";
import type { RecordedEvent, Task } from "../app/shapes.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { deadlineText } from "../parts/deadline.ts";
import { refusalText } from "../task/OperationsPanel.tsx";
import { useSettledEvents } from "../task/useEvents.ts";
import { useWords } from "../words/language.tsx";
import { dueSentence } from "../words/when.ts";
import { choiceOf } from "./decide.ts";

/** One task that waits: what was done or is asked, and the two buttons; or why this reader has none. */
export function InboxEntry(props: {
  readonly task: Task;
  readonly now: string;
  readonly may: boolean | undefined;
  readonly isSelected: boolean;
  readonly fault: string | null;
  readonly onToggle: () => void;
  readonly onDecide: (side: "approve" | "refuse") => void;
}) {
  const { task, now, may, isSelected, fault, onToggle, onDecide } = props;
  const words = useWords();
  const { t, term } = words;
  const units = useUnits();
  const choice = choiceOf(task);
  return (
    <li className="inbox-entry">
      <div className="inbox-check">
        <input
          type="checkbox"
          checked={isSelected && may === true}
          disabled={may !== true}
          onChange={onToggle}
          aria-label={t("selectTask", { number: task.number })}
        />
      </div>
      <div className="inbox-body">
        <div className="task-head-line">
          <span className="number">{task.number}</span>
          <span>{units.nameOf(task.unit)}</span>
          <span className="muted">{term("part", task.role)}</span>
          {task.card !== "none" && <CardMark card={task.card} />}
        </div>
        <Link href={`/tasks/${task.id}`} data-entry={task.id} className="inbox-title">
          {task.title}
        </Link>
        <p className={task.overdue ? "due-late" : "muted"}>{dueSentence(words, task, now)}</p>
        {task.request === null ? (
          <Submitted task={task} />
        ) : (
          <p className="said">
            <strong>{t(task.request.kind === "extension" ? "requestExtension" : "requestSuspension")}</strong>
            {task.request.due !== undefined && (
              <> · {t("requestedDue", { due: deadlineText(words, task.request.due) })}</>
            )}
            <br />
            {t("labelled", { label: t("askedBecause"), text: task.request.reason })}
          </p>
        )}
        {fault !== null && (
          <p className="field-fault" role="alert">
            {t("refused", { why: fault })}
          </p>
        )}
      </div>
      <div className="inbox-buttons">
        {may === true && (
          <>
            <Button type="primary" onClick={() => onDecide("approve")}>
              {term("event", choice.approve)}
            </Button>
            <Button danger onClick={() => onDecide("refuse")}>
              {term("event", choice.refuse)}
            </Button>
          </>
        )}
        {may === false && <WhyNot task={task} />}
      </div>
    </li>
  );
}

function WhyNot({ task }: { readonly task: Task }) {
  const words = useWords();
  const { data } = useOperations(task.id);
  const refused = data?.refused.find(({ type }) => type === choiceOf(task).approve);
  return (
    <p className="muted">{refused === undefined ? words.t("decidesNot") : refusalText(words, refused)}</p>
  );
}

const lastOf = (events: readonly RecordedEvent[], type: string, member: string): string | null => {
  const value = events.filter((event) => event.type === type).at(-1)?.data[member];
  return typeof value === "string" ? value : null;
};

/** What the unit says it did, and what the inspector found: that is what is decided on. */
function Submitted({ task }: { readonly task: Task }) {
  const { t } = useWords();
  const { data } = useSettledEvents(task.id, task.revision);
  if (data === undefined) return <p className="muted">{t("loading")}</p>;
  return (
    <dl className="facts">
      <div>
        <dt>{t("submittedResult")}</dt>
        <dd>{lastOf(data, "submitted", "result") ?? t("none")}</dd>
      </div>
      <div>
        <dt>{t("inspectionFindings")}</dt>
        <dd>{lastOf(data, "passed", "findings") ?? t("none")}</dd>
      </div>
    </dl>
  );
}
