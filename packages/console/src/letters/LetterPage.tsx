import { Link } from "wouter";
import { usePageTitle } from "../app/usePageTitle.ts";
import { DocumentSheet } from "../documents/DocumentSheet.tsx";
import { DocumentTabs } from "../documents/DocumentTabs.tsx";
import { WordButton } from "../documents/WordButton.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { useLetterDocument } from "./letterQueries.ts";

/** One letter of a task as it reads, with its Word file. */
export function LetterPage({ task, revision }: { readonly task: string; readonly revision: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useLetterDocument(task, revision);
  usePageTitle(data === undefined ? t("letters") : `${data.number ?? ""} ${data.title}`);
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const number = data.number ?? "";
  return (
    <section className="page">
      <h1>{data.title}</h1>
      <DocumentTabs here="letters" />
      <p>
        <Link href={`/tasks/${task}`}>{t("backToTask", { number })}</Link>
      </p>
      <div className="buttons">
        <WordButton
          path={`/v1/tasks/${task}/letters/${revision}/document.docx`}
          name={`${number} ${data.title}`}
        />
        <span className="muted">{t("documentHelp")}</span>
      </div>
      <DocumentSheet document={data} />
    </section>
  );
}
