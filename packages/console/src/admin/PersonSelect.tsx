import { Select } from "antd";
import { usePeople, useUnits } from "../app/queries.ts";

/** One person of those who are still in office, found by name or unit. */
export function PersonSelect(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly without: string;
  readonly onChange: (id: string | undefined) => void;
}) {
  const { label, value, without, onChange } = props;
  const people = usePeople();
  const units = useUnits();
  return (
    <Select
      aria-label={label}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      placeholder={label}
      value={value}
      options={people.items
        .filter(({ id, leftAt }) => id !== without && leftAt === null)
        .map(({ id, name, unit }) => ({ value: id, label: `${name} · ${units.nameOf(unit)}` }))}
      onChange={(next: string | undefined) => onChange(next)}
      className="wide"
    />
  );
}
