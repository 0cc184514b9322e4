import { dateAfter } from "../words/dateAfter.ts";
import { useWords } from "../words/language.tsx";
import type { Filter } from "./filter.ts";

/** From and to which day tasks are due, both days included; the address has the first day after as its end. */
export function DueBounds(props: { readonly filter: Filter; readonly onChange: (next: Filter) => void }) {
  const { filter, onChange } = props;
  const { t } = useWords();
  const { dueFrom, dueBefore, ...rest } = filter;
  const change = (from: string, to: string) =>
    onChange({
      ...rest,
      ...(from === "" ? {} : { dueFrom: from }),
      ...(to === "" ? {} : { dueBefore: dateAfter(to, 1) }),
    });
  const from = dueFrom?.slice(0, 10) ?? "";
  const to = dueBefore === undefined ? "" : dateAfter(dueBefore, -1);
  return (
    <span className="due-bounds">
      <label className="field-inline">
        {t("dueFrom")}
        <input
          type="date"
          className="date-input"
          value={from}
          max={to}
          onChange={({ target }) => change(target.value, to)}
        />
      </label>
      <label className="field-inline">
        {t("dueUpTo")}
        <input
          type="date"
          className="date-input"
          value={to}
          min={from}
          onChange={({ target }) => change(from, target.value)}
        />
      </label>
    </span>
  );
}
