import { MenuOutlined } from "@ant-design/icons";
import { useEffect, useId, useState } from "react";
import { Link, useLocation } from "wouter";
import { Dialog } from "../parts/Dialog.tsx";
import { useWords } from "../words/language.tsx";
import { chiefCount, groupsFor, type Place, type PlaceGroup, placeAt } from "./places.tsx";
import { useApprovalCounts } from "./queries.ts";
import { useMe } from "./session.tsx";
import { useMedia } from "./useMedia.ts";

/** Where one can go: at the side in named groups; where there is little room, the chief places at the foot and the rest in a sheet. */
export function Navigation() {
  const { t } = useWords();
  const [location] = useLocation();
  const me = useMe();
  const isNarrow = useMedia("(max-width: 900px)");
  const groups = groupsFor(me);
  const current = placeAt(location, groups);
  const counts = useApprovalCounts();
  const waiting = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
  const shown = { current, location, waiting };
  return (
    <nav className={isNarrow ? "nav nav-foot" : "nav"} aria-label={t("mainNavigation")}>
      {isNarrow ? <Foot groups={groups} shown={shown} /> : <Groups groups={groups} shown={shown} />}
    </nav>
  );
}

interface Shown {
  readonly current: string | undefined;
  readonly location: string;
  readonly waiting: number;
}

function Groups({ groups, shown }: { readonly groups: readonly PlaceGroup[]; readonly shown: Shown }) {
  const { t } = useWords();
  const id = useId();
  return groups.map(({ name, places }) => (
    <div key={name} className="nav-group">
      <p id={`${id}-${name}`} className="nav-group-name">
        {t(name)}
      </p>
      <ul aria-labelledby={`${id}-${name}`}>
        {places.map((place) => (
          <li key={place.path}>
            <PlaceLink place={place} shown={shown} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

function Foot({ groups, shown }: { readonly groups: readonly PlaceGroup[]; readonly shown: Shown }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const chiefs = groups.flatMap(({ places }) => places).slice(0, chiefCount);
  const isElsewhere = shown.current !== undefined && !chiefs.some(({ path }) => path === shown.current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: to have arrived somewhere is the reason to run.
  useEffect(() => setOpen(false), [shown.location]);
  return (
    <>
      {chiefs.map((place) => (
        <PlaceLink key={place.path} place={place} shown={shown} />
      ))}
      <button
        type="button"
        className="nav-link"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-current={isElsewhere ? "true" : undefined}
        onClick={() => setOpen(true)}
      >
        <MenuOutlined aria-hidden />
        <span>{t("morePlaces")}</span>
      </button>
      {isOpen && (
        <Dialog title={t("allPlaces")} onClose={() => setOpen(false)} isSheet>
          <div className="nav-sheet">
            <Groups groups={groups} shown={shown} />
          </div>
        </Dialog>
      )}
    </>
  );
}

function PlaceLink({ place, shown }: { readonly place: Place; readonly shown: Shown }) {
  const { t } = useWords();
  const { path, word, icon } = place;
  const here = shown.location === path ? "page" : "true";
  return (
    <Link href={path} className="nav-link" aria-current={shown.current === path ? here : undefined}>
      {icon}
      <span>{t(word)}</span>
      {path === "/approvals" && shown.waiting > 0 && <span className="nav-count">{shown.waiting}</span>}
    </Link>
  );
}
