import type { Unit } from "@duban/client";

/**
 * The county's units in their fixed order (建制序): offices and departments first, then the 13 townships.
 *
 * Sourced: the townships, their order and codes, by the statistical division codes of 530524 (the edition used calls 温泉,
 * 大田坝, 鸡飞 and 翁堵 towns; papers of earlier years call them 乡, so both are aliases).
 * Departments: the usual names of a county's departments in 2013, before the reform of 2018–2019. Their codes are examples.
 */
interface Township {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

const offices = [
  ["xwb", "县委办公室", ["县委办"]],
  ["dcs", "县委督查室", ["督查室"]],
  ["zzb", "县委组织部", ["组织部"]],
  ["xcb", "县委宣传部", ["宣传部"]],
  ["nyj", "县农业局", ["农业局"]],
  ["lyj", "县林业局", ["林业局"]],
  ["zjj", "县住房和城乡建设局", ["住建局", "县住建局"]],
  ["czj", "县财政局", ["财政局"]],
  ["fpb", "县扶贫开发办公室", ["扶贫办", "县扶贫办"]],
  ["swj", "县水务局", ["水务局"]],
  ["jtj", "县交通运输局", ["交通局"]],
  ["mzj", "县民政局", ["民政局"]],
  ["jyj", "县教育局", ["教育局"]],
  ["gxs", "县供销合作社联合社", ["供销社", "县供销社"]],
] as const;

export const townships: readonly Township[] = [
  { code: "530524101", name: "田园镇", aliases: ["田园"] },
  { code: "530524102", name: "漭水镇", aliases: ["漭水"] },
  { code: "530524103", name: "柯街镇", aliases: ["柯街"] },
  { code: "530524104", name: "卡斯镇", aliases: ["卡斯"] },
  { code: "530524105", name: "勐统镇", aliases: ["勐统"] },
  { code: "530524106", name: "温泉镇", aliases: ["温泉", "温泉乡"] },
  { code: "530524107", name: "大田坝镇", aliases: ["大田坝", "大田坝乡"] },
  { code: "530524108", name: "鸡飞镇", aliases: ["鸡飞", "鸡飞乡"] },
  { code: "530524109", name: "翁堵镇", aliases: ["翁堵", "翁堵乡"] },
  { code: "530524205", name: "湾甸傣族乡", aliases: ["湾甸", "湾甸乡"] },
  { code: "530524206", name: "更戛乡", aliases: ["更戛"] },
  { code: "530524207", name: "珠街彝族乡", aliases: ["珠街", "珠街乡"] },
  { code: "530524208", name: "耈街彝族苗族乡", aliases: ["耈街", "耈街乡", "耇街"] },
];

export const units: readonly Unit[] = [
  ...offices.map(
    ([code, name, aliases], index): Unit => ({
      code,
      name,
      kind: code === "xwb" || code === "dcs" ? "office" : "department",
      order: index + 1,
      aliases,
      ...(code === "dcs" ? { parent: "xwb" } : {}),
    }),
  ),
  ...townships.map((township, index): Unit => ({ ...township, kind: "township", order: 101 + index })),
];

/** The code of a township, by any of its names; throws for a name the county doesn't have. */
export function townshipCode(name: string): string {
  const township = townships.find((one) => one.name === name || one.aliases.includes(name));
  if (township === undefined) throw new RangeError(`no township is called ${name}`);
  return township.code;
}

/** What a unit is called for short, in a table. */
export function shortName(code: string): string {
  const unit = units.find((one) => one.code === code);
  return unit?.aliases?.[0] ?? unit?.name ?? code;
}
