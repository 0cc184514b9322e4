import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useNow } from "../app/queries.ts";
import { dateAfter } from "../words/dateAfter.ts";
import { useWords } from "../words/language.tsx";
import type { Filter } from "./filter.ts";

/** From and to which day tasks are due, both days included; the address has the first day after as its end. */
export function DueBounds(props: { readonly filter: Filter; readonly onChange: (next: Filter) => void }) {
  const { filter, onChange } = props;
  const { t } = useWords();
  const now = useNow();
  const { dueFrom, dueBefore, ...rest } = filter;
  const change = (from: string, to: string) =>
    onChange({
      ...rest,
      ...(from === "" ? {} : { dueFrom: from }),
      ...(to === "" ? {} : { dueBefore: dateAfter(to, 1) }),
    });
  const from = dueFrom?.slice(0, 10) ?? "";
  const to = dueBefore === undefined ? "" : dateAfter(dueBefore, -1);
  const fields = [
    ["dueFrom", from, (value: string) => change(value, to)],
    ["dueUpTo", to, (value: string) => change(from, value)],
  ] as const;
  return (
    <span className="due-bounds">
      {fields.map(([word, value, set]) => (
        <DatePicker
          key={word}
          aria-label={t(word)}
          placeholder={t(word)}
          value={value === "" ? null : dayjs(value)}
          defaultPickerValue={dayjs(now.slice(0, 10))}
          onChange={(picked) => set(picked?.format("YYYY-MM-DD") ?? "")}
        />
      ))}
    </span>
  );
}
