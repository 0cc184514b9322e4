import type { ReactNode } from "react";
import { Link } from "wouter";
import { ApiProblem } from "../app/api.ts";
import { useLifecycle, useNow, usePeople, useTask, useTimeline, useUnits } from "../app/queries.ts";
import type { Task, Timeline } from "../app/shapes.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { TaskExemplars } from "../exemplars/TaskExemplars.tsx";
import { TaskLetters } from "../letters/TaskLetters.tsx";
import { CardMark } from "../parts/CardMark.tsx";
import { deadlineText } from "../parts/deadline.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { Progress } from "../parts/Progress.tsx";
import { StateMark } from "../parts/StateMark.tsx";
import { RequestChip } from "../tasks/TaskTable.tsx";
import { useWords } from "../words/language.tsx";
import { dueSentence, timeText } from "../words/when.ts";
import { CalendarStrip } from "./CalendarStrip.tsx";
import { Countersigns } from "./Countersigns.tsx";
import { History } from "./History.tsx";
import { OperationsPanel } from "./OperationsPanel.tsx";
import { Rungs } from "./Rungs.tsx";
import { SisterTasks } from "./SisterTasks.tsx";
import { StageList } from "./StageList.tsx";
import { Statechart } from "./Statechart.tsx";
import { TargetList } from "./TargetList.tsx";
import { useEvents } from "./useEvents.ts";
import { whoDecides } from "./whoDecides.ts";

/** A task: what, who, how long still; what can be done about it; how it came to this. */
export function TaskPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const { data: task, error, refetch } = useTask(id);
  const timeline = useTimeline(id).data;
  const events = useEvents(id).data ?? [];
  const now = useNow();
  usePageTitle(task === undefined ? t("tasks") : `${task.number} ${task.title}`);
  if (task === undefined) {
    if (error === null) return <Loading />;
    const isUnknown = error instanceof ApiProblem && error.status === 404;
    return (
      <section className="page">
        <ProblemAlert error={error} {...(isUnknown ? {} : { onRetry: () => void refetch() })} />
        <Link href="/tasks">{t("tasks")}</Link>
      </section>
    );
  }
  return (
    <article className="page">
      <TaskHead task={task} timeline={timeline} now={now} />
      <div className="task-grid">
        <div className="task-side">
          <Panel id="operations" title={t("operations")}>
            <OperationsPanel task={task} />
          </Panel>
          <Panel id="facts" title={t("taskFacts")}>
            <Facts task={task} timeline={timeline} now={now} />
          </Panel>
          {task.countersign !== null && (
            <Panel id="countersign" title={t("countersigning")}>
              <Countersigns countersign={task.countersign} now={now} />
            </Panel>
          )}
          {task.targets.length > 0 && (
            <Panel id="targets" title={t("figures")}>
              <TargetList task={task} />
            </Panel>
          )}
          {(task.stages.length > 0 || task.clocks.some(({ name }) => name === "report")) && (
            <Panel id="stages" title={t("stages")}>
              <StageList task={task} now={now} />
            </Panel>
          )}
          <Panel id="sisters" title={t("sisters")}>
            <SisterTasks task={task} now={now} />
          </Panel>
          <Panel id="letters" title={t("letters")}>
            <TaskLetters task={task.id} />
          </Panel>
          <Panel id="exemplars" title={t("exemplars")}>
            <TaskExemplars task={task} />
          </Panel>
        </div>
        <div className="task-main">
          <Panel id="chart" title={t("statechart")}>
            <Chart task={task} events={events} />
          </Panel>
          {timeline !== undefined && (
            <Panel id="calendar" title={t("calendarStrip")}>
              <CalendarStrip timeline={timeline} events={events} />
            </Panel>
          )}
          {timeline !== undefined && (
            <Panel id="ladder" title={t("ladder")}>
              <Rungs timeline={timeline} />
            </Panel>
          )}
          <Panel id="history" title={t("history")} note={t("newestFirst")}>
            <History task={task} events={events} now={now} />
          </Panel>
        </div>
      </div>
    </article>
  );
}

function Panel(props: {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  const { id, title, note, children } = props;
  return (
    <section className={`panel panel-${id}`} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="muted">{note}</span>}
      </div>
      {children}
    </section>
  );
}

function Chart({
  task,
  events,
}: {
  readonly task: Task;
  readonly events: Parameters<typeof Statechart>[0]["events"];
}) {
  const { data } = useLifecycle(task.definition);
  return data === undefined ? <Loading /> : <Statechart lifecycle={data} task={task} events={events} />;
}

function TaskHead(props: {
  readonly task: Task;
  readonly timeline: Timeline | undefined;
  readonly now: string;
}) {
  const { task, timeline, now } = props;
  const words = useWords();
  const { t, term } = words;
  const units = useUnits();
  const unit = units.nameOf(task.unit);
  const isSoon = !task.overdue && task.workdaysLeft !== null && task.workdaysLeft <= 3;
  return (
    <header className="task-head">
      <div className="task-head-line">
        <span className="number">{task.number}</span>
        <StateMark state={task.state} />
        {task.card !== "none" && <CardMark card={task.card} />}
        <RequestChip task={task} />
        {task.priority !== "normal" && (
          <span className="chip chip-strong">{term("priority", task.priority)}</span>
        )}
      </div>
      <h1>{task.title}</h1>
      <p className="task-unit">
        {unit} · {term("part", task.role)}
      </p>
      <p className={`task-due ${task.overdue ? "due-late" : isSoon ? "due-soon" : ""}`}>
        {dueSentence(words, task, now)}
        {task.provisional && <span className="chip">{t("provisional")}</span>}
      </p>
      <p className="task-who">
        <span className="muted">{t("whoDecides")}</span>{" "}
        <strong>{whoDecides(words, task, unit, timeline)}</strong>
      </p>
      {task.request !== null && (
        <p className="banner banner-note">
          {t("labelled", {
            label: t(task.request.kind === "extension" ? "requestExtension" : "requestSuspension"),
            text: task.request.reason,
          })}
          {task.request.due !== undefined && (
            <strong>{t("requestedDue", { due: deadlineText(words, task.request.due) })}</strong>
          )}
        </p>
      )}
    </header>
  );
}

function Facts(props: {
  readonly task: Task;
  readonly timeline: Timeline | undefined;
  readonly now: string;
}) {
  const { task, timeline, now } = props;
  const words = useWords();
  const { t, term } = words;
  const people = usePeople();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("progress"), <Progress key="progress" percent={task.progress} />],
    [t("handler"), task.handler === null ? t("notSet") : people.nameOf(task.handler)],
    [t("priority"), term("priority", task.priority)],
    [t("programme"), task.programme ?? t("none")],
    [t("line"), task.line ?? t("none")],
    [t("extensions"), t("timesOf", { n: task.extensions, most: timeline?.maxExtensions ?? "…" })],
    [t("reworks"), t("times", { n: task.reworks })],
    [t("urges"), t("times", { n: task.urges })],
    [t("createdAt"), timeText(words, task.createdAt, now)],
    [t("updatedAt"), timeText(words, task.updatedAt, now)],
  ];
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
