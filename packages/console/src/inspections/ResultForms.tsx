import { Button, Input, InputNumber } from "antd";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useDraft } from "../app/draft.ts";
import { useMe } from "../app/session.tsx";
import { Labelled } from "../parts/Labelled.tsx";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { FindingsForm } from "./FindingsForm.tsx";
import { useRunsInspections } from "./InspectionsPage.tsx";
import type { Inspection, UnitResult } from "./inspectionQueries.ts";
import { useAct } from "./useAct.ts";

interface Part {
  readonly inspection: Inspection;
  readonly result: UnitResult;
}

/** What the reader may do about a unit now; the server judges it all the same. */
export function ResultForms({ inspection, result }: Part) {
  const me = useMe();
  const runs = useRunsInspections();
  const { unit, findings, conclusion, accepted, objection, secondLook, lookBack, lookedBack, inspectors } =
    result;
  const person = me.person?.id ?? "";
  const isUnits = me.unit === unit;
  if (inspection.state === "closed") {
    const looksBack = me.roles.some((role) => role === "inspector" || role === "supervisor");
    const isOpen = looksBack && lookBack !== null && lookedBack === null && !isUnits;
    return isOpen ? <LookBackForm inspection={inspection} result={result} /> : null;
  }
  if (conclusion === null) {
    return (
      <>
        {inspectors.includes(person) && <FindingsForm inspection={inspection} unit={unit} />}
        {runs && !isUnits && findings !== null && <ConclusionForm inspection={inspection} result={result} />}
      </>
    );
  }
  if (isUnits && accepted === null && objection === null) {
    return <AnswerForm inspection={inspection} result={result} />;
  }
  const reviews = objection?.reviewers.length === 0 ? runs : (objection?.reviewers.includes(person) ?? false);
  return objection !== null && secondLook === null && reviews ? (
    <SecondLookForm inspection={inspection} result={result} />
  ) : null;
}

const draftName = ({ id }: Inspection, unit: string, form: string): string =>
  `inspection.${id}.${unit}.${form}`;

const emptyConclusion = { text: "", requirement: "", workdays: 10 };

function ConclusionForm({ inspection, result: { unit } }: Part) {
  const { t } = useWords();
  const { save, act } = useAct(inspection.id);
  const [draft, setDraft, discard] = useDraft(draftName(inspection, unit, "conclusion"), emptyConclusion);
  const { text, requirement, workdays } = draft;
  const conclude = () => {
    const rectify = { requirement: requirement.trim(), due: { workdays } };
    const said = { unit, text: text.trim(), ...(rectify.requirement === "" ? {} : { rectify }) };
    act("concluded", said, discard);
  };
  return (
    <div className="stack">
      <p className="classified">{t("classified")}</p>
      <Field label={t("conclusion")} value={text} onChange={(next) => setDraft({ ...draft, text: next })} />
      <Field
        label={t("rectifyLabel")}
        value={requirement}
        onChange={(next) => setDraft({ ...draft, requirement: next })}
      />
      <Labelled label={t("rectifyWorkdays")}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={250}
            precision={0}
            value={workdays}
            onChange={(value) => setDraft({ ...draft, workdays: value ?? 1 })}
          />
        )}
      </Labelled>
      <SaveNote save={save} />
      <Acts isSaving={save.isSaving} isWhole={text.trim() !== ""} acts={[["concludeIt", conclude]]} />
    </div>
  );
}

function AnswerForm({ inspection, result: { unit } }: Part) {
  const { t } = useWords();
  const { save, act } = useAct(inspection.id);
  const [reason, setReason, discard] = useDraft(draftName(inspection, unit, "objection"), "");
  return (
    <div className="stack">
      <p className="classified">{t("classified")}</p>
      <Field label={t("objection")} value={reason} onChange={setReason} />
      <SaveNote save={save} />
      <div className="buttons">
        <Button type="primary" loading={save.isSaving} onClick={() => act("accepted", { unit }, discard)}>
          {t("acceptIt")}
        </Button>
        <Button
          disabled={reason.trim() === ""}
          loading={save.isSaving}
          onClick={() => act("objected", { unit, reason: reason.trim() }, discard)}
        >
          {t("objectIt")}
        </Button>
      </div>
    </div>
  );
}

function SecondLookForm({ inspection, result: { unit } }: Part) {
  const { t } = useWords();
  const { save, act } = useAct(inspection.id);
  const [text, setText, discard] = useDraft(draftName(inspection, unit, "secondLook"), "");
  const look = (outcome: string) => () => act("secondLooked", { unit, outcome, text: text.trim() }, discard);
  return (
    <div className="stack">
      <Field label={t("secondLookText")} value={text} onChange={setText} />
      <SaveNote save={save} />
      <Acts
        isSaving={save.isSaving}
        isWhole={text.trim() !== ""}
        acts={[
          ["upheldIt", look("upheld")],
          ["changedIt", look("changed")],
        ]}
      />
    </div>
  );
}

function LookBackForm({ inspection, result: { unit } }: Part) {
  const { t } = useWords();
  const { save, act } = useAct(inspection.id);
  const [note, setNote, discard] = useDraft(draftName(inspection, unit, "lookBack"), "");
  const look = (result: string) => () =>
    act("lookedBack", { unit, result, ...(note.trim() === "" ? {} : { note: note.trim() }) }, discard);
  return (
    <div className="stack">
      <Field label={t("lookBack")} value={note} onChange={setNote} />
      <SaveNote save={save} />
      <Acts
        isSaving={save.isSaving}
        isWhole
        acts={[
          ["heldIt", look("held")],
          ["sprungBackIt", look("sprungBack")],
        ]}
      />
    </div>
  );
}

function Field(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, onChange } = props;
  return (
    <Labelled label={label}>
      {(id) => (
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={4_000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

function Acts(props: {
  readonly isSaving: boolean;
  readonly isWhole: boolean;
  readonly acts: readonly (readonly [Word, () => void])[];
}) {
  const { t } = useWords();
  const { isSaving, isWhole, acts } = props;
  return (
    <div className="buttons">
      {acts.map(([word, act], index) => (
        <Button
          key={word}
          type={index === 0 ? "primary" : "default"}
          disabled={!isWhole}
          loading={isSaving}
          onClick={act}
        >
          {t(word)}
        </Button>
      ))}
    </div>
  );
}
