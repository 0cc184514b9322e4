import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { call } from "../app/api.ts";
import { useDraft } from "../app/draft.ts";
import { useVersions } from "../app/queries.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { terms } from "../words/terms.ts";
import { LookOnly, SaveNote, useIsSystemAdmin } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

type Offset = { readonly workdays: number } | { readonly days: number } | { readonly hours: number };

interface RungTerms {
  readonly at: Offset;
  readonly clock: string;
  readonly card: string | null;
  readonly notify: readonly string[];
  readonly urgent: boolean;
  readonly propose: string | null;
  readonly time: string | null;
}

interface LadderInForce {
  readonly id: string;
  readonly version: number;
  readonly rungs: readonly RungTerms[];
}

const newRung: RungTerms = {
  at: { workdays: -1 },
  clock: "finish",
  card: null,
  notify: [],
  urgent: false,
  propose: null,
  time: null,
};

/** A ladder's rungs, in order, to look at and to edit; an edit is a new version for later tasks. */
export function LadderAdmin() {
  const { t } = useWords();
  const [id, setId] = useState("default");
  const { data: versions } = useVersions("ladders");
  const ids = [...new Set(["default", ...(versions?.items.map((one) => one.id) ?? [])])];
  const { data, error, refetch } = useQuery({
    queryKey: ["ladder", id],
    queryFn: ({ signal }) => call<LadderInForce>(`/v1/ladders/${encodeURIComponent(id)}`, { signal }),
  });
  return (
    <>
      <LookOnly />
      <Select
        aria-label={t("ladder")}
        className="filter alone"
        value={id}
        options={ids.map((value) => ({ value, label: value }))}
        onChange={setId}
      />
      {data !== undefined ? (
        <Editor key={`${id} ${data.version}`} ladder={data} />
      ) : error !== null ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </>
  );
}

function Editor({ ladder }: { readonly ladder: LadderInForce }) {
  const { t } = useWords();
  const isAdmin = useIsSystemAdmin();
  const save = useSave();
  const [rungs, setRungs, discard] = useDraft(`ladder.${ladder.id}.${ladder.version}`, ladder.rungs);
  const change = (place: number, part: Partial<RungTerms>) =>
    setRungs(rungs.map((rung, at) => (at === place ? { ...rung, ...part } : rung)));
  const heads = ["rungOffset", "rungClock", "rungCard", "rungNotify", "rungPropose", "rungTime"] as const;
  return (
    <section className="panel" aria-label={ladder.id}>
      <strong>{t("versionInForce", { n: ladder.version })}</strong>
      <p className="muted">{t("ladderEditHelp")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-frame" tabIndex={0} aria-label={t("ladder")}>
        <table className="plain rungs-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(head)}
                </th>
              ))}
              {isAdmin && <th scope="col">{t("edit")}</th>}
            </tr>
          </thead>
          <tbody>
            {rungs.map((rung, place) => (
              <RungRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a rung is its place in the ladder.
                key={place}
                rung={rung}
                place={place}
                isAdmin={isAdmin}
                onChange={(part) => change(place, part)}
                onRemove={() => setRungs(rungs.filter((_, at) => at !== place))}
              />
            ))}
          </tbody>
        </table>
      </section>
      <SaveNote save={save} />
      {isAdmin && (
        <div className="buttons">
          <Button onClick={() => setRungs([...rungs, newRung])}>{t("addRung")}</Button>
          <Button
            type="primary"
            loading={save.isSaving}
            disabled={JSON.stringify(rungs) === JSON.stringify(ladder.rungs)}
            onClick={() => {
              const path = `/v1/ladders/${encodeURIComponent(ladder.id)}`;
              void save
                .send<LadderInForce>("PUT", path, { rungs }, ({ version }) => t("saved", { n: version }))
                .then((isDone) => isDone && discard());
            }}
          >
            {t("saveLadder")}
          </Button>
        </div>
      )}
    </section>
  );
}

const offsetOf = (at: Offset): readonly [unit: "workdays" | "days" | "hours", count: number] =>
  "workdays" in at ? ["workdays", at.workdays] : "days" in at ? ["days", at.days] : ["hours", at.hours];

const makeOffset = (unit: "workdays" | "days" | "hours", count: number): Offset =>
  unit === "workdays" ? { workdays: count } : unit === "days" ? { days: count } : { hours: count };

function RungRow(props: {
  readonly rung: RungTerms;
  readonly place: number;
  readonly isAdmin: boolean;
  readonly onChange: (part: Partial<RungTerms>) => void;
  readonly onRemove: () => void;
}) {
  const { rung, place, isAdmin, onChange, onRemove } = props;
  const { t, term } = useWords();
  const [unit, count] = offsetOf(rung.at);
  const label = (name: string) => `${name} ${place + 1}`;
  const units = { workdays: t("offsetWorkdays"), days: t("offsetDays"), hours: t("offsetHours") };
  const choices = (kind: "clock" | "role" | "card") =>
    Object.keys(terms[kind]).map((value) => ({ value, label: term(kind, value) }));
  return (
    <tr>
      <td>
        <span className="deadline-fields nowrap">
          <InputNumber
            aria-label={label(t("rungOffset"))}
            className="short"
            value={count}
            disabled={!isAdmin}
            onChange={(value) => onChange({ at: makeOffset(unit, value ?? 0) })}
          />
          <Select
            aria-label={label(t("rungUnit"))}
            value={unit}
            disabled={!isAdmin}
            options={Object.entries(units).map(([value, text]) => ({ value, label: text }))}
            onChange={(value: typeof unit) => onChange({ at: makeOffset(value, count) })}
            popupMatchSelectWidth={false}
          />
        </span>
      </td>
      <td>
        <Select
          aria-label={label(t("rungClock"))}
          value={rung.clock}
          disabled={!isAdmin}
          options={choices("clock")}
          onChange={(clock) => onChange({ clock })}
          popupMatchSelectWidth={false}
        />
      </td>
      <td>
        <Select
          aria-label={label(t("rungCard"))}
          value={rung.card ?? "none"}
          disabled={!isAdmin}
          options={choices("card")}
          onChange={(card) => onChange({ card: card === "none" ? null : card })}
          popupMatchSelectWidth={false}
        />
      </td>
      <td>
        <Select
          mode="multiple"
          aria-label={label(t("rungNotify"))}
          className="long"
          value={[...rung.notify]}
          disabled={!isAdmin}
          options={choices("role")}
          onChange={(notify: string[]) => onChange({ notify })}
        />
        <Checkbox
          checked={rung.urgent}
          disabled={!isAdmin}
          onChange={(event) => onChange({ urgent: event.target.checked })}
        >
          {t("urgentRung")}
        </Checkbox>
      </td>
      <td>
        <Input
          aria-label={label(t("rungPropose"))}
          className="short"
          value={rung.propose ?? ""}
          disabled={!isAdmin}
          maxLength={200}
          onChange={(event) => onChange({ propose: event.target.value === "" ? null : event.target.value })}
        />
      </td>
      <td>
        <Input
          aria-label={label(t("rungTime"))}
          className="short"
          placeholder="09:00"
          value={rung.time ?? ""}
          disabled={!isAdmin}
          maxLength={5}
          onChange={(event) => onChange({ time: event.target.value === "" ? null : event.target.value })}
        />
      </td>
      {isAdmin && (
        <td>
          <Button aria-label={label(t("remove"))} onClick={onRemove}>
            {t("remove")}
          </Button>
        </td>
      )}
    </tr>
  );
}
