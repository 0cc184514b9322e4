import { Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { usePeople, useUnits } from "../app/queries.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import {
  type Particulars,
  reveal,
  useHousehold,
  useVisits,
  type WholeHousehold,
} from "./householdQueries.ts";
import { VisitForm } from "./VisitForm.tsx";

/** One household: masked, its cadres and visits; what names it only after a reason was given. */
export function HouseholdDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useWords();
  const { nameOf } = useUnits();
  const { data, error, refetch } = useHousehold(id);
  const title =
    data === undefined ? t("households") : [data.name, nameOf(data.village), data.group ?? ""].join(" ");
  return (
    <Dialog title={title} onClose={onClose}>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className="stack">
          <Reveal id={id} />
          <Links household={data} />
          <Visits id={id} />
          <VisitForm household={id} />
        </div>
      )}
    </Dialog>
  );
}

function Reveal({ id }: { readonly id: string }) {
  const { t } = useWords();
  const field = useId();
  const [reason, setReason, discard] = useDraft(`reveal.${id}`, "");
  const [found, setFound] = useState<Particulars | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const look = (event: FormEvent) => {
    event.preventDefault();
    setFault(null);
    reveal(id, reason).then((particulars) => {
      discard();
      setFound(particulars);
    }, setFault);
  };
  if (found !== null) {
    const rows = [
      ["householdName", found.name],
      ["phone", found.phone],
      ["address", found.address],
      ["note", found.note],
    ] as const;
    return (
      <dl className="particulars">
        {rows.map(([word, value]) => (
          <div key={word} style={{ display: "contents" }}>
            <dt>{t(word)}</dt>
            <dd>{value ?? t("none")}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <form className="stack" onSubmit={look}>
      <label htmlFor={field}>{t("revealReason")}</label>
      <Input
        id={field}
        value={reason}
        maxLength={500}
        required
        onChange={({ target }) => setReason(target.value)}
      />
      <div className="buttons">
        <Button htmlType="submit" disabled={reason.trim() === ""}>
          {t("reveal")}
        </Button>
      </div>
      {fault !== null && <ProblemAlert error={fault} />}
    </form>
  );
}

function Links({ household }: { readonly household: WholeHousehold }) {
  const { t } = useWords();
  const people = usePeople();
  return (
    <section>
      <h3>{t("linkedCadres")}</h3>
      {household.linked.length === 0 && <p className="muted">{t("none")}</p>}
      <ul>
        {household.linked.map(({ person, from, until }) => (
          <li key={`${person}/${from}`}>
            {people.nameOf(person)}{" "}
            <span className="muted">
              {until === null ? t("linkSpan", { from }) : t("linkSpanEnded", { from, until })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Visits({ id }: { readonly id: string }) {
  const { t } = useWords();
  const people = usePeople();
  const { data } = useVisits(id);
  return (
    <section>
      <h3>{t("visits")}</h3>
      {data?.items.length === 0 && <p className="muted">{t("noVisits")}</p>}
      <ul>
        {data?.items.map(({ on, person, note, revision }) => (
          <li key={revision}>
            {on} {people.nameOf(person)} {note !== null && <span className="muted">{note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
