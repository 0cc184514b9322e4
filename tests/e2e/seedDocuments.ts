import type { SeededCounty } from "./seedCounty.ts";

/** The pages that the seeds below are for. */
export interface SeededDocuments {
  readonly issued: string;
  readonly draft: string;
  readonly exemplar: string;
}

type Made = { readonly id: string };

const madeOf = new WeakMap<object, Promise<SeededDocuments>>();

/** A bulletin that is issued, one drafted after it that repeats a sentence, and an exemplar; made once a county, after its month. */
export function seedDocuments(county: SeededCounty): Promise<SeededDocuments> {
  const made = madeOf.get(county.api) ?? make(county);
  madeOf.set(county.api, made);
  return made;
}

async function make({ api, keys, tasks, handlerKeys }: SeededCounty): Promise<SeededDocuments> {
  await api.call(keys.chief, "PUT", "/v1/letterhead", {
    organ: "中共昌宁县委督查室",
    mark: "中共昌宁县委督查室文件",
    addressees: "各乡镇党委、政府，县直各单位",
    copies: "县委、县人大、县政府、县政协领导",
    kinds: [{ id: "monthly", name: "督查通报", prefix: "昌督通" }],
  });
  const draft = (to: string, cause: string) =>
    api.call<Made>(keys.chief, "POST", "/v1/bulletins", {
      kind: "monthly",
      from: "2026-03-01",
      to,
      cause,
      requirements: "请责任单位对照附件说明原因，提出新的办结时间。",
    });
  const issued = await draft("2026-03-15", "一是苗木到货迟，错过了栽植季节。\n二是分管领导调整后工作脱节。");
  for (const key of [keys.office, keys.leader]) {
    await api.call(key, "POST", `/v1/bulletins/${issued.id}/approve`, { revision: 1 });
  }
  const next = await draft("2026-03-31", "一是苗木到货迟，错过了栽植季节。\n二是连日降雨，山路塌方。");
  await api.call(keys.office, "POST", `/v1/bulletins/${next.id}/approve`, { revision: 1 });
  const closed = tasks[1];
  if (closed === undefined) throw new Error("the county has no closed task");
  const exemplar = await api.call<Made>(keys.chief, "POST", "/v1/exemplars", {
    task: closed.id,
    title: "先定管护合同，再栽树（示例）",
    summary: "栽植前同林农签订管护合同，苗木款分三次按成活率支付，验收由村民小组共同到场。",
  });
  await api.call(handlerKeys.get(closed.unit) ?? keys.chief, "POST", `/v1/exemplars/${exemplar.id}/agree`);
  return {
    issued: `/documents/bulletins/${issued.id}`,
    draft: `/documents/bulletins/${next.id}`,
    exemplar: `/documents/exemplars/${exemplar.id}`,
  };
}
