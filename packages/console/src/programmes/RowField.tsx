import { Input } from "antd";
import { Labelled } from "../parts/Labelled.tsx";

/** A line of text under its label. */
export function RowField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "date";
  readonly isFaulty?: boolean;
}) {
  const { label, value, onChange, type = "text", isFaulty = false } = props;
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          type={type}
          value={value}
          maxLength={200}
          {...(isFaulty ? { status: "error" as const } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

/** The items with one of them changed. */
export const changed = <Item extends { readonly key: string }>(
  items: readonly Item[],
  key: string,
  part: Partial<Item>,
): readonly Item[] => items.map((item) => (item.key === key ? { ...item, ...part } : item));

/** The items without one of them. */
export const without = <Item extends { readonly key: string }>(
  items: readonly Item[],
  key: string,
): readonly Item[] => items.filter((item) => item.key !== key);
