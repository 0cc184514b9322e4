import type { Person, Role } from "@duban/client";
import { units } from "./units.ts";

/**
 * Every person here is invented, and so is every name: nobody of the real county is meant.
 *
 * A unit has a handler (承办人), a liaison (联络员) and a head (一把手); the 督查室 has the supervisors and inspectors.
 */
const staff: Readonly<Record<string, readonly [handler: string, liaison: string, head: string]>> = {
  xwb: ["安可文", "白若水", "常守正"],
  dcs: ["程问渠", "丁一丁", "段有恒"],
  zzb: ["范知行", "方未央", "高行健"],
  xcb: ["葛青简", "耿如墨", "龚明德"],
  nyj: ["谷秋实", "禾满仓", "何春耕"],
  lyj: ["林有声", "木成林", "柏长青"],
  zjj: ["石作砖", "瓦新檐", "梁正宇"],
  czj: ["钱清账", "金有数", "余常结"],
  fpb: ["傅同路", "齐帮扶", "康庄远"],
  swj: ["江细流", "池满月", "海纳川"],
  jtj: ["路平远", "桥接云", "车同轨"],
  mzj: ["闻疾苦", "温念民", "仁怀远"],
  jyj: ["师承道", "文启蒙", "严学山"],
  gxs: ["商通达", "贾信义", "货畅流"],
  "530524101": ["田小满", "园丁香", "田方圆"],
  "530524102": ["水清浅", "莽原青", "茶知味"],
  "530524103": ["柯南枝", "街晚晴", "柯守信"],
  "530524104": ["卡有路", "斯人在", "蒿青青"],
  "530524105": ["孟统筹", "勐来风", "孟开源"],
  "530524106": ["温如玉", "泉有声", "桥头石"],
  "530524107": ["田埂上", "坝子平", "田大有"],
  "530524108": ["鸡鸣早", "飞云渡", "金晓峰"],
  "530524109": ["翁同行", "堵不住", "翁兴业"],
  "530524205": ["岩甘蔗", "玉湾湾", "岩长河"],
  "530524206": ["更上楼", "戛然止", "龙舌兰"],
  "530524207": ["珠落盘", "毕摩歌", "罗朝山"],
  "530524208": ["耈长寿", "苗上青", "彝家鸿"],
};

const posts: readonly Role[] = ["handler", "liaison", "head"];

const unitStaff: readonly Person[] = units.flatMap((unit) =>
  (staff[unit.code] ?? []).map((name, index): Person => {
    const role = posts[index] ?? "handler";
    return { id: `${unit.code}-${role}`, name, unit: unit.code, roles: [role], head: role === "head" };
  }),
);

/** The county's supervisors, inspectors and leader. */
export const officers = [
  { id: "sup-chief", name: "督为民", unit: "dcs", roles: ["supervisor"] },
  // Wears both hats, so four eyes must keep him from approving what he inspected.
  { id: "sup-deputy", name: "查必实", unit: "dcs", roles: ["supervisor", "inspector"] },
  { id: "sup-office", name: "办不拖", unit: "xwb", roles: ["supervisor"] },
  // Asks for figures on his department's behalf, which is how one figure comes to be asked for twice.
  { id: "sup-zzb", name: "问两遍", unit: "zzb", roles: ["supervisor"] },
  { id: "insp-one", name: "访千户", unit: "dcs", roles: ["inspector"] },
  { id: "insp-two", name: "踏泥行", unit: "dcs", roles: ["inspector"] },
  // Lent to the inspection by the forestry department, whose own work he may therefore not pass.
  { id: "insp-forestry", name: "借林人", unit: "lyj", roles: ["inspector"] },
  { id: "leader", name: "分管宽", unit: "xwb", roles: ["leader"] },
] as const satisfies readonly Person[];

export const people: readonly Person[] = [...unitStaff, ...officers];
