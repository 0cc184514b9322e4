import { Button, InputNumber, Select } from "antd";
import { usePeople } from "../app/queries.ts";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { Labelled } from "./Labelled.tsx";
import { type ChainStep, type MatterDraft, othersIn } from "./matterDraft.ts";

interface Props {
  readonly draft: MatterDraft;
  readonly onChange: (change: Partial<MatterDraft>) => void;
}

/** How the work comes to its end: who countersigns, how many approve the closure, or who does in which order. */
export function ApprovalFields({ draft, onChange }: Props) {
  const { t } = useWords();
  const { chain } = draft;
  const others = othersIn(draft).length;
  const set = (place: number, change: Partial<ChainStep>) =>
    onChange({ chain: chain.map((step, at) => (at === place ? { ...step, ...change } : step)) });
  return (
    <fieldset className="field-set">
      <legend>{t("closing")}</legend>
      <label className="check">
        <input
          type="checkbox"
          checked={draft.countersign && others > 0}
          disabled={others === 0}
          onChange={(event) => onChange({ countersign: event.target.checked })}
        />
        <span>
          {t("countersignAsk")}{" "}
          <span className="muted">{others === 0 ? t("countersignNobody") : t("countersignHelp")}</span>
        </span>
      </label>
      {chain.length === 0 && (
        <Labelled label={t("approvalsNeeded")}>
          <InputNumber
            min={1}
            max={10}
            precision={0}
            value={draft.approvals}
            onChange={(value) => onChange({ approvals: value ?? 1 })}
          />
        </Labelled>
      )}
      <span className="field-label">
        {t("chain")} <span className="muted">{t("chainHelp")}</span>
      </span>
      {chain.length > 0 && (
        <ol className="chain">
          {chain.map((step, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place until it is sent.
            <li key={place}>
              <StepFields step={step} place={place} onChange={(change) => set(place, change)} />
              <Button
                onClick={() => onChange({ chain: chain.filter((_, at) => at !== place) })}
                aria-label={t("chainRemove", { n: place + 1 })}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ol>
      )}
      <div className="buttons">
        <Button
          disabled={chain.length >= 10}
          onClick={() => onChange({ chain: [...chain, { role: "supervisor", unit: "", person: "" }] })}
        >
          {t("chainAdd")}
        </Button>
      </div>
    </fieldset>
  );
}

const roles = ["supervisor", "leader"] as const;

/** One step: who holds the role, of a unit or a certain person where one is chosen. */
function StepFields(props: {
  readonly step: ChainStep;
  readonly place: number;
  readonly onChange: (change: Partial<ChainStep>) => void;
}) {
  const { step, place, onChange } = props;
  const { t, term } = useWords();
  const people = usePeople();
  const holders = people.items.filter(
    ({ roles: held, unit }) => held.includes(step.role) && (step.unit === "" || step.unit === unit),
  );
  const label = t("chainStep", { n: place + 1 });
  return (
    <>
      <span>{label}</span>
      <Select
        aria-label={`${label} ${t("chainRole")}`}
        value={step.role}
        popupMatchSelectWidth={false}
        options={roles.map((role) => ({ value: role, label: term("role", role) }))}
        onChange={(role) => onChange({ role, person: "" })}
      />
      <UnitSelect
        value={step.unit === "" ? undefined : step.unit}
        placeholder={t("chainUnit")}
        onChange={(unit) => onChange({ unit: unit ?? "", person: "" })}
      />
      <Select
        aria-label={`${label} ${t("chainPerson")}`}
        allowClear
        placeholder={t("chainPerson")}
        value={step.person === "" ? undefined : step.person}
        popupMatchSelectWidth={false}
        options={holders.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(person: string | undefined) => onChange({ person: person ?? "" })}
      />
    </>
  );
}
