import { useQuery } from "@tanstack/react-query";
import { DatePicker, InputNumber, Select, TimePicker } from "antd";
import dayjs from "dayjs";
import { useEffect, useState } from "react";
import { ApiProblem, call } from "../app/api.ts";
import { useNow } from "../app/queries.ts";
import type { Deadline, DeadlinePreview } from "../app/shapes.ts";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";
import { type DeadlineDraft, deadlineKinds, deadlineOf } from "./deadline.ts";
import { problemText } from "./ProblemAlert.tsx";

const kindWords = {
  workdays: "deadlineWorkdays",
  days: "deadlineDays",
  on: "deadlineOn",
  month: "deadlineMonth",
  at: "deadlineAt",
} as const satisfies Record<string, Word>;

/** A deadline as people say it, and beneath it the instant it means by the calendar, as one types. */
export function DeadlineField(props: {
  readonly label: string;
  readonly value: DeadlineDraft;
  readonly onChange: (next: DeadlineDraft) => void;
  readonly calendar?: string;
}) {
  const { label, value, onChange, calendar = "default" } = props;
  const { t } = useWords();
  const now = useNow();
  const set = (change: Partial<DeadlineDraft>) => onChange({ ...value, ...change });
  const date = value.date === "" ? null : dayjs(value.date);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a row with its fields.
    <div role="group" aria-label={label} className="deadline">
      <div className="deadline-fields">
        <Select
          aria-label={`${label} ${t("deadlineKind")}`}
          value={value.kind}
          options={deadlineKinds.map((kind) => ({ value: kind, label: t(kindWords[kind]) }))}
          onChange={(kind) => set({ kind })}
          popupMatchSelectWidth={false}
        />
        {(value.kind === "workdays" || value.kind === "days") && (
          <InputNumber
            aria-label={`${label} ${t("deadlineCount")}`}
            min={1}
            max={10_000}
            precision={0}
            value={value.count}
            onChange={(count) => set({ count })}
          />
        )}
        {(value.kind === "on" || value.kind === "month" || value.kind === "at") && (
          <DatePicker
            aria-label={`${label} ${t("deadlineDate")}`}
            picker={value.kind === "month" ? "month" : "date"}
            value={date}
            defaultPickerValue={dayjs(now.slice(0, 10))}
            onChange={(picked) => set({ date: picked?.format("YYYY-MM-DD") ?? "" })}
          />
        )}
        {value.kind === "at" && (
          <TimePicker
            aria-label={`${label} ${t("deadlineTime")}`}
            format="HH:mm"
            minuteStep={5}
            needConfirm={false}
            value={value.time === "" ? null : dayjs(`2000-01-01T${value.time}`)}
            onChange={(picked) => set({ time: picked?.format("HH:mm") ?? "" })}
          />
        )}
      </div>
      <Preview deadline={deadlineOf(value, now.slice(-6))} calendar={calendar} now={now} />
    </div>
  );
}

const pauseMs = 200;

function Preview(props: {
  readonly deadline: Deadline | undefined;
  readonly calendar: string;
  readonly now: string;
}) {
  const { deadline, calendar, now } = props;
  const words = useWords();
  const { t } = words;
  const text = deadline === undefined ? "" : JSON.stringify(deadline);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, error } = useQuery({
    queryKey: ["preview", calendar, settled, now],
    enabled: settled !== "",
    queryFn: ({ signal }) =>
      call<DeadlinePreview>("/v1/deadlines/preview", {
        method: "POST",
        body: { due: JSON.parse(settled), calendar },
        signal,
      }),
    placeholderData: (before) => before,
  });
  if (text === "") return <p className="preview muted">{t("previewWaiting")}</p>;
  if (error !== null) {
    const dueAt = error instanceof ApiProblem ? error.body["dueAt"] : undefined;
    const why =
      typeof dueAt === "string"
        ? t("previewPast", { due: fullTimeText(words, dueAt, now) })
        : problemText(words, error);
    return (
      <p className="preview preview-bad" role="status">
        {why}
      </p>
    );
  }
  if (data === undefined) return <p className="preview muted">{t("loading")}</p>;
  return (
    <p className="preview" role="status">
      <strong>{t("previewDue", { due: fullTimeText(words, data.dueAt, now) })}</strong>
      <span className="muted">{t("previewDistance", { workdays: data.workdays, days: data.days })}</span>
      {data.provisional && (
        <span className="chip" title={t("provisionalHelp", { to: data.coveredTo })}>
          {t("provisional")}
        </span>
      )}
    </p>
  );
}
