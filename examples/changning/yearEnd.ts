import type { Client } from "@duban/client";
import { programme } from "./county/programme.ts";
import { tellFigures, tellPapers } from "./papers.ts";
import type { DemoServer } from "./server.ts";

/** What the year comes to: how the campaign was worked at, and the bulletin that says so. */
export interface YearEnd {
  readonly lines: readonly string[];
  /** What was not as it should be. */
  readonly objections: readonly string[];
}

/** A call in somebody's name. */
export type Call = (method: string, path: string, body?: unknown) => Promise<Response>;

/** Reads the diagnosis of the campaign's year, and has a bulletin drafted by one supervisor and approved by two others. */
export async function closeYear(
  server: DemoServer,
  administrator: Client,
  signal: AbortSignal,
): Promise<YearEnd> {
  const as = async (person: string): Promise<Call> => {
    const { key } = await administrator.createKey({ name: `year's end, ${person}`, person }, { signal });
    return (method, path, body) =>
      fetch(server.url + path, {
        method,
        signal,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
      });
  };
  const [author, second, leader] = await Promise.all(["sup-chief", "sup-office", "leader"].map(as));
  if (author === undefined || second === undefined || leader === undefined)
    return { lines: [], objections: [] };
  const diagnosis = await readDiagnosis(author);
  const bulletin = await issueBulletin(author, [second, leader]);
  const parts = [diagnosis, bulletin, await tellFigures(author), await tellPapers(author, as)];
  return {
    lines: parts.flatMap(({ lines }) => lines),
    objections: parts.flatMap(({ objections }) => objections),
  };
}

interface DiagnosisAnswer {
  readonly reports: number;
  readonly workdays: number;
  readonly tightAndLoose: { readonly burstiness: number | null };
  readonly gustOfWind: {
    readonly gust: number | null;
    readonly silentWeeks: number;
    readonly weeks: readonly unknown[];
    readonly lastMinute: number | null;
  };
  readonly lopsided: { readonly evenness: number | null; readonly planFit: number | null };
  readonly twoSkins: { readonly detachedTasks: number | null; readonly unserved: readonly string[] };
  readonly closing: { readonly closed: number; readonly onTime: number; readonly slowestDesk: string | null };
}

async function readDiagnosis(call: Call): Promise<YearEnd> {
  const query = `programme=${programme.id}&from=2013-01-04&to=2013-12-31`;
  const answer = await call("GET", `/v1/diagnosis?${query}`);
  if (!answer.ok) return { lines: [], objections: [`the diagnosis was refused: ${await answer.text()}`] };
  const { reports, workdays, tightAndLoose, gustOfWind, lopsided, twoSkins, closing } =
    (await answer.json()) as DiagnosisAnswer;
  const share = (part: number | null) => (part === null ? "—" : `${(part * 100).toFixed(0)}%`);
  const figure = (value: number | null) => value?.toFixed(2) ?? "—";
  // The plan was written so: no line serves 饮水安全.
  const isFound = twoSkins.unserved.length === 1 && twoSkins.unserved[0] === "water";
  return {
    lines: [
      `诊断 diagnosis of ${programme.name}, ${workdays} working days, ${reports} reports (用于诊断，不作排名 not a ranking)`,
      `  忽紧忽松 burstiness ${figure(tightAndLoose.burstiness)}; 一阵风 gust ${figure(gustOfWind.gust)}, silent weeks ${gustOfWind.silentWeeks} of ${gustOfWind.weeks.length}; 突击 last-minute ${share(gustOfWind.lastMinute)}`,
      `  顾此失彼 evenness ${figure(lopsided.evenness)}, fit to the weights ${figure(lopsided.planFit)}; 两张皮 serve no central work ${share(twoSkins.detachedTasks)}, unserved: ${twoSkins.unserved.join(", ")}`,
      `  办结 closed ${closing.closed}, on time ${closing.onTime}; waits longest at the ${closing.slowestDesk}`,
    ],
    objections: isFound
      ? []
      : [`the diagnosis finds unserved ${JSON.stringify(twoSkins.unserved)}, not water`],
  };
}

interface BulletinAnswer {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly state: string;
  readonly figures: {
    readonly totals: { readonly total: number; readonly closed: number; readonly overdue: number };
  };
}

async function issueBulletin(author: Call, approvers: readonly Call[]): Promise<YearEnd> {
  await author("PUT", "/v1/letterhead", {
    organ: "中共昌宁县委督查室",
    mark: "中共昌宁县委督查室文件",
    addressees: "各乡镇党委、政府，县直各单位",
    copies: "县委、县人大、县政府、县政协领导",
    kinds: [{ id: "bulletin", name: "督查通报", prefix: "昌督通" }],
  });
  const drafted = await author("POST", "/v1/bulletins", {
    kind: "bulletin",
    programme: programme.id,
    from: "2013-01-01",
    to: "2013-12-31",
    cause: "一是雨季推迟，部分荒山错过栽植时间；二是个别单位分管领导调整后衔接不够。",
    requirements: "请责任单位对照附件和逾期事项，说明原因，提出新的办结时间。",
  });
  let shown = (await drafted.json()) as BulletinAnswer;
  for (const call of approvers) {
    const approved = await call("POST", `/v1/bulletins/${shown.id}/approve`, { revision: 1 });
    if (!approved.ok) return { lines: [], objections: [`an approval was refused: ${await approved.text()}`] };
    shown = (await approved.json()) as BulletinAnswer;
  }
  const file = await author("GET", `/v1/bulletins/${shown.id}/document.docx`);
  const isFixed = shown.state === "issued" && shown.number === "昌督通〔2013〕1号" && file.ok;
  const { total, closed, overdue } = shown.figures.totals;
  const size = (await file.arrayBuffer()).byteLength;
  return {
    lines: [
      `通报 bulletin ${shown.number} ${shown.title}: ${closed}/${total} closed, ${overdue} overdue; drafted by one, approved by two others, a Word file of ${Math.round(size / 1024)} kB`,
    ],
    objections: isFixed ? [] : [`the bulletin stands at ${shown.state} ${shown.number}`],
  };
}
