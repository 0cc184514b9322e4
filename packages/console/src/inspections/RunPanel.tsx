import { Button, Input } from "antd";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useDraft } from "../app/draft.ts";
import { Labelled } from "../parts/Labelled.tsx";
import { useWords } from "../words/language.tsx";
import type { Inspection } from "./inspectionQueries.ts";
import { useAct } from "./useAct.ts";

/** What who runs an inspection can do with the whole of it: draw, close, or cancel with a reason. */
export function RunPanel({ inspection: { id, accepted } }: { readonly inspection: Inspection }) {
  const { t } = useWords();
  const { save, act } = useAct(id);
  const [reason, setReason, discard] = useDraft(`inspection.${id}.cancelled`, "");
  return (
    <section className="panel stack" aria-label={t("operations")}>
      <Labelled label={t("reasonLabel")}>
        {(field) => <Input id={field} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Labelled>
      <SaveNote save={save} />
      <div className="buttons">
        {accepted.includes("drawn") && (
          <Button type="primary" loading={save.isSaving} onClick={() => act("drawn")}>
            {t("drawIt")}
          </Button>
        )}
        {accepted.includes("closed") && (
          <Button type="primary" loading={save.isSaving} onClick={() => act("closed")}>
            {t("closeIt")}
          </Button>
        )}
        <Button
          danger
          disabled={reason.trim() === ""}
          onClick={() => act("cancelled", { reason: reason.trim() }, discard)}
        >
          {t("cancelIt")}
        </Button>
      </div>
    </section>
  );
}
