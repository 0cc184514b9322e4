import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { call } from "../app/api.ts";
import { useNow } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import type { Page } from "../app/shapes.ts";
import { Loading } from "../parts/Loading.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";
import { DutyForm } from "./DutyForm.tsx";
import { DutyOccurrences } from "./DutyOccurrences.tsx";
import type { Duty } from "./dutyDraft.ts";

const mayPut: ReadonlySet<string> = new Set(["supervisor", "leader", "systemAdmin"]);

/** The recurring duties: when each comes next, what it has made, and a form that shows its dates before it is saved. */
export function DutiesAdmin() {
  const { t } = useWords();
  const me = useMe();
  const isAllowed = me.roles.some((role) => mayPut.has(role));
  const [edited, setEdited] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["duties"],
    queryFn: ({ signal }) => call<Page<Duty>>("/v1/duties?limit=200", { signal }),
  });
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const duty = data.items.find(({ id }) => id === edited);
  return (
    <>
      <p className="muted">{t("dutiesHelp")}</p>
      {!isAllowed && <p className="banner banner-note">{t("onlySupervisors")}</p>}
      {data.items.length === 0 ? (
        <p className="panel">{t("noDuties")}</p>
      ) : (
        <DutyTable duties={data.items} edited={edited} onEdit={setEdited} />
      )}
      {isAllowed && (
        <div className="buttons">
          <Button onClick={() => setEdited("")}>{t("addDuty")}</Button>
        </div>
      )}
      {edited !== null && (
        <DutyForm
          key={`${edited}/${duty?.version ?? 0}`}
          duty={duty}
          isAllowed={isAllowed}
          onSaved={setEdited}
        />
      )}
      {duty !== undefined && <DutyOccurrences id={duty.id} />}
    </>
  );
}

function DutyTable(props: {
  readonly duties: readonly Duty[];
  readonly edited: string | null;
  readonly onEdit: (id: string) => void;
}) {
  const { duties, edited, onEdit } = props;
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const nextOf = ({ enabled, next }: Duty) => {
    if (!enabled) return t("dutyDisabled");
    return next === null ? t("dutyNever") : fullTimeText(words, next.at, now);
  };
  return (
    <PlainTable label={t("duties")} heads={[t("dutyTitle"), t("dutyRule"), t("dutyNext"), t("edit")]}>
      <tbody>
        {duties.map((duty) => (
          <tr key={duty.id}>
            <th scope="row">{duty.title}</th>
            <td className="rule">{duty.rule}</td>
            <td>{nextOf(duty)}</td>
            <td>
              <Button
                aria-pressed={duty.id === edited}
                aria-label={`${t("edit")} ${duty.title}`}
                onClick={() => onEdit(duty.id)}
              >
                {t("edit")}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
