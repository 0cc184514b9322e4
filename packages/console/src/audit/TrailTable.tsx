import { Link } from "wouter";
import { usePeople, useUnits } from "../app/queries.ts";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { actionText } from "./actionText.ts";
import type { TrailEntry } from "./useTrail.ts";

/** Entries of the trail, as they were written; what they hold beside is folded away. */
export function TrailTable({
  entries,
  now,
}: {
  readonly entries: readonly TrailEntry[];
  readonly now: string;
}) {
  const words = useWords();
  const { t, term } = words;
  const heads = [
    t("auditAt"),
    t("auditWho"),
    t("auditWhat"),
    t("auditTarget"),
    t("auditOutcome"),
    t("auditFrom"),
  ];
  return (
    <PlainTable label={t("audit")} heads={heads} isStacked>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.position}>
            <th scope="row" className="audit-at">
              {timeText(words, entry.at, now)}
              {entry.at.slice(16, 19)}
              <span className="chip">{term("trailKind", entry.kind)}</span>
            </th>
            <td data-label={t("auditWho")}>
              <Who entry={entry} />
            </td>
            <td data-label={t("auditWhat")}>
              {actionText(words, entry.action)}
              <Detail detail={entry.detail} />
            </td>
            <td data-label={t("auditTarget")}>
              <Target target={entry.target} />
            </td>
            <td data-label={t("auditOutcome")}>
              <Outcome outcome={entry.outcome} />
            </td>
            <td data-label={t("auditFrom")} className="number">
              {entry.address ?? "—"}
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}

function Outcome({ outcome }: { readonly outcome: string }) {
  const { t, term } = useWords();
  if (outcome === "done") return <>{t("auditDone")}</>;
  const said = outcome === "altered" ? t("auditAltered") : term("problem", outcome);
  return <strong className="many-not">{said}</strong>;
}

function Who({ entry }: { readonly entry: TrailEntry }) {
  const { t } = useWords();
  const people = usePeople();
  const units = useUnits();
  const { person, key, unit } = entry.actor;
  const nobody = t(entry.kind === "system" ? "auditBySystem" : "auditNobody");
  return (
    <>
      {person === null ? (key ?? nobody) : people.nameOf(person)}
      {unit !== null && <span className="muted"> {units.nameOf(unit)}</span>}
      {entry.onBehalfOf !== null && (
        <span className="chip">{t("auditOnBehalf", { name: people.nameOf(entry.onBehalfOf) })}</span>
      )}
    </>
  );
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function Target({ target }: { readonly target: string | null }) {
  if (target === null) return <>—</>;
  return uuid.test(target) ? <Link href={`/tasks/${target}`}>{target}</Link> : <code>{target}</code>;
}

function Detail({ detail }: { readonly detail: TrailEntry["detail"] }) {
  const { t } = useWords();
  if (Object.keys(detail).length === 0) return null;
  return (
    <details>
      <summary>{t("auditDetail")}</summary>
      <pre className="audit-detail">{JSON.stringify(detail, null, 1)}</pre>
    </details>
  );
}
