/**
 * The programme, as the county itself named it: "四群"教育, six lines of 一教育五行动, in the county's order.
 *
 * Sourced: the programme, the lines, the county's code, the two rules on days in villages (Baoshan, 2012).
 * Example: the weights, and every quantity in a requirement anywhere in this folder.
 */
export const county = { code: "530524", name: "昌宁县", english: "Changning County", year: 2013 } as const;

export const programme = {
  id: "siqun-2013",
  name: "“四群”教育",
  english: "the Four-Masses education",
} as const;

export interface WorkLine {
  readonly id: string;
  readonly name: string;
  readonly english: string;
  /** Example: its share of the programme, of 100. */
  readonly weight: number;
}

export const workLines = [
  { id: "ganen", name: "感恩教育", english: "gratitude education", weight: 10 },
  { id: "zengshou", name: "农民收入倍增", english: "doubling farmers' income", weight: 25 },
  { id: "hezuo", name: "专业合作", english: "farmers' cooperatives", weight: 15 },
  { id: "jiti", name: "集体经济", english: "collective economy", weight: 15 },
  { id: "lvhua", name: "绿化荒山", english: "greening bare hills", weight: 20 },
  { id: "cunzhuang", name: "村庄建设", english: "building villages", weight: 15 },
] as const satisfies readonly WorkLine[];

export type LineId = (typeof workLines)[number]["id"];

/**
 * 六项制度: the six standing rules beside the lines. They recur, so they are notes here and no matters.
 *
 * Sourced: that there are six, 联村入户, and the least days in villages (county cadres 10 a year, township cadres 30).
 * Example: the wording of each, and how the other five are named.
 */
export const standingRules = [
  "联村入户：每名干部有联系户，每户有联系干部",
  "住村：县级机关干部每年不少于10天，乡镇干部不少于30天",
  "民情日记：走访当日记事，件件有回音",
  "民情分析：乡镇每月、县级每季会商一次",
  "接访下访：领导干部定期接访，带案下访",
  "考核通报：以事项台账为准，不另要报表、不要求拍照留痕",
] as const;
