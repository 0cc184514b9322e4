import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import type { Complaint } from "./burdenQueries.ts";
import { createComplaintId } from "./complaintId.ts";

/** For anybody: sent again after a lost answer, it is the same complaint. */
export function ComplaintForm() {
  const { t } = useWords();
  const save = useSave();
  const [id, setId] = useState(createComplaintId);
  const [words, setWords] = useState("");
  const [about, setAbout] = useState<string | undefined>(undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { words: words.trim(), ...(about === undefined ? {} : { about }) };
    const told = ({ matter: { number } }: Complaint) => t("complaintSent", { number });
    void save.send("PUT", `/v1/complaints/${id}`, body, told).then((isDone) => {
      if (!isDone) return;
      setId(createComplaintId());
      setWords("");
      setAbout(undefined);
    });
  };
  return (
    <form className="panel stack" aria-label={t("complain")} onSubmit={submit}>
      <h2>{t("complain")}</h2>
      <p className="classified">{t("classified")}</p>
      <Labelled label={t("complaintWords")}>
        {(field) => (
          <Input.TextArea
            id={field}
            rows={3}
            maxLength={4_000}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        )}
      </Labelled>
      <div className="field">
        <span className="field-label">{t("complaintAbout")}</span>
        <UnitSelect value={about} placeholder={t("complaintAbout")} onChange={setAbout} isWide />
      </div>
      <SaveNote save={save} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={save.isSaving} disabled={words.trim() === ""}>
          {t("sendComplaint")}
        </Button>
      </div>
    </form>
  );
}
