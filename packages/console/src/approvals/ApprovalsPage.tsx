import { useState } from "react";
import { Link, useSearch } from "wouter";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { OnBehalfOf } from "../parts/OnBehalfOf.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { isKind, kinds } from "./decide.ts";
import { Inbox } from "./Inbox.tsx";
import { useInbox } from "./useInbox.ts";

/** What waits for one's decision: one's own, and that of whom one stands in for. */
export function ApprovalsPage() {
  const { t, term } = useWords();
  const asked = new URLSearchParams(useSearch()).get("kind");
  const kind = isKind(asked) ? asked : null;
  const [onBehalfOf, setOnBehalfOf] = useState<string | null>(null);
  const page = useInbox(kind, onBehalfOf);
  const { counts } = page;
  usePageTitle(t("approvalsTitle"));
  const total = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const tabs = [
    { id: null, path: "/approvals", label: t("all"), count: total },
    ...kinds.map((id) => ({
      id,
      path: `/approvals?kind=${id}`,
      label: term("approvalKind", id),
      count: counts?.[id],
    })),
  ];
  return (
    <section className="page">
      <h1>{t("approvalsTitle")}</h1>
      <OnBehalfOf ownLabel={t("decideForAll")} value={onBehalfOf} onChange={setOnBehalfOf} />
      <nav className="quick" aria-label={t("approvalKinds")}>
        {tabs.map(({ id, path, label, count }) => (
          <Link key={path} href={path} className="quick-link" aria-current={kind === id ? "true" : undefined}>
            {label}
            {count !== undefined && <span className="quick-count">{count}</span>}
          </Link>
        ))}
      </nav>
      {page.error !== null ? (
        <ProblemAlert error={page.error} onRetry={page.retry} />
      ) : page.isPending ? (
        <Loading />
      ) : (
        <Inbox key={`${kind} ${onBehalfOf}`} page={page} />
      )}
      <p className="muted keyboard-help">{t("keyboardApprovals")}</p>
    </section>
  );
}
