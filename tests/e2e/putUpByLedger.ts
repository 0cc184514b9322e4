import { writeWorkbook } from "@duban/api";
import { townships, units } from "../../examples/changning/county/units.ts";
import type { SeededCounty } from "./seedCounty.ts";

const excelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const works = ["村组道路养护", "饮水管网改造", "茶园低改", "危房排查", "河道清淤", "农技培训"] as const;
const months = ["2026年4月底", "2026年5月底", "2026年6月底", "2026年9月底"] as const;

/** Puts matters up in one act, as a county does that brings its ledger: a task each, of the townships and the departments in turn. */
export async function putUpByLedger({ api, keys }: SeededCounty, count: number): Promise<void> {
  const leads = [...townships, ...units.filter(({ kind }) => kind === "department")];
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index % items.length];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  };
  const rows = Array.from({ length: count }, (_, index) => {
    const lead = at(leads, index);
    return [index + 1, `${lead.name}${at(works, index)}第${index + 1}项`, lead.name, "", at(months, index)];
  });
  const columns = ["序号", "督办事项", "牵头单位", "责任单位", "完成时限"];
  const file = writeWorkbook([
    {
      name: "台账",
      title: "2026年督办台账",
      columns: columns.map((heading) => ({ heading, width: 12 })),
      rows,
    },
  ]);
  const response = await fetch(`${api.url}/v1/imports`, {
    method: "POST",
    headers: { authorization: `Bearer ${keys.chief}`, "content-type": excelType },
    body: new Uint8Array(file),
  });
  const answer: unknown = await response.json();
  if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
}
