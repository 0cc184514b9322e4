import { DeleteOutlined } from "@ant-design/icons";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useDraft } from "../app/draft.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import type { Column } from "./columns.ts";
import { type Filter, isSameFilter, listPath } from "./filter.ts";
import { type SavedView, useSavedViews } from "./useSavedViews.ts";

/** The reader's own lists, each a link that also brings its columns. */
export function SavedViews(props: {
  readonly filter: Filter;
  readonly onColumns: (columns: readonly string[]) => void;
}) {
  const { filter, onColumns } = props;
  const words = useWords();
  const { t } = words;
  const { views, forget } = useSavedViews();
  const [forgotten, setForgotten] = useState<SavedView | null>(null);
  return (
    <nav className="quick" aria-label={t("savedViews")} hidden={views.length === 0}>
      <span className="muted quick-label">{t("savedViews")}</span>
      {views.map((view) => (
        <span key={view.id} className="quick-own">
          <Link
            href={listPath(view.filter)}
            className="quick-link"
            aria-current={isSameFilter(filter, view.filter) ? "true" : undefined}
            onClick={() => onColumns(view.columns)}
          >
            {view.name}
          </Link>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("forgetView", { name: view.name })}
            onClick={() => setForgotten(view)}
          />
        </span>
      ))}
      {forgotten !== null && (
        <Dialog title={t("forgetView", { name: forgotten.name })} onClose={() => setForgotten(null)}>
          <div className="stack">
            <p>{t("forgetViewSure", { name: forgotten.name })}</p>
            <div className="buttons">
              <Button
                type="primary"
                danger
                onClick={() => void forget(forgotten.id).then(() => setForgotten(null))}
              >
                {t("remove")}
              </Button>
              <Button onClick={() => setForgotten(null)}>{t("cancel")}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </nav>
  );
}

/** Keeps the present list under a name. */
export function SaveViewButton(props: { readonly filter: Filter; readonly columns: readonly Column[] }) {
  const { filter, columns } = props;
  const { t } = useWords();
  const { keep } = useSavedViews();
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Button onClick={() => setNaming(true)}>{t("saveView")}</Button>
      {isNaming && (
        <NameDialog onClose={() => setNaming(false)} onName={(name) => keep(name, filter, columns)} />
      )}
    </>
  );
}

function NameDialog(props: {
  readonly onClose: () => void;
  readonly onName: (name: string) => Promise<void>;
}) {
  const { onClose, onName } = props;
  const words = useWords();
  const { t } = words;
  const [name, setName, discard] = useDraft("view.name", "");
  const [fault, setFault] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setFault(t("labelled", { label: t("viewName"), text: t("required") }));
    onName(name.trim())
      .then(discard)
      .then(onClose)
      .catch((error: unknown) => setFault(t("refused", { why: problemText(words, error) })));
  };
  return (
    <Dialog title={t("saveView")} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <div className="field">
          <label className="field-label" htmlFor="view-name">
            {t("viewName")}
          </label>
          <Input
            id="view-name"
            autoFocus
            value={name}
            maxLength={100}
            aria-invalid={fault !== null}
            onChange={(event) => setName(event.target.value)}
          />
          <span className="muted">{t("viewNameHelp")}</span>
        </div>
        {fault !== null && <Alert type="error" showIcon title={fault} />}
        <p className="classified">{t("classified")}</p>
        <div className="buttons">
          <Button type="primary" htmlType="submit">
            {t("save")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
