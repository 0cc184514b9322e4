import { Alert, Button } from "antd";
import { type FormEvent, useMemo } from "react";
import { Link, useLocation } from "wouter";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { useDraft } from "../app/draft.ts";
import { putsUp } from "../app/rights.ts";
import { useMe } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { LineFields } from "./LineFields.tsx";
import { ProgrammeFields } from "./ProgrammeFields.tsx";
import { definitionOf, emptyProgramme, isWholeProgramme, programmeDraftOf } from "./programmeDraft.ts";
import { useProgramme, useProgrammes } from "./programmeQueries.ts";
import { ReadExcel } from "./ReadExcel.tsx";

/** The definition of a programme, to be made or edited, by hand or from Excel; what is put in force is a new version. */
export function ProgrammeEditPage({ id }: { readonly id: string | undefined }) {
  const { t } = useWords();
  const { data, error, refetch } = useProgramme(id ?? null);
  usePageTitle(t(id === undefined ? "newProgramme" : "editProgramme"));
  if (id === undefined) return <Editor key="" id={undefined} version={null} initial={undefined} />;
  if (data === undefined || data.id !== id) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const lines = data.lines.flatMap((line) =>
    line.id === null || line.name === null || !line.defined
      ? []
      : [
          {
            ...{ id: line.id, name: line.name, weight: line.weight, centralWork: line.centralWork },
            targets: line.targets.flatMap(({ id: target, name, unit, figure }) =>
              name === null || unit === null ? [] : [{ id: target, name, unit, figure }],
            ),
          },
        ],
  );
  const { name, phases, centralWorks, version } = data;
  return (
    <Editor
      key={`${id}/${version}`}
      id={id}
      version={version}
      initial={{ name, phases, centralWorks, lines }}
    />
  );
}

function Editor(props: {
  readonly id: string | undefined;
  readonly version: number | null;
  readonly initial: Parameters<typeof programmeDraftOf>[0] | undefined;
}) {
  const { id, version } = props;
  const { t } = useWords();
  const me = useMe();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page asks again all day; what is typed begins with the first answer of a version.
  const initial = useMemo(
    () => (props.initial === undefined ? emptyProgramme() : programmeDraftOf(props.initial)),
    [version],
  );
  const [draft, setDraft, discard] = useDraft(`programme.${id ?? ""}.${version ?? 0}`, initial);
  const save = useSave();
  const [, navigate] = useLocation();
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const code = encodeURIComponent(id ?? draft.name.trim());
    const told = (made: { readonly version: number }) => t("versionInForce", { n: made.version });
    if (!(await save.send("PUT", `/v1/programmes/${code}`, definitionOf(draft), told))) return;
    discard();
    navigate(`/programmes/${code}`);
  };
  const isAllowed = putsUp(me);
  const known = useProgrammes().data?.items ?? [];
  // Put under a name that is taken it would be another version of what is there.
  const isTaken =
    id === undefined && known.some((one) => one.id === draft.name.trim() && one.version !== null);
  return (
    <section className="page page-form">
      <h1>{id === undefined ? t("newProgramme") : t("editProgrammeOf", { name: draft.name })}</h1>
      {!isAllowed && <Alert type="warning" showIcon title={t("onlySupervisors")} />}
      <form className="panel stack" aria-label={t("editProgramme")} onSubmit={(event) => void submit(event)}>
        <p className="classified classified-top">{t("classified")}</p>
        <ReadExcel onRead={(definition) => setDraft(programmeDraftOf(definition))} isAllowed={isAllowed} />
        <ProgrammeFields draft={draft} onChange={change} />
        <LineFields lines={draft.lines} works={draft.works} onChange={(lines) => change({ lines })} />
        {isTaken && <Alert type="error" showIcon title={t("programmeTaken", { name: draft.name })} />}
        <SaveNote save={save} />
        <div className="buttons">
          <Button
            type="primary"
            htmlType="submit"
            loading={save.isSaving}
            disabled={!isAllowed || isTaken || !isWholeProgramme(draft)}
          >
            {t("putInForce")}
          </Button>
          <Button onClick={discard}>{t("discardDraft")}</Button>
          <Link href={id === undefined ? "/programmes" : `/programmes/${encodeURIComponent(id)}`}>
            {t("programmes")}
          </Link>
          <span className="muted">{t("draftKept")}</span>
        </div>
      </form>
    </section>
  );
}
