import { Alert, Button } from "antd";
import { ApiProblem } from "../app/api.ts";
import { useWords, type Words } from "../words/language.tsx";

/** What went wrong in the reader's language: the kind's sentence; in English the server's own detail after it. */
export function problemText(words: Words, error: unknown): string {
  if (!(error instanceof ApiProblem)) return String(error);
  const sentence = words.term("problem", error.kind);
  const faults = error.body["errors"];
  const where = Array.isArray(faults) ? `（${faults.map(({ pointer }) => String(pointer)).join(" ")}）` : "";
  const detail = words.language === "en" || sentence === error.kind ? ` (${error.message})` : where;
  return `${sentence}${detail}`;
}

/** An error in the place of what it kept from being shown, with a way to try again. */
export function ProblemAlert(props: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useWords();
  const { error, onRetry } = props;
  return (
    <div>
      <Alert
        type="error"
        showIcon
        title={words.t("refused", { why: problemText(words, error) })}
        action={onRetry && <Button onClick={onRetry}>{words.t("retry")}</Button>}
      />
    </div>
  );
}
