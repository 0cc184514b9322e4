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

/** The server counts no kind further than this. */
const reachesBound = (count: number) => count >= 1_000;

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
  const isBounded = Object.values(counts ?? {}).some(reachesBound);
  const tabs = [
    { id: null, path: "/approvals", label: t("all"), count: total, orMore: isBounded },
    ...kinds.map((id) => ({
      id,
      path: `/approvals?kind=${id}`,
      label: term("approvalKind", id),
      count: counts?.[id],
      orMore: reachesBound(counts?.[id] ?? 0),
    })),
  ];
  return (
    <section className="page">
      <h1>{t("approvalsTitle")}</h1>
      <OnBehalfOf ownLabel={t("decideForAll")} value={onBehalfOf} onChange={setOnBehalfOf} />
      <nav className="quick" aria-label={t("approvalKinds")}>
        {tabs.map(({ id, path, label, count, orMore }) => (
          <Link key={path} href={path} className="quick-link" aria-current={kind === id ? "true" : undefined}>
            {label}
            {count !== undefined && <span className="quick-count">{orMore ? `${count}+` : count}</span>}
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
