import { programme, type SeededCounty } from "./seedCounty.ts";

/** The pages that the seeds below are for. */
export interface SeededPages {
  readonly planned: string;
  readonly drawn: string;
}

type Made = { readonly id: string };

/** An inspection that is drawn and one that waits for its announcement, warned of the first; and two projects with payments. */
export async function seedInspections({ api, keys, tasks }: SeededCounty): Promise<SeededPages> {
  const plan = (title: string, changes: object) =>
    api.call<Made>(keys.chief, "POST", "/v1/inspections", {
      title,
      asker: "dcs",
      from: "2026-04-07",
      to: "2026-04-10",
      scope: { kinds: ["township"], programme },
      objects: 2,
      checkList: [
        { id: "1", text: "造林地块与台账相符" },
        { id: "2", text: "苗木款按进度支付" },
      ],
      conflicts: [{ inspector: "insp-one", unit: "530524103", kind: "formerPost", note: "曾在该镇任职" }],
      ...changes,
    });
  const act = (id: string, type: string, said: object = {}) =>
    api.call(keys.chief, "POST", `/v1/inspections/${id}/acts`, { type, ...said });
  const drawn = await plan("春季造林督查", {});
  await act(drawn.id, "announced");
  await act(drawn.id, "drawn");
  const planned = await plan("春耕备耕督查", { asker: "xwb", publicValue: "2026年4月6日双色球开奖号码" });
  await seedProjects({ api, keys, tasks });
  return { planned: `/inspections/${planned.id}`, drawn: `/inspections/${drawn.id}` };
}

async function seedProjects({
  api,
  keys,
  tasks,
}: Pick<SeededCounty, "api" | "keys" | "tasks">): Promise<void> {
  const put = (id: string, body: object) => api.call(keys.chief, "PUT", `/v1/projects/${id}`, body);
  const planned = (from: number, sum: string) =>
    tasks.slice(from, from + 3).map((task) => ({ task: task.id, planned: sum }));
  await put("zaolin", {
    name: "荒山造林补助（示例）",
    unit: "lyj",
    paidBy: "czj",
    sources: [
      { id: "sj", name: "省级林业专项", kind: "province", amount: "1200000.00", arrivedOn: "2026-01-12" },
      { id: "xj", name: "县级配套", kind: "county", amount: "300000.50", arrivedOn: "2026-02-20" },
    ],
    tasks: planned(0, "450000"),
  });
  await put("cunlu", {
    name: "通村路硬化（示例）",
    unit: "jtj",
    sources: [{ id: "yh", name: "信贷资金", kind: "bank", amount: "800000", arrivedOn: "2025-12-20" }],
    tasks: planned(14, "260000"),
  });
  await api.call(keys.chief, "POST", "/v1/payments", [
    {
      source: "urn:czj",
      id: "1",
      project: "zaolin",
      fundSource: "sj",
      amount: "1450000",
      paidOn: "2026-03-20",
    },
  ]);
}
