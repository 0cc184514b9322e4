/** What somebody has typed of a plan. */
export interface PlanDraft {
  readonly title: string;
  readonly asker: string;
  readonly from: string;
  readonly to: string;
  readonly kinds: readonly string[];
  readonly units: readonly string[];
  readonly programme: string;
  readonly objects: number;
  readonly inspectors: number;
  readonly checkList: string;
  readonly publicValue: string;
  readonly lookBackAfterDays: number | null;
}

export const emptyPlan = (asker: string, today: string): PlanDraft => ({
  title: "",
  asker,
  from: today,
  to: today,
  kinds: ["township"],
  units: [],
  programme: "",
  objects: 3,
  inspectors: 2,
  checkList: "",
  publicValue: "",
  lookBackAfterDays: 90,
});

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Whether enough is said to plan it. */
export const isWholePlan = ({ title, asker, from, to, checkList }: PlanDraft): boolean =>
  title.trim() !== "" && asker !== "" && from !== "" && from <= to && linesOf(checkList).length > 0;

/** The request that a draft means: each line of the check-list a point, numbered. */
export function planRequestOf({
  checkList,
  kinds,
  units,
  programme,
  publicValue,
  title,
  ...rest
}: PlanDraft) {
  return {
    ...rest,
    title: title.trim(),
    scope: { kinds, units, ...(programme.trim() === "" ? {} : { programme: programme.trim() }) },
    checkList: linesOf(checkList).map((text, index) => ({ id: String(index + 1), text })),
    ...(publicValue.trim() === "" ? {} : { publicValue: publicValue.trim() }),
  };
}
