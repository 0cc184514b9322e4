import { Button } from "antd";
import { useState } from "react";
import { useMe } from "../app/session.tsx";
import { useWords } from "../words/language.tsx";
import { ManyDialog } from "./ManyDialog.tsx";
import type { ManyAct } from "./manyActs.ts";
import type { Selection } from "./useSelection.ts";

/** What can be done with the ticked tasks; at the foot of the window while there are any. */
export function SelectionBar(props: { readonly selection: Selection; readonly onExport: () => void }) {
  const { selection, onExport } = props;
  const { t } = useWords();
  const me = useMe();
  const [act, setAct] = useState<ManyAct | null>(null);
  const mayDecide = me.roles.includes("supervisor");
  return (
    <>
      {selection.tasks.length > 0 && (
        <section className="selection-bar" aria-label={t("manyActs")}>
          <strong role="status">{t("selected", { n: selection.tasks.length })}</strong>
          {mayDecide && (
            <>
              <Button onClick={() => setAct("urge")}>{t("urgeMany")}</Button>
              <Button onClick={() => setAct("approve")}>{t("approveTicked")}</Button>
            </>
          )}
          <Button onClick={onExport}>{t("exportList")}</Button>
          <Button type="text" onClick={selection.clear}>
            {t("clearSelection")}
          </Button>
        </section>
      )}
      {act !== null && <ManyDialog act={act} tasks={selection.tasks} onClose={() => setAct(null)} />}
    </>
  );
}
