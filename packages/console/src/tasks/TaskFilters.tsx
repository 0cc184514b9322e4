import { Button, Input, type InputRef, Select } from "antd";
import { type RefObject, useEffect, useState } from "react";
import { useOverview } from "../app/queries.ts";
import { useNarrow } from "../app/useMedia.ts";
import { useWords } from "../words/language.tsx";
import { DueBounds } from "./DueBounds.tsx";
import { endedStates, type Filter, type FilterName, openStates } from "./filter.ts";
import { LineSelect } from "./LineSelect.tsx";
import { UnitSelect } from "./UnitSelect.tsx";

// As long as somebody pauses between two syllables; the answer itself takes less.
const typingMs = 250;

/** The conditions of the list; each change is in the address at once, so that a list can be sent to a colleague. */
export function TaskFilters(props: {
  readonly filter: Filter;
  readonly onChange: (next: Filter) => void;
  readonly search: RefObject<InputRef | null>;
}) {
  const { filter, onChange, search } = props;
  const { t, term } = useWords();
  const { data } = useOverview();
  const isNarrow = useNarrow();
  const set = (name: FilterName) => (value: string | undefined) => {
    const { [name]: _old, ...rest } = filter;
    onChange(value === undefined || value === "" ? rest : { ...rest, [name]: value });
  };
  const cards = Object.keys(data?.all.byCard ?? {});
  const choices: readonly [FilterName, string, readonly (readonly [string, string])[]][] = [
    [
      "state",
      t("anyState"),
      [
        ["open", t("openTasks")],
        ["ended", t("endedTasks")],
        ...[...openStates, ...endedStates].map((state) => [state, term("state", state)] as const),
      ],
    ],
    ["card", t("anyCard"), [...cards, "none"].map((card) => [card, term("card", card)] as const)],
    ["overdue", t("anyDue"), [["true", t("overdueOnly")] as const, ["false", t("notOverdue")] as const]],
    [
      "request",
      t("anyRequest"),
      [
        ["any", t("requestWaits")] as const,
        ...["extension", "suspension"].map((kind) => [kind, term("request", kind)] as const),
      ],
    ],
  ];
  const fields = (
    <>
      <UnitSelect value={filter.unit} placeholder={t("anyUnit")} onChange={set("unit")} />
      <LineSelect filter={filter} onChange={onChange} />
      {choices.map(([name, any, options]) => (
        <FilterSelect
          key={name}
          label={name === "overdue" ? t("overdue") : any}
          placeholder={name === "overdue" ? t("labelled", { label: t("overdue"), text: t("all") }) : any}
          value={filter[name]}
          options={options}
          onChange={set(name)}
        />
      ))}
      <DueBounds filter={filter} onChange={onChange} />
      <Button onClick={() => onChange({})} disabled={Object.keys(filter).length === 0}>
        {t("clearFilters")}
      </Button>
    </>
  );
  return (
    <search className="filters">
      <SearchField value={filter.words ?? ""} onChange={set("words")} field={search} />
      {isNarrow ? (
        <details className="filters-more">
          <summary>{t("filters", { n: Object.keys(filter).length })}</summary>
          <div className="filters">{fields}</div>
        </details>
      ) : (
        fields
      )}
    </search>
  );
}

function FilterSelect(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string | undefined) => void;
}) {
  const { label, placeholder, value, options, onChange } = props;
  const { term, list } = useWords();
  const shown = options.map(([of, text]) => ({ value: of, label: text }));
  const isKnown = value === undefined || options.some(([of]) => of === value);
  // An address may hold what no option has, several states for instance: it is shown as what it says.
  const words = (value ?? "").split(",").map((part) => term("state", part));
  return (
    <Select
      aria-label={label}
      allowClear
      placeholder={placeholder}
      value={value}
      options={isKnown ? shown : [{ value: value ?? "", label: list(words) }, ...shown]}
      onChange={(next: string | undefined) => onChange(next)}
      popupMatchSelectWidth={false}
      className={value === undefined ? "filter" : "filter filter-set"}
    />
  );
}

/** The search: waits for a pause in typing, and for the end of a Chinese input's composition. */
function SearchField(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly field: RefObject<InputRef | null>;
}) {
  const { value, onChange, field } = props;
  const { t } = useWords();
  const [text, setText] = useState(value);
  const [isComposing, setComposing] = useState(false);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the wait.
  useEffect(() => {
    if (isComposing || text === value) return;
    const timer = setTimeout(() => onChange(text), typingMs);
    return () => clearTimeout(timer);
  }, [text, isComposing]);
  return (
    <Input
      ref={field}
      type="search"
      className="filter-search"
      aria-label={t("searchTasks")}
      placeholder={`${t("searchTasks")}  /`}
      value={text}
      maxLength={200}
      allowClear
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}
