import { Select } from "antd";
import { useUnits } from "../app/queries.ts";
import type { Unit } from "../app/shapes.ts";
import { useWords } from "../words/language.tsx";

const kinds = ["office", "department", "township", "village"] as const;

/** Units in their fixed order under their kinds; found by name, alias or code. */
export function useUnitOptions() {
  const { t, term } = useWords();
  const units = useUnits();
  const optionOf = ({ code, name, aliases, mergedInto }: Unit) => ({
    value: code,
    label: mergedInto === null ? name : t("mergedShort", { unit: name }),
    search: [name, code, ...aliases].join(" "),
  });
  return kinds.flatMap((kind) => {
    const options = units.items.filter((unit) => unit.kind === kind).map(optionOf);
    return options.length === 0 ? [] : [{ label: term("unitKind", kind), options }];
  });
}

/** An option, or a group of them, which is never found itself. */
interface Found {
  readonly label?: unknown;
  readonly search?: string;
}

export const unitSearch = {
  filterOption: (text: string, option: Found | undefined) => option?.search?.includes(text.trim()) ?? false,
};

/** One unit. */
export function UnitSelect(props: {
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly onChange: (code: string | undefined) => void;
  readonly isInvalid?: boolean;
  readonly isWide?: boolean;
}) {
  const { value, placeholder, onChange, isInvalid = false, isWide = false } = props;
  const options = useUnitOptions();
  return (
    <Select
      aria-label={placeholder}
      allowClear
      showSearch={unitSearch}
      placeholder={placeholder}
      value={value}
      options={options}
      {...(isInvalid ? { status: "error" as const } : {})}
      onChange={(next: string | undefined) => onChange(next)}
      popupMatchSelectWidth={false}
      className={isWide ? "wide" : value === undefined ? "filter" : "filter filter-set"}
    />
  );
}
