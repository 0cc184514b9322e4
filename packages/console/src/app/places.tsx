import {
  ApartmentOutlined,
  AuditOutlined,
  CalendarOutlined,
  CommentOutlined,
  DashboardOutlined,
  EyeOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  FormOutlined,
  FundOutlined,
  HomeOutlined,
  LineChartOutlined,
  SettingOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Word } from "../words/dictionary.ts";
import { decides, holds, putsUp, type Reader, readsTasks } from "./rights.ts";

/** A screen's place in the navigation. */
export interface Place {
  readonly path: string;
  readonly word: Word;
  readonly icon: ReactNode;
  /** Addresses of other screens that are reached from this one; the place is lit there too. */
  readonly leadsTo?: readonly string[];
  /** Shown only to whom this holds for; left out, to everybody. */
  readonly isFor?: (reader: Reader) => boolean;
}

/** Places under one heading. */
export interface PlaceGroup {
  readonly name: Word;
  readonly places: readonly Place[];
}

/**
 * The navigation, whole: groups in their order, and in each its places. A new screen adds its line here, and its route in
 * App.tsx; nothing else knows of places. The order matters once: a narrow page shows the first `chiefCount` and keeps the
 * rest under "more".
 */
export const placeGroups: readonly PlaceGroup[] = [
  {
    name: "groupWork",
    places: [
      { path: "/", word: "overview", icon: <DashboardOutlined aria-hidden /> },
      {
        path: "/tasks",
        word: "tasks",
        icon: <UnorderedListOutlined aria-hidden />,
        leadsTo: ["/matters"],
        isFor: readsTasks,
      },
      { path: "/approvals", word: "approvals", icon: <AuditOutlined aria-hidden />, isFor: decides },
      { path: "/matters/new", word: "newMatter", icon: <FormOutlined aria-hidden />, isFor: putsUp },
      {
        path: "/programmes",
        word: "programmes",
        icon: <ApartmentOutlined aria-hidden />,
        leadsTo: ["/imports", "/define-programme"],
      },
      { path: "/forecast", word: "forecast", icon: <CalendarOutlined aria-hidden />, isFor: readsTasks },
    ],
  },
  {
    name: "groupInspect",
    places: [
      { path: "/inspections", word: "inspections", icon: <EyeOutlined aria-hidden /> },
      { path: "/documents", word: "documents", icon: <FileTextOutlined aria-hidden /> },
      { path: "/diagnosis", word: "diagnosis", icon: <LineChartOutlined aria-hidden />, isFor: readsTasks },
    ],
  },
  {
    name: "groupGrassroots",
    places: [
      { path: "/coverage", word: "coverage", icon: <HomeOutlined aria-hidden />, isFor: readsTasks },
      { path: "/households", word: "households", icon: <TeamOutlined aria-hidden />, isFor: readsTasks },
      // Anybody may complain, whatever he may read.
      { path: "/burden", word: "burden", icon: <CommentOutlined aria-hidden /> },
    ],
  },
  {
    name: "groupMoney",
    places: [{ path: "/funds", word: "funds", icon: <FundOutlined aria-hidden /> }],
  },
  {
    name: "groupSystem",
    places: [
      { path: "/audit", word: "audit", icon: <FileSearchOutlined aria-hidden />, isFor: holds("auditor") },
      { path: "/admin", word: "admin", icon: <SettingOutlined aria-hidden /> },
    ],
  },
];

/** How many places a narrow page shows beside "more": at 390 px five words still stand whole, in English too. */
export const chiefCount = 4;

/** The groups as this reader sees them: places that are for him, and no group without any. */
export const groupsFor = (reader: Reader): readonly PlaceGroup[] =>
  placeGroups
    .map(({ name, places }) => ({ name, places: places.filter(({ isFor }) => isFor?.(reader) ?? true) }))
    .filter(({ places }) => places.length > 0);

const isWithin = (location: string, path: string): boolean =>
  path === "/" ? location === "/" : location === path || location.startsWith(`${path}/`);

/** The path of the place that an address belongs to: the longest that leads there, since `/matters/new` is not in the list's `/matters`. */
export function placeAt(location: string, groups: readonly PlaceGroup[]): string | undefined {
  const ways = groups
    .flatMap(({ places }) => places)
    .flatMap(({ path, leadsTo = [] }) => [path, ...leadsTo].map((way) => ({ path, way })))
    .filter(({ way }) => isWithin(location, way));
  return ways.sort((one, other) => other.way.length - one.way.length)[0]?.path;
}
