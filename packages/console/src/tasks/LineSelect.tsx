import { Select } from "antd";
import { useOverview } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";
import type { Filter } from "./filter.ts";
import { unitSearch } from "./UnitSelect.tsx";

// Stands between a programme and its line in an option's value: no name holds control characters.
const between = "\u0001";

/** A programme, or one of its lines, as one choice: the lines stand under their programme. */
export function LineSelect(props: { readonly filter: Filter; readonly onChange: (next: Filter) => void }) {
  const { filter, onChange } = props;
  const { t } = useWords();
  const { data } = useOverview();
  const { programme, line, ...rest } = filter;
  const programmes = [...new Set(data?.byLine.flatMap((row) => row.programme ?? []))].sort((one, other) =>
    one.localeCompare(other, "zh"),
  );
  const options = programmes.map((name) => ({
    label: name,
    options: [
      { value: name + between, label: t("wholeProgramme"), search: name },
      ...(data?.byLine ?? [])
        .flatMap((row) => (row.programme === name && row.line !== null ? [row.line] : []))
        .sort((one, other) => one.localeCompare(other, "zh"))
        .map((of) => ({ value: name + between + of, label: of, search: `${name} ${of}` })),
    ],
  }));
  const value =
    programme === undefined && line === undefined ? undefined : `${programme ?? ""}${between}${line ?? ""}`;
  const change = (next: string | undefined) => {
    const [of = "", under = ""] = next?.split(between) ?? [];
    onChange({
      ...rest,
      ...(of === "" ? {} : { programme: of }),
      ...(under === "" ? {} : { line: under }),
    });
  };
  return (
    <Select
      aria-label={t("anyProgrammeOrLine")}
      allowClear
      showSearch={unitSearch}
      placeholder={t("anyProgrammeOrLine")}
      value={value}
      options={options}
      labelRender={({ label }) =>
        line !== undefined ? line : programme !== undefined ? programme : (label ?? "")
      }
      onChange={change}
      popupMatchSelectWidth={false}
      className={value === undefined ? "filter" : "filter filter-set"}
    />
  );
}
