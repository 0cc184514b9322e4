import type { Programme, Task } from "@duban/client";
import { measuredLines } from "./county/lineMatters.ts";
import { programme } from "./county/programme.ts";
import { shortName } from "./county/units.ts";
import type { Call, YearEnd } from "./yearEnd.ts";

const read = async <T>(call: Call, path: string): Promise<T> => (await (await call("GET", path)).json()) as T;
type Listed<T> = { readonly items: readonly T[] };

const sumOf = (figures: readonly (string | null)[]): number =>
  figures.reduce((sum, figure) => sum + Number(figure ?? 0), 0);

/** What was planned, shared out and reported of each measured line; the sums are held against the tasks' own, added up here. */
export async function tellFigures(call: Call): Promise<YearEnd> {
  const { lines } = await read<Programme>(call, `/v1/programmes/${programme.id}`);
  const told: string[] = [];
  const objections: string[] = [];
  for (const { id, targets } of lines) {
    const target = targets.find((one) => one.id === id);
    if (id === null || target === undefined || ![...measuredLines].some((line) => line === id)) continue;
    const tasks = await read<Listed<Task>>(call, `/v1/tasks?programme=${programme.id}&line=${id}&limit=200`);
    const own = tasks.items.flatMap((task) => task.targets).filter((one) => one.id === id);
    const { name, unit, figure, assigned, reported } = target;
    told.push(`${name} ${reported}/${figure}${unit}`);
    if (Number(assigned) !== Number(figure)) objections.push(`${id}: ${assigned} shared out of ${figure}`);
    if (Number(reported) !== sumOf(own.map((one) => one.reported)) || Number(reported) === 0) {
      objections.push(`${id}: the programme says ${reported} reported, its tasks another sum`);
    }
  }
  if (told.length !== measuredLines.size) objections.push(`figures of ${told.length} lines`);
  return {
    lines: [`数量 figures reported by units, of what was planned: ${told.join(", ")}`],
    objections,
  };
}

/** A closed task becomes an exemplar when its unit's head agrees, and the last supervision sheet is there as a Word file. */
export async function tellPapers(office: Call, as: (person: string) => Promise<Call>): Promise<YearEnd> {
  const closed = await read<Listed<Task>>(
    office,
    `/v1/tasks?programme=${programme.id}&line=lvhua&state=closed&limit=1`,
  );
  const [task] = closed.items;
  if (task === undefined) return { lines: [], objections: ["no task of 绿化荒山 is closed"] };
  const proposed = await office("POST", "/v1/exemplars", {
    task: task.id,
    title: `${shortName(task.unit)}：先定管护合同，再栽树`,
    summary: "栽植前同林农签订管护合同，苗木款按成活率分次支付，验收由村民小组共同到场。",
  });
  const { id } = (await proposed.json()) as { readonly id: string };
  const head = await as(`${task.unit}-head`);
  const agreed = await head("POST", `/v1/exemplars/${id}/agree`);
  const { state, title } = (await agreed.json()) as { readonly state: string; readonly title: string };
  const sheets = await read<
    Listed<{ readonly task: string; readonly revision: number; readonly number: string }>
  >(office, "/v1/letters?kind=card&limit=1");
  const [sheet] = sheets.items;
  const path = `/v1/tasks/${sheet?.task}/letters/${sheet?.revision}/document.docx`;
  const isThere = sheet !== undefined && (await office("GET", path)).ok;
  return {
    lines: [`典型 exemplar “${title}”: put forward by the office, ${state} when the unit agreed`],
    objections: [
      ...(state === "published" ? [] : [`the exemplar is ${state}`]),
      ...(isThere ? [] : ["the last supervision sheet is no Word file"]),
    ],
  };
}
