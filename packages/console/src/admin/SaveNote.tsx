import { Alert } from "antd";
import { useMe } from "../app/session.tsx";
import { useWords } from "../words/language.tsx";
import type { Save } from "./useSave.ts";

/** What became of a write, where whoever made it looks. */
export function SaveNote({ save }: { readonly save: Save }) {
  return (
    <>
      <div>{save.fault !== null && <Alert type="error" showIcon title={save.fault} />}</div>
      <div>{save.good !== null && <Alert type="success" showIcon title={save.good} />}</div>
    </>
  );
}

/** Whether the reader may change what only the system administrator may. */
export const useIsSystemAdmin = (): boolean => useMe().roles.includes("systemAdmin");

/** Tells who may only look that he may only look. */
export function LookOnly() {
  const { t } = useWords();
  return useIsSystemAdmin() ? null : <p className="banner banner-note">{t("onlySystemAdmin")}</p>;
}
