import { Button } from "antd";
import { useState } from "react";
import { useLocation } from "wouter";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import type { Me, Party } from "../app/shapes.ts";
import { partyText } from "../approvals/partyText.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";
import { useWritesBulletins } from "./BulletinsPage.tsx";
import type { Bulletin } from "./bulletinQueries.ts";

interface Part {
  readonly bulletin: Bulletin;
}

/** Who wrote a bulletin, who approved it, who still may and why not; for the office, the buttons to approve it or throw it away. */
export function ApprovalPanel({ bulletin }: Part) {
  const words = useWords();
  const { t, list } = words;
  const people = usePeople();
  const units = useUnits();
  const nameOf = (party: Party) => partyText(words, party, people, units);
  const now = useNow();
  const { authors, approvals, approvalsNeeded, state } = bulletin;
  const given = approvals.map(({ by, at }) =>
    t("approvedBy", { name: nameOf(by), at: fullTimeText(words, at, now) }),
  );
  return (
    <section className="panel stack" aria-labelledby="bulletin-approval">
      <h2 id="bulletin-approval">{t("approvalHead")}</h2>
      <p>{t("labelled", { label: t("authors"), text: list(authors.map(nameOf)) })}</p>
      <p>{t("approvalsGiven", { given: approvals.length, needed: approvalsNeeded })}</p>
      {given.length > 0 && (
        <ul className="plain-list">
          {given.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {state === "draft" && <Acts bulletin={bulletin} />}
    </section>
  );
}

const isMe = (me: Me, { key, person }: Party): boolean =>
  person === null ? key === me.key.id : person === me.person?.id;

function Acts({ bulletin }: Part) {
  const { t } = useWords();
  const me = useMe();
  const writes = useWritesBulletins();
  const save = useSave();
  const [isDiscarding, setDiscarding] = useState(false);
  const { id, revision, approvals, approvalsNeeded, authors, mayApprove } = bulletin;
  if (!writes) return null;
  const isLast = approvals.length + 1 >= approvalsNeeded;
  const approve = () =>
    void save.send<Bulletin>("POST", `/v1/bulletins/${id}/approve`, { revision }, ({ number }) =>
      number === null ? t("bulletinApproved") : t("bulletinIssued", { number }),
    );
  return (
    <>
      <p className="muted">{t("approvalHelp")}</p>
      {authors.some((author) => isMe(me, author)) && <p className="banner banner-note">{t("mustNotOwn")}</p>}
      {approvals.some(({ by }) => isMe(me, by)) && <p className="banner banner-note">{t("mustNotTwice")}</p>}
      <SaveNote save={save} />
      <div className="buttons">
        {mayApprove && (
          <Button type="primary" loading={save.isSaving} onClick={approve}>
            {t(isLast ? "approveLast" : "approveBulletin", { n: revision })}
          </Button>
        )}
        <Button danger onClick={() => setDiscarding(true)}>
          {t("discardBulletin")}
        </Button>
      </div>
      {isDiscarding && <Discard bulletin={bulletin} onClose={() => setDiscarding(false)} />}
    </>
  );
}

function Discard({ bulletin, onClose }: Part & { readonly onClose: () => void }) {
  const { t } = useWords();
  const save = useSave();
  const [, navigate] = useLocation();
  const discard = async () => {
    const isGone = await save.send("DELETE", `/v1/bulletins/${bulletin.id}`, undefined, () =>
      t("bulletinGone"),
    );
    if (isGone) navigate("/documents/bulletins");
  };
  return (
    <Dialog title={t("discardBulletin")} onClose={onClose}>
      <div className="stack">
        <p>{bulletin.title}</p>
        <p>{t("discardSure")}</p>
        <SaveNote save={save} />
        <div className="buttons">
          <Button danger type="primary" loading={save.isSaving} onClick={() => void discard()}>
            {t("discardBulletin")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
