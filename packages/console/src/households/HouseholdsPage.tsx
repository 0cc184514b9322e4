import { Button, Checkbox } from "antd";
import { useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { useUnits } from "../app/queries.ts";
import { usePageTitle } from "../app/usePageTitle.ts";
import { Loading } from "../parts/Loading.tsx";
import { type Head, PlainTable } from "../parts/PlainTable.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { HouseholdDialog } from "./HouseholdDialog.tsx";
import { type Household, useHouseholds } from "./householdQueries.ts";

/** Households, masked, of a village or all that one may see; one of them opens beside. */
export function HouseholdsPage() {
  const { t } = useWords();
  const units = useUnits();
  const search = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const village = search.get("village") ?? undefined;
  const isUnlinked = search.get("linked") === "false";
  const [shown, setShown] = useState<string | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useHouseholds(
    village,
    isUnlinked,
  );
  usePageTitle(t("households"));
  const go = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
    navigate(`/households?${next}`, { replace: true });
  };
  const villages = units.items.filter(({ kind }) => kind === "village");
  const households = data?.pages.flatMap(({ items }) => items);
  return (
    <section className="page">
      <h1>{t("households")}</h1>
      <p className="muted">{t("householdsHelp")}</p>
      <search className="filters">
        <label className="field-inline">
          {t("village")}
          <select
            className="date-input"
            value={village ?? ""}
            onChange={({ target }) => go("village", target.value)}
          >
            <option value="">{t("all")}</option>
            {villages.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Checkbox
          checked={isUnlinked}
          onChange={({ target }) => go("linked", target.checked ? "false" : undefined)}
        >
          {t("onlyUnlinked")}
        </Checkbox>
        <Link href="/coverage">{t("coverage")}</Link>
      </search>
      {households === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <HouseholdTable households={households} nameOf={units.nameOf} onOpen={setShown} />
      )}
      {hasNextPage && (
        <p>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {t("moreRows")}
          </Button>
        </p>
      )}
      {shown !== null && <HouseholdDialog id={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function HouseholdTable(props: {
  readonly households: readonly Household[];
  readonly nameOf: (code: string) => string;
  readonly onOpen: (id: string) => void;
}) {
  const { t } = useWords();
  const { households, nameOf, onOpen } = props;
  const heads: readonly Head[] = [
    t("householdName"),
    t("village"),
    t("group"),
    t("phone"),
    { text: t("memberCount"), isCount: true },
    { text: t("linkedCadres"), isCount: true },
    t("lastVisit"),
  ];
  if (households.length === 0) {
    return (
      <p className="empty" role="status">
        {t("noHouseholds")}
      </p>
    );
  }
  return (
    <PlainTable label={t("households")} heads={heads}>
      <tbody>
        {households.map((household) => (
          <tr key={household.id}>
            <th scope="row">
              <Button type="link" onClick={() => onOpen(household.id)}>
                {household.name}
              </Button>
            </th>
            <td>{nameOf(household.village)}</td>
            <td>{household.group ?? ""}</td>
            <td>{household.phone ?? ""}</td>
            <td className="count">{household.memberCount ?? ""}</td>
            <td className="count">{household.links}</td>
            <td>{household.visitedOn ?? t("noVisits")}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
