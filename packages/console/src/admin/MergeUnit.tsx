import { Checkbox } from "antd";
import { Link } from "wouter";
import { useDraft } from "../app/draft.ts";
import { useOverview, usePeople, useUnits } from "../app/queries.ts";
import type { Succession, Unit } from "../app/shapes.ts";
import { listPath } from "../tasks/filter.ts";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { SuccessionDialog, successionText } from "./SuccessionDialog.tsx";
import { useSave } from "./useSave.ts";

interface Draft {
  readonly into: string;
  readonly people: boolean;
  readonly reason: string;
}

const empty: Draft = { into: "", people: true, reason: "" };

/** Merges a unit into another, after showing what would move. */
export function MergeUnit({ unit, onClose }: { readonly unit: Unit; readonly onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { data: overview } = useOverview();
  const units = useUnits();
  const people = usePeople();
  const save = useSave();
  const [draft, setDraft, discard] = useDraft<Draft>(`merge.${unit.code}`, empty);
  const counts = overview?.byUnit.find((row) => row.unit === unit.code)?.counts;
  const open = counts?.open ?? 0;
  const below = units.items.filter(({ parent }) => parent === unit.code).length;
  const staff = people.items.filter((one) => one.unit === unit.code && one.leftAt === null).length;
  const moves = (
    <>
      <li>
        {t("movesTasks", { n: open })}{" "}
        {open > 0 && <Link href={listPath({ unit: unit.code, state: "open" })}>{t("seeTasks")}</Link>}
      </li>
      <li>{t("movesWaiting", { n: (counts?.inspected ?? 0) + (counts?.requests ?? 0) })}</li>
      <li>{t("movesBelow", { n: below })}</li>
      <li>{t("movesPeople", { n: staff })}</li>
      <li>{t("movesKeys")}</li>
    </>
  );
  const merge = async () => {
    const body = { into: draft.into, people: draft.people, reason: draft.reason.trim() };
    const isDone = await save.send<Succession>(
      "POST",
      `/v1/units/${encodeURIComponent(unit.code)}/merge`,
      body,
      (answer) => successionText(words, "mergeDone", answer),
    );
    if (isDone) discard();
  };
  return (
    <SuccessionDialog
      title={t("mergeTitle", { unit: unit.name })}
      warning={t("mergeSure")}
      moves={moves}
      fields={
        <>
          <div className="field">
            <span className="field-label">{t("mergeInto")}</span>
            <UnitSelect
              value={draft.into === "" ? undefined : draft.into}
              placeholder={t("chooseUnit")}
              onChange={(code) => setDraft({ ...draft, into: code ?? "" })}
              isWide
            />
          </div>
          <Checkbox
            checked={draft.people}
            onChange={(event) => setDraft({ ...draft, people: event.target.checked })}
          >
            {t("mergePeople")}
          </Checkbox>
        </>
      }
      reason={draft.reason}
      onReason={(reason) => setDraft({ ...draft, reason })}
      act={t("merge")}
      isReady={draft.into !== "" && draft.into !== unit.code}
      save={save}
      onSure={() => void merge()}
      onClose={onClose}
    />
  );
}
