import type { HouseholdRequest, Unit, VillageEvent, VillageGroup } from "@duban/client";
import { between, chanceOf } from "../story/chance.ts";
import { people } from "./people.ts";
import { townships, units } from "./units.ts";

/**
 * Villages, groups, households, links and visits. All of it is invented: the names of villages follow those of the region, those of
 * households name nobody, and how many there are is a hundredth of a real county.
 */
const villageNames = [
  ["新华村", "龙泉村"],
  ["沿江村", "老厂村"],
  ["华侨村", "芒赖村"],
  ["新谷村", "双龙村"],
  ["大河村", "长山村"],
  ["尼诺村", "联席村"],
  ["清河村", "文沧村"],
  ["珠山村", "澡塘村"],
  ["立桂村", "明山村"],
  ["帕旭村", "芒回村"],
  ["米河村", "田头村"],
  ["羊街村", "金宝村"],
  ["团山村", "打平村"],
] as const;

const groupNames = ["一组", "二组"] as const;
const householdsToGroup = 3;
const surnames = [..."李杨罗字鲁阿段左茶"];
const givenNames = ["有福", "开云", "从顺", "绍芬", "家旺", "兰英", "学文", "应华", "金凤", "朝林"];

interface Village {
  readonly code: string;
  readonly name: string;
  readonly township: string;
}

const villages: readonly Village[] = townships.flatMap(({ code }, place) =>
  (villageNames[place] ?? []).map((name, index) => ({
    code: `${code}2${String(index + 1).padStart(2, "0")}`,
    name,
    township: code,
  })),
);

/** The villages as units below their townships, after all others in the fixed order. */
export const villageUnits: readonly Unit[] = villages.map(({ code, name, township }, index) => ({
  code,
  name,
  kind: "village",
  parent: township,
  order: 1_001 + index,
}));

export const villageGroups: readonly VillageGroup[] = villages.flatMap(({ code }) =>
  groupNames.map((name, index) => ({ village: code, code: `${index + 1}`, name, order: index + 1 })),
);

export const households: readonly HouseholdRequest[] = villageGroups.flatMap((group) => {
  const chance = chanceOf(`households/${group.village}/${group.code}`);
  const pick = (from: readonly string[]) => from[between(chance, 0, from.length - 1)] ?? "";
  return Array.from({ length: householdsToGroup }, (_, index) => ({
    id: `${group.village}-${group.code}-${index + 1}`,
    village: group.village,
    group: group.code,
    name: `${pick(surnames)}${pick(givenNames)}`,
    phone: `1380000${String(between(chance, 0, 9_999)).padStart(4, "0")}`,
    memberCount: between(chance, 2, 6),
  }));
});

/** Handlers, liaisons and heads of departments and townships: the cadres who are linked with households. */
const cadres = people.filter(({ id, unit }) => unit !== "xwb" && unit !== "dcs" && id.startsWith(`${unit}-`));
const departments = units.filter(({ kind }) => kind === "department").map(({ code }) => code);

/** Who is linked with a household: a cadre of its township, or, for two in three, one of the department that helps the village. */
function cadreOf(household: HouseholdRequest, place: number): string | undefined {
  const village = villages.findIndex(({ code }) => code === household.village);
  // One household in eleven has nobody yet: what coverage is there to show.
  if (place % 11 === 7) return undefined;
  const unit = place % 3 === 0 ? villages[village]?.township : departments[village % departments.length];
  const own = cadres.filter((cadre) => cadre.unit === unit);
  return own[place % own.length]?.id;
}

const noon = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}T12:00:00+08:00`;

const talks = ["谈春耕备耕", "看核桃管护", "核对低保", "说道路硬化", "帮算收入账", "听老人讲困难"];

/** Links from the start of the year, and visits through its first `months`: few at first, many in the last month, as campaigns go. */
export function villageEvents(year: number, months: number): readonly VillageEvent[] {
  const chance = chanceOf(`visits/${year}`);
  const since = `${year}-01-04`;
  const villageLinks = villages.map(
    ({ code }, place): VillageEvent => ({
      id: `link/${year}/${code}`,
      type: "village.linked",
      subject: code,
      data: { unit: departments[place % departments.length] ?? "nyj", from: since },
    }),
  );
  const ofHouseholds = households.flatMap((household, place): VillageEvent[] => {
    const person = cadreOf(household, place);
    if (person === undefined) return [];
    const link: VillageEvent = {
      id: `link/${year}/${household.id}`,
      type: "household.linked",
      subject: household.id,
      data: { person, from: since },
    };
    const count = between(chance, 0, 4);
    const visits = Array.from({ length: count }, (_, index): VillageEvent => {
      const month = index % 2 === 0 ? months : between(chance, 1, months);
      return {
        id: `visit/${year}/${household.id}/${index}`,
        type: "household.visited",
        subject: household.id,
        time: noon(year, month, between(chance, 4, 26)),
        data: { person, note: talks[between(chance, 0, talks.length - 1)] ?? "走访" },
      };
    });
    return [link, ...visits];
  });
  return [...villageLinks, ...ofHouseholds];
}
