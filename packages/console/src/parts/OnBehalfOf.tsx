import { Select } from "antd";
import { useId } from "react";
import { useDeputyFor, usePeople } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";

/** For whom the reader acts; there only for a deputy. `ownLabel` is what he does without naming anybody. */
export function OnBehalfOf(props: {
  readonly ownLabel: string;
  readonly value: string | null;
  readonly onChange: (person: string | null) => void;
}) {
  const { ownLabel, value, onChange } = props;
  const { t } = useWords();
  const deputyFor = useDeputyFor();
  const people = usePeople();
  const id = useId();
  // One whose span has just ended stays to be seen, and to be changed.
  const persons = value === null || deputyFor.includes(value) ? deputyFor : [...deputyFor, value];
  if (persons.length === 0) return null;
  return (
    <div className="behalf">
      <span id={id}>{t("decideFor")}</span>
      <Select
        aria-labelledby={id}
        value={value ?? ""}
        popupMatchSelectWidth={false}
        options={[
          { value: "", label: ownLabel },
          ...persons.map((person) => ({
            value: person,
            label: t("onBehalfOf", { person: people.nameOf(person) }),
          })),
        ]}
        onChange={(person) => onChange(person === "" ? null : person)}
      />
    </div>
  );
}
