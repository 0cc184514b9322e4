import { linePlans } from "./lineMatters.ts";
import { programme, workLines } from "./programme.ts";

/**
 * The programme as it is put in force: phases, the central works (中心工作) its lines serve, weights and targets.
 *
 * Example, all of it but the lines' names. Gratitude education serves none of the central works, and no line serves 饮水安全: a diagnosis must find both.
 */
const centralWorks = [
  { id: "income", name: "农民增收" },
  { id: "ecology", name: "生态建设" },
  { id: "villages", name: "新农村建设" },
  { id: "water", name: "饮水安全" },
] as const;

const serves: Readonly<Record<string, readonly string[]>> = {
  ganen: [],
  zengshou: ["income"],
  hezuo: ["income"],
  jiti: ["income"],
  lvhua: ["ecology"],
  cunzhuang: ["villages"],
};

/** What the two askers of one figure ask for; of the county's villages with an income together, in ten thousand yuan. */
export const collectiveIncome = { id: "income", name: "村集体经济收入", unit: "万元", figure: 620 } as const;

const targets: Readonly<Record<string, { readonly name: string; readonly unit: string }>> = {
  lvhua: { name: "造林", unit: "亩" },
  cunzhuang: { name: "示范村庄", unit: "个" },
};

export const programmePlan = {
  name: programme.name,
  phases: [
    { name: "动员部署", from: "2013-01-04", to: "2013-02-28" },
    { name: "集中推进", from: "2013-03-01", to: "2013-10-31" },
    { name: "总结巩固", from: "2013-11-01", to: "2013-12-31" },
  ],
  centralWorks,
  lines: workLines.map(({ id, name, weight }) => ({
    id,
    name,
    weight,
    centralWork: serves[id] ?? [],
    targets: targetsOf(id),
  })),
};

/** A line's target: what its matters ask of the townships together. */
function targetsOf(line: string) {
  if (line === "jiti") return [collectiveIncome];
  const target = targets[line];
  if (target === undefined) return [];
  const figure = linePlans
    .filter((plan) => plan.line === line)
    .flatMap(({ quantities }) => quantities)
    .reduce((sum, quantity) => sum + quantity, 0);
  return [{ id: line, ...target, figure }];
}
