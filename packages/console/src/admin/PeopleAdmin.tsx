import { Button } from "antd";
import { useRef, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { useNow, usePeople, useUnits } from "../app/queries.ts";
import type { Person } from "../app/shapes.ts";
import { PlainTable } from "../parts/PlainTable.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { LeavePerson } from "./LeavePerson.tsx";
import { draftOf, emptyPerson, type PersonDraft, PersonForm } from "./PersonForm.tsx";
import { LookOnly, useIsSystemAdmin } from "./SaveNote.tsx";

/** The people of the county, or of one unit, a form that adds one or changes him, and the way to let one leave. */
export function PeopleAdmin() {
  const words = useWords();
  const { t, term, list } = words;
  const { items } = usePeople();
  const units = useUnits();
  const now = useNow();
  const isAdmin = useIsSystemAdmin();
  const [unit, setUnit] = useState<string | undefined>(undefined);
  const [draft, setDraft, discard] = useDraft<PersonDraft>("person", emptyPerson);
  const [leaving, setLeaving] = useState<Person | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const edit = (person: Person) => {
    setDraft(draftOf(person));
    form.current?.scrollIntoView({ block: "nearest" });
  };
  const shown = unit === undefined ? items : items.filter((person) => person.unit === unit);
  const heads = [t("person"), t("code"), t("unit"), t("roles"), ...(isAdmin ? [t("operations")] : [])];
  return (
    <>
      <LookOnly />
      <div ref={form}>{isAdmin && <PersonForm draft={draft} onChange={setDraft} onDone={discard} />}</div>
      <UnitSelect value={unit} placeholder={t("anyUnit")} onChange={setUnit} />
      <PlainTable label={t("peopleTab")} heads={heads} isStacked>
        <tbody>
          {shown.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                {person.name}
                {person.head && <span className="chip">{t("isHead")}</span>}
              </th>
              <td data-label={t("code")} className="number">
                {person.id}
              </td>
              <td data-label={t("unit")}>{units.nameOf(person.unit)}</td>
              <td data-label={t("roles")}>
                {person.leftAt === null
                  ? list(person.roles.map((role) => term("role", role)))
                  : t("hasLeft", { time: timeText(words, person.leftAt, now) })}
              </td>
              {isAdmin && (
                <td className="row-acts" data-label={t("operations")}>
                  <Button aria-label={`${t("edit")} ${person.name}`} onClick={() => edit(person)}>
                    {t("edit")}
                  </Button>
                  {person.leftAt === null && (
                    <Button
                      danger
                      aria-label={`${t("leave")} ${person.name}`}
                      onClick={() => setLeaving(person)}
                    >
                      {t("leave")}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {leaving !== null && <LeavePerson key={leaving.id} person={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}
