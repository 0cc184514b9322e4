import { Link, useSearch } from "wouter";
import { useOverview } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useTaskPage } from "../tasks/useTaskPage.ts";
import { useWords } from "../words/language.tsx";
import { Inbox } from "./Inbox.tsx";

// As many as one decides at a sitting; what each may be decided on is asked one by one.
const pageSize = 20;

const closures = { state: "inspected" } as const;
const requests = { request: "any" } as const;

/** What waits for a supervisor's decision: closures, and requests for more time or a pause. */
export function ApprovalsPage() {
  const { t } = useWords();
  const search = useSearch();
  const tab = new URLSearchParams(search).get("tab") === "requests" ? "requests" : "closures";
  const { data } = useOverview();
  const page = useTaskPage(tab === "requests" ? requests : closures, pageSize);
  usePageTitle(t("approvalsTitle"));
  const tabs = [
    { id: "closures", path: "/approvals", label: t("closures"), count: data?.all.inspected },
    { id: "requests", path: "/approvals?tab=requests", label: t("requests"), count: data?.all.requests },
  ] as const;
  return (
    <section className="page">
      <h1>{t("approvalsTitle")}</h1>
      <nav className="quick" aria-label={t("approvalsTitle")}>
        {tabs.map(({ id, path, label, count }) => (
          <Link key={id} href={path} className="quick-link" aria-current={tab === id ? "true" : undefined}>
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
        <Inbox key={tab} page={page} emptyText={t(tab === "requests" ? "noRequests" : "noClosures")} />
      )}
      <p className="muted keyboard-help">{t("keyboardApprovals")}</p>
    </section>
  );
}
