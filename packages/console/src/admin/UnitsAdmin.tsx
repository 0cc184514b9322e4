import { Button } from "antd";
import { useRef, useState } from "react";
import { useDraft } from "../app/draft.ts";
import { useNow, useUnits } from "../app/queries.ts";
import type { Unit } from "../app/shapes.ts";
import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords, type Words } from "../words/language.tsx";
import { dateText } from "../words/when.ts";
import { MergeUnit } from "./MergeUnit.tsx";
import { LookOnly, useIsSystemAdmin } from "./SaveNote.tsx";
import { draftOf, emptyUnit, type UnitDraft, UnitForm } from "./UnitForm.tsx";

/** The units in their fixed order, a form that adds one or changes it, and the way to merge one into another. */
export function UnitsAdmin() {
  const words = useWords();
  const { t, term, list } = words;
  const units = useUnits();
  const now = useNow();
  const isAdmin = useIsSystemAdmin();
  const [draft, setDraft, discard] = useDraft<UnitDraft>("unit", emptyUnit);
  const [merging, setMerging] = useState<Unit | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const edit = (unit: Unit) => {
    setDraft(draftOf(unit));
    form.current?.scrollIntoView({ block: "nearest" });
  };
  const heads = [
    t("name"),
    t("order"),
    t("code"),
    t("kind"),
    t("parentUnit"),
    t("aliases"),
    t("validity"),
    ...(isAdmin ? [t("operations")] : []),
  ];
  return (
    <>
      <LookOnly />
      <div ref={form}>{isAdmin && <UnitForm draft={draft} onChange={setDraft} onDone={discard} />}</div>
      <PlainTable label={t("unitsTab")} heads={heads} isStacked>
        <tbody>
          {units.items.map((unit) => (
            <tr key={unit.code}>
              <th scope="row">{unit.name}</th>
              <td data-label={t("order")}>{unit.order}</td>
              <td data-label={t("code")} className="number">
                {unit.code}
              </td>
              <td data-label={t("kind")}>{term("unitKind", unit.kind)}</td>
              <td data-label={t("parentUnit")}>{unit.parent === null ? "—" : units.nameOf(unit.parent)}</td>
              <td data-label={t("aliases")}>{unit.aliases.length === 0 ? t("none") : list(unit.aliases)}</td>
              <td data-label={t("validity")}>
                {unit.mergedInto === null
                  ? spanText(words, unit, now)
                  : t("mergedInto", { unit: units.nameOf(unit.mergedInto) })}
              </td>
              {isAdmin && (
                <td className="row-acts" data-label={t("operations")}>
                  <Button aria-label={`${t("edit")} ${unit.name}`} onClick={() => edit(unit)}>
                    {t("edit")}
                  </Button>
                  {unit.mergedInto === null && (
                    <Button danger aria-label={`${t("merge")} ${unit.name}`} onClick={() => setMerging(unit)}>
                      {t("merge")}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {merging !== null && <MergeUnit key={merging.code} unit={merging} onClose={() => setMerging(null)} />}
    </>
  );
}

/** The days on which a unit is given tasks, in words. */
function spanText(words: Words, { from, until }: Unit, now: string): string {
  const { t } = words;
  const day = (date: string) => dateText(words, date, now);
  if (from === null) return until === null ? t("validAlways") : t("validTo", { until: day(until) });
  return until === null
    ? t("validSince", { from: day(from) })
    : t("validSpan", { from: day(from), until: day(until) });
}
