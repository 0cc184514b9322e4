import { Button } from "antd";
import { useState } from "react";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { KeyDialog } from "./KeyDialog.tsx";
import { OneTimeSecret } from "./OneTimeSecret.tsx";
import { SaveNote } from "./SaveNote.tsx";
import { useSave } from "./useSave.ts";

/** A key as the administrator sees it; its secret is never read again. */
export interface Key {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly roles: readonly string[] | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly eventTypes: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly signed: boolean;
  readonly rotatedAt: string | null;
  readonly previousUntil: string | null;
  readonly lastUsedAt: string | null;
}

interface Asked {
  readonly act: "rotate" | "revoke";
  readonly key: Key;
}

/** The keys: whose, for what, until when, last used; and what can be done with each. */
export function KeyTable({ keys }: { readonly keys: readonly Key[] }) {
  const { t } = useWords();
  const save = useSave();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [rotated, setRotated] = useState<string | null>(null);
  const act = (overlap: number) => {
    if (asked === null) return;
    setAsked(null);
    setRotated(null);
    const path = `/v1/keys/${encodeURIComponent(asked.key.id)}`;
    if (asked.act === "revoke") void save.send("DELETE", path, undefined, () => t("savedPlain"));
    else
      void save.send<{ readonly key: string }>("POST", `${path}/rotate`, { overlap }, ({ key }) => {
        setRotated(key);
        return t("savedPlain");
      });
  };
  const heads = [t("keyName"), t("whose"), t("keyEvents"), t("keyLife"), t("lastUsed"), t("edit")];
  return (
    <>
      {rotated !== null && <OneTimeSecret title={t("keyMade")} secret={rotated} />}
      <SaveNote save={save} />
      <PlainTable label={t("keysTab")} heads={heads} isStacked>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} of={key} onAsk={setAsked} />
          ))}
        </tbody>
      </PlainTable>
      {asked !== null && (
        <KeyDialog act={asked.act} name={asked.key.name} onSure={act} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function KeyRow({ of: key, onAsk }: { readonly of: Key; readonly onAsk: (asked: Asked) => void }) {
  const words = useWords();
  const { t, term, list } = words;
  const people = usePeople();
  const units = useUnits();
  const now = useNow();
  const { person, unit, roles, eventTypes, lastUsedAt } = key;
  const whose = [
    ...(person === null ? [] : [people.nameOf(person)]),
    ...(unit === null ? [] : [units.nameOf(unit)]),
    ...(roles ?? []).map((role) => term("role", role)),
  ];
  return (
    <tr className={key.revokedAt === null ? undefined : "gone"}>
      <th scope="row">
        {key.name}
        <span className="number late-number">{key.id}</span>
      </th>
      <td data-label={t("whose")}>{whose.length === 0 ? t("none") : list(whose)}</td>
      <td data-label={t("keyEvents")}>
        {eventTypes === null ? t("keyEventsAll") : list(eventTypes.map((type) => term("event", type)))}
        {key.signed && <span className="chip">{t("keySignedShort")}</span>}
      </td>
      <td data-label={t("keyLife")}>
        <Life of={key} now={now} />
      </td>
      <td data-label={t("lastUsed")}>
        {lastUsedAt === null ? t("never") : timeText(words, lastUsedAt, now)}
      </td>
      <td data-label={t("edit")}>
        {key.revokedAt === null && (
          <div className="buttons">
            <Button aria-label={`${t("rotate")} ${key.name}`} onClick={() => onAsk({ act: "rotate", key })}>
              {t("rotate")}
            </Button>
            <Button
              danger
              aria-label={`${t("revoke")} ${key.name}`}
              onClick={() => onAsk({ act: "revoke", key })}
            >
              {t("revoke")}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}

/** Since when a key is good, and until when. */
function Life({ of: key, now }: { readonly of: Key; readonly now: string }) {
  const words = useWords();
  const { t } = words;
  const time = (instant: string) => timeText(words, instant, now);
  if (key.revokedAt !== null) return <>{t("revoked", { time: time(key.revokedAt) })}</>;
  const isOver = key.expiresAt !== null && key.expiresAt <= now;
  return (
    <ul>
      <li>{t("issued", { time: time(key.createdAt) })}</li>
      {key.rotatedAt !== null && <li>{t("rotatedOn", { time: time(key.rotatedAt) })}</li>}
      {key.previousUntil !== null && key.previousUntil > now && (
        <li>{t("previousUntil", { time: time(key.previousUntil) })}</li>
      )}
      {key.expiresAt !== null && (
        <li className={isOver ? "many-not" : undefined}>
          {t(isOver ? "keyOver" : "keyUntil", { time: time(key.expiresAt) })}
        </li>
      )}
    </ul>
  );
}
