/** How each figure of a coverage is computed, in words: shown beside it. */
export const coverageHow: readonly { figure: string; zh: string; en: string }[] = [
  {
    figure: "cadres.linked",
    zh: "截至末日至少联系一户的干部数。干部指县直部门、乡镇人员，不含仅任系统管理职务者和村级人员。",
    en: "Cadres linked with at least one household on the last day. Cadres are the people of departments, offices and townships, those who only administer the system left out.",
  },
  {
    figure: "households.linked",
    zh: "截至末日至少有一名干部联系的农户数。",
    en: "Households linked with at least one cadre on the last day.",
  },
  {
    figure: "households.visited",
    zh: "期内至少走访一次的农户数。同一人同一天走访同一户只计一次，无论上报几次、计入几本台账。",
    en: "Households visited at least once in the window. One person, household and day is one visit, however often it was reported and whatever ledgers it serves.",
  },
  {
    figure: "cadres.days",
    zh: "各干部在村天数之和：一天到几个村、几户都计一天，不分工作日与休息日、不分时段。",
    en: "The days each cadre was in villages, added up: a day counts once, wherever he went, whatever day and hour it was.",
  },
  {
    figure: "cadres.owed",
    zh: "按岗位规定天数 × 期内已过工作日 ÷ 全年工作日，每人取整天数（不足一天不欠）后相加。",
    en: "The rule's days for the post times the working days elapsed over those of the year, in whole days for each (a part of a day is not owed yet), added up.",
  },
  {
    figure: "evenness.gini",
    zh: "各户走访次数的基尼系数 × n/(n−1)：各户相同为 0，全部集中在一户为 1；不足两户或无走访时不计算。",
    en: "Gini of the households' visits times n/(n − 1): 0 where each had as many, 1 where one had all; not said under two households or without a visit.",
  },
];
