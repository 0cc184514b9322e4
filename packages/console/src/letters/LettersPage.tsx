import { Button, Select } from "antd";
import { useState } from "react";
import { Link } from "wouter";
import { useUnits } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { DocumentTabs } from "../documents/DocumentTabs.tsx";
import { CardMark } from "../parts/CardMark.tsx";
import { Loading } from "../parts/Loading.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { UnitSelect } from "../tasks/UnitSelect.tsx";
import { useWords } from "../words/language.tsx";
import {
  type LetterEntry,
  type LetterFilter,
  type LetterKind,
  letterKinds,
  useLetters,
} from "./letterQueries.ts";

/** The letters of all tasks the reader may see, by kind and unit, the newest first. */
export function LettersPage() {
  const { t } = useWords();
  const [filter, setFilter] = useState<LetterFilter>({});
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLetters(filter);
  usePageTitle(t("letters"));
  const letters = data?.pages.flatMap(({ items }) => items);
  return (
    <section className="page">
      <h1>{t("letters")}</h1>
      <DocumentTabs here="letters" />
      <p className="muted">{t("lettersHelp")}</p>
      <Filters filter={filter} onChange={setFilter} />
      {letters === undefined && error === null && <Loading />}
      {letters === undefined && error !== null && (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
      {letters?.length === 0 && <p className="panel">{t("noLetters")}</p>}
      {letters !== undefined && letters.length > 0 && <LetterTable letters={letters} />}
      {hasNextPage && (
        <div>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("moreLetters")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Filters(props: {
  readonly filter: LetterFilter;
  readonly onChange: (filter: LetterFilter) => void;
}) {
  const { filter, onChange } = props;
  const { t, term } = useWords();
  const { kind, unit, ...rest } = filter;
  return (
    <div className="buttons">
      <Select
        aria-label={t("anyLetter")}
        placeholder={t("anyLetter")}
        allowClear
        className="filter"
        popupMatchSelectWidth={false}
        value={kind}
        options={letterKinds.map((value) => ({ value, label: term("letterKind", value) }))}
        onChange={(chosen: LetterKind | undefined) =>
          onChange({
            ...rest,
            ...(unit === undefined ? {} : { unit }),
            ...(chosen === undefined ? {} : { kind: chosen }),
          })
        }
      />
      <UnitSelect
        value={unit}
        placeholder={t("anyUnit")}
        onChange={(chosen) =>
          onChange({
            ...rest,
            ...(kind === undefined ? {} : { kind }),
            ...(chosen === undefined ? {} : { unit: chosen }),
          })
        }
      />
    </div>
  );
}

function LetterTable({ letters }: { readonly letters: readonly LetterEntry[] }) {
  const { t, term } = useWords();
  const units = useUnits();
  const heads = (["letterOn", "letterKind", "unit", "number", "title"] as const).map((word) => t(word));
  return (
    <PlainTable label={t("letters")} heads={heads} isStacked>
      <tbody>
        {letters.map(({ task, revision, on, kind, unit, card, number, title }) => (
          <tr key={`${task}/${revision}`}>
            <th scope="row" className="nowrap">
              {on}
            </th>
            <td data-label={t("letterKind")}>
              <Link
                href={`/tasks/${task}/letters/${revision}`}
                aria-label={t("openLetter", { letter: `${term("letterKind", kind)} ${number}` })}
              >
                {term("letterKind", kind)}
              </Link>{" "}
              {kind === "card" && card !== null && <CardMark card={card} />}
            </td>
            <td data-label={t("unit")}>{units.nameOf(unit)}</td>
            <td data-label={t("number")} className="nowrap">
              {number}
            </td>
            <td data-label={t("title")}>
              <Link href={`/tasks/${task}`}>{title}</Link>
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
