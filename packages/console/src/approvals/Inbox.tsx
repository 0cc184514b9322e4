import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useNow } from "../app/queries.ts";
import type { Approval } from "../app/shapes.ts";
import { useListKeys, walkKeys } from "../tasks/useListKeys.ts";
import { useWords } from "../words/language.tsx";
import { DecisionDialog } from "./DecisionDialog.tsx";
import { DecisionResults } from "./DecisionResults.tsx";
import { isDecidable, type Side } from "./decide.ts";
import { InboxBar } from "./InboxBar.tsx";
import { InboxEntry } from "./InboxEntry.tsx";
import { KeyHelp } from "./KeyHelp.tsx";
import { type Decision, useDecisions } from "./useDecisions.ts";
import type { InboxPage } from "./useInbox.ts";

const entrySelector = "[data-entry]";

const focusedEntry = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>(".inbox-entry")?.querySelector<HTMLElement>(entrySelector)
    ?.dataset["entry"];

/** What waits: decided one by one or several at once, by hand or by keyboard. */
export function Inbox({ page }: { readonly page: InboxPage }) {
  const { t } = useWords();
  const now = useNow();
  const [, navigate] = useLocation();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Decision | null>(null);
  const [isHelping, setHelping] = useState(false);
  const { decide, decided, forget } = useDecisions();
  // What is gone was decided, here or by somebody else: it leaves without moving what is left to decide before it is said.
  const approvals = page.steady.rows.filter(({ isGone }) => !isGone).map(({ row }) => row.approval);
  const decidable = approvals.filter(isDecidable);
  const chosen = decidable.filter(({ task }) => selected.has(task.id));
  const resumeAt = useFocusAfter(approvals.length, asked === null);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const ask = (side: Side, of: readonly Approval[]) => {
    if (of.length > 0) setAsked({ side, approvals: of });
  };
  const underFocus = () => decidable.filter(({ task }) => task.id === focusedEntry());
  const openFocused = () => {
    const id = focusedEntry();
    if (id !== undefined) navigate(`/tasks/${id}`);
  };
  useListKeys({
    ...walkKeys(entrySelector),
    x: () => {
      for (const { task } of underFocus()) toggle(task.id);
    },
    a: () => ask("approve", chosen.length > 0 ? chosen : underFocus()),
    r: () => ask("refuse", chosen.length > 0 ? chosen : underFocus()),
    o: openFocused,
    "?": () => setHelping(true),
  });
  return (
    <>
      <div role="status">
        {decided !== null && <DecisionResults decided={decided} onClose={forget} />}
        {page.steady.added > 0 && (
          <p className="banner banner-note">
            {t("listMoved", { added: page.steady.added, gone: page.steady.gone })}
            <Button size="small" onClick={page.redraw}>
              {t("refreshList")}
            </Button>
          </p>
        )}
      </div>
      {approvals.length === 0 ? (
        <div className="empty">
          <p>{t("inboxEmpty")}</p>
          <p>{t("inboxEmptyHelp")}</p>
        </div>
      ) : (
        <>
          <InboxBar
            decidable={decidable.length}
            chosen={chosen.length}
            onSelectAll={(isOn) => setSelected(new Set(isOn ? decidable.map(({ task }) => task.id) : []))}
            onDecide={(side) => ask(side, chosen)}
          />
          <ul className="inbox">
            {approvals.map((approval) => (
              <InboxEntry
                key={approval.task.id}
                approval={approval}
                now={now}
                isSelected={selected.has(approval.task.id)}
                onToggle={() => toggle(approval.task.id)}
                onDecide={(side) => ask(side, [approval])}
              />
            ))}
          </ul>
        </>
      )}
      {(page.hasNext || page.pageNumber > 1) && (
        <div className="pager">
          <Button onClick={() => page.turn(-1)} disabled={page.pageNumber === 1}>
            {t("previousPage")}
          </Button>
          <span>{t("page", { n: page.pageNumber })}</span>
          <Button onClick={() => page.turn(1)} disabled={!page.hasNext}>
            {t("nextPage")}
          </Button>
        </div>
      )}
      {asked !== null && (
        <DecisionDialog
          decision={asked}
          onClose={() => setAsked(null)}
          onSend={async (words) => {
            forget();
            await decide(asked, words);
            const [first] = asked.approvals;
            const place = approvals.findIndex(({ task }) => task.id === first?.task.id);
            resumeAt.current = { place, id: first?.task.id ?? "", until: Date.now() + resumeMs };
            setSelected(new Set());
            setAsked(null);
          }}
        />
      )}
      {isHelping && <KeyHelp onClose={() => setHelping(false)} />}
    </>
  );
}

// Longer than the list takes to be drawn anew after a decision, shorter than anybody needs to go elsewhere.
const resumeMs = 2_000;

/** Where the focus goes on once a decision has taken its entry away: to what stands in its place, or to the last one. */
function useFocusAfter(count: number, isOpen: boolean) {
  const resumeAt = useRef<{ place: number; id: string; until: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a shorter list is the reason to run.
  useEffect(() => {
    const resume = resumeAt.current;
    if (resume === null || !isOpen) return;
    if (Date.now() > resume.until) {
      resumeAt.current = null;
      return;
    }
    const entries = [...document.querySelectorAll<HTMLElement>(entrySelector)];
    entries[Math.min(Math.max(resume.place, 0), entries.length - 1)]?.focus();
    // It leaves a moment after the dialog does: until then its place is still its own.
    if (!entries.some((entry) => entry.dataset["entry"] === resume.id)) resumeAt.current = null;
  }, [count, isOpen]);
  return resumeAt;
}
