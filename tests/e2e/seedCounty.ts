import { villageCloudEvent } from "@duban/client";
import { ladder } from "../../examples/changning/county/ladder.ts";
import { officers, people } from "../../examples/changning/county/people.ts";
import { townships, units } from "../../examples/changning/county/units.ts";
import {
  households,
  villageEvents,
  villageGroups,
  villageUnits,
} from "../../examples/changning/county/villages.ts";
import { adminKey, createServerApi, type ServerApi } from "./serverApi.ts";

/** Keys of the people that the tests work as: a supervisor, the deputy who also inspects, an inspector, handlers by their unit. */
export interface SeededCounty {
  readonly api: ServerApi;
  readonly keys: Readonly<Record<"chief" | "deputy" | "office" | "inspector" | "leader", string>>;
  readonly handlerKeys: ReadonlyMap<string, string>;
  /** Tasks in the order they were put up. */
  readonly tasks: readonly SeededTask[];
}

export interface SeededTask {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
}

/** A county without its server, as it is handed from one process to another. */
export interface KeptCounty extends Pick<SeededCounty, "keys" | "tasks"> {
  readonly handlerKeys: readonly (readonly [unit: string, key: string])[];
}

export const keepCounty = ({ keys, tasks, handlerKeys }: SeededCounty): KeptCounty => ({
  keys,
  tasks,
  handlerKeys: [...handlerKeys],
});

/** The county that was kept, on the server that has a copy of its database. */
export const countyAt = (url: string, { keys, tasks, handlerKeys }: KeptCounty): SeededCounty => ({
  api: createServerApi(url),
  keys,
  tasks,
  handlerKeys: new Map(handlerKeys),
});

export const startsAt = "2026-03-02T10:00:00+08:00";
export const programme = "“四群”教育";

const works = [
  { line: "绿化荒山", title: (place: string) => `${place}荒山造林与补植管护`, days: 20 },
  { line: "村庄建设", title: (place: string) => `${place}村内道路硬化和排水沟整治`, days: 28 },
  { line: "农民收入倍增", title: (place: string) => `${place}核桃、茶叶提质增效示范片`, days: 35 },
  { line: "专业合作", title: (place: string) => `${place}农民专业合作社规范登记和账务公开`, days: 24 },
] as const;

/** The programme with its lines; the first has a target that townships report on. */
const programmeBody = {
  name: programme,
  phases: [{ name: "集中推进", from: "2026-03-01", to: "2026-06-30" }],
  lines: works.map(({ line }, place) => ({
    id: line,
    name: line,
    weight: 4 - place,
    targets: place === 0 ? [{ id: "mu", name: "造林", unit: "亩", figure: 3200 }] : [],
  })),
};

/** Makes its first matter after the month that the tests let pass. */
const monthlyDuty = {
  title: "森林防火巡查",
  rule: "FREQ=MONTHLY;BYMONTHDAY=25",
  startsOn: "2026-04-01",
  adjust: "previous-workday",
  matter: {
    title: "森林防火巡查",
    source: { kind: "document", ref: "护林防火责任书（示例）" },
    lead: "lyj",
    due: { workdays: 5 },
  },
};

type Key = { readonly key: string };
type Made = { readonly tasks: readonly SeededTask[] };

/** Puts up the county's units, people, ladder and keys, and 39 matters of March 2026 with their tasks in every state. */
export async function seedCounty(url: string): Promise<SeededCounty> {
  const api = createServerApi(url);
  await api.call(adminKey, "PUT", "/v1/units", units);
  await api.call(adminKey, "PUT", "/v1/people", people);
  await api.call(adminKey, "PUT", "/v1/ladders/default", ladder);
  await api.call(adminKey, "PUT", "/v1/calendars/default", {});
  const keyOf = async (person: string) =>
    (await api.call<Key>(adminKey, "POST", "/v1/keys", { name: person, person })).key;
  const keys = {
    chief: await keyOf("sup-chief"),
    deputy: await keyOf("sup-deputy"),
    office: await keyOf("sup-office"),
    inspector: await keyOf("insp-one"),
    leader: await keyOf("leader"),
  };
  const handlerKeys = new Map<string, string>();
  for (const { code } of units) {
    if (code !== "xwb" && code !== "dcs") handlerKeys.set(code, await keyOf(`${code}-handler`));
  }
  await api.call(keys.chief, "PUT", `/v1/programmes/${encodeURIComponent(programme)}`, programmeBody);
  await api.call(keys.chief, "PUT", "/v1/duties/xuncha", monthlyDuty);
  const tasks: SeededTask[] = [];
  for (const [index, work] of works
    .slice(0, 3)
    .flatMap((one) => townships.map((place) => [one, place] as const))
    .entries()) {
    tasks.push(...(await putUp(api, keys.chief, index, ...work)));
  }
  await linkVillages(api, keys.chief);
  return { api, keys, handlerKeys, tasks };
}

async function linkVillages(api: ServerApi, key: string): Promise<void> {
  await api.call(adminKey, "PUT", "/v1/units", villageUnits);
  await api.call(adminKey, "PUT", "/v1/groups", villageGroups);
  await api.call(adminKey, "PUT", "/v1/households", households);
  const events = villageEvents(2026, 2).map((event) => villageCloudEvent("urn:test:villages", event));
  await api.call(key, "POST", "/v1/events", events, "application/cloudevents-batch+json");
}

async function putUp(
  api: ServerApi,
  key: string,
  index: number,
  { line, title, days }: (typeof works)[number],
  place: (typeof townships)[number],
): Promise<readonly SeededTask[]> {
  const made = await api.call<Made>(key, "POST", "/v1/matters", {
    title: title(place.name),
    source: { kind: "meeting", ref: "县委常委会议纪要（示例）" },
    programme,
    line,
    priority: index % 11 === 0 ? "critical" : index % 5 === 0 ? "urgent" : "normal",
    requirement: `${place.name}按时完成${line}任务，每周报一次进展，完成后由县委督查室到场核实。`,
    lead: place.code,
    ...(line === works[0].line && index % 4 !== 0 ? { split: shareOf(place.code, index) } : {}),
    assist: index % 4 === 0 ? ["lyj"] : [],
    due: index % 6 === 5 ? { month: "2026-05" } : { workdays: days - (index % 13) },
    approvals: index % 7 === 6 ? 2 : 1,
  });
  return made.tasks;
}

/** A township's share of the trees to be planted. */
const shareOf = (unit: string, index: number) => ({
  units: [unit],
  targets: [{ target: "mu", figure: 150 + 20 * index }],
});

/** Lets a month go by: work is accepted, reported, returned, inspected, closed; deadlines pass. Ends on Thursday, 2 April 2026. */
export async function letAMonthPass({ api, keys, handlerKeys, tasks }: SeededCounty): Promise<void> {
  const handler = (task: SeededTask) => handlerKeys.get(task.unit) ?? keys.chief;
  const each = async (rest: number, of: number, act: (task: SeededTask) => Promise<void>) => {
    for (const [index, task] of tasks.entries()) if (index % of === rest && index % 17 !== 3) await act(task);
  };
  await api.moveClock("2026-03-03T09:20:00+08:00");
  for (const [index, task] of tasks.entries()) {
    const { state } = await api.call<{ state: string }>(keys.chief, "GET", `/v1/tasks/${task.id}`);
    if (index % 17 === 3 || state !== "assigned") continue;
    if (index === 21)
      await api.post(handler(task), task.id, "declined", { reason: "本乡今年没有这项任务的地块，请改派。" });
    else await api.post(handler(task), task.id, "accepted", {});
  }
  await api.moveClock("2026-03-10T15:00:00+08:00");
  await each(0, 2, async (task) => {
    if (task === tasks[21]) return;
    await api.post(handler(task), task.id, "progressed", {
      progress: 40,
      note: "已完成地块落实和苗木调运，正在组织施工。",
      ...(task.title.includes("荒山") && task.unit !== "lyj" ? { figures: { mu: "86.5" } } : {}),
    });
  });
  await api.moveClock("2026-03-16T10:40:00+08:00");
  const submit = async (task: SeededTask) =>
    api.post(handler(task), task.id, "submitted", {
      result: "已按要求全部完成，验收资料随附；群众满意度入户核实。",
      evidence: [{ name: "验收单", url: "https://files.example/ysd.pdf" }],
    });
  await each(1, 5, async (task) => {
    if (task !== tasks[21]) await submit(task);
  });
  await api.moveClock("2026-03-20T09:30:00+08:00");
  await each(1, 10, async (task) => {
    if (task !== tasks[21]) {
      await api.post(keys.inspector, task.id, "passed", { findings: "到场核实，与报结一致。" });
    }
  });
  await each(6, 10, (task) =>
    api.post(keys.inspector, task.id, "failed", { reason: "排水沟还有约 200 米没有完工，完工后再报。" }),
  );
  const [first, second, third, fourth] = [tasks[1], tasks[2], tasks[4], tasks[8]];
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) return;
  await api.post(keys.chief, first.id, "closureApproved", { note: "同意办结。" });
  await api.post(handler(second), second.id, "extensionRequested", {
    due: { workdays: 15 },
    reason: "连日降雨，山路塌方，苗木运不上山。",
  });
  await api.post(handler(third), third.id, "suspensionRequested", {
    reason: "等省里土地调整批复，批复前不能动工。",
  });
  await api.post(keys.chief, third.id, "suspensionGranted", { note: "同意挂账，批复到后恢复。" });
  await api.post(handler(fourth), fourth.id, "suspensionRequested", { reason: "合作社换届，账目暂封存。" });
  await api.moveClock("2026-04-02T10:15:00+08:00");
}

export const supervisors = officers.filter(({ roles }) =>
  (roles as readonly string[]).includes("supervisor"),
);
