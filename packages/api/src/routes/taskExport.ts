import {
  type Access,
  type Caller,
  currentDefinition,
  defaultTimeZone,
  findPeople,
  findTaskPlaces,
  findTasks,
  formatInstant,
  type Instant,
  orderTasksByUnit,
  type TaskFilter,
  type Unit,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import { FileStream } from "../answer.ts";
import type { Api } from "../api.ts";
import { streamWorkbook } from "../excel/streamWorkbook.ts";
import type { Row } from "../excel/workbookParts.ts";
import { excelType } from "../excelBody.ts";
import {
  createUnitCounts,
  type TaskNames,
  taskRow,
  taskSheetHead,
  unitCountsHead,
} from "../ledger/taskSheet.ts";
import { operation } from "../operation.ts";
import { problem, retryLater } from "../problem.ts";
import { taskExportQuerySchema } from "../schemas/taskQuery.ts";
import { taskFilterOf } from "../taskFilter.ts";
import { showTasks } from "../taskReader.ts";
import { findAllUnits } from "../unitList.ts";

// A sheet holds a million rows; past this nobody reads them, and the answer would take minutes.
const mostTasks = 100_000;
const placesPerPage = 5_000;
// A lot is made in some 50 ms: events in between wait no longer.
const tasksPerLot = 500;
// Each keeps a connection busy and a core half: the others' work goes on beside two.
const mostAtOnce = 2;
let running = 0;

const exportTasks = operation({
  method: "get",
  path: "/v1/exports/tasks.xlsx",
  id: "exportTasks",
  summary: "The list of tasks as an Excel file, by the filters of the list",
  description: `By the units' fixed order, within a unit most urgent first; a second sheet counts by unit, those without a task too. At most ${mostTasks} tasks, sent as they are read.`,
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  query: taskExportQuerySchema,
  answers: [{ status: 200, description: "The file.", mediaType: excelType, schema: z.string() }],
  problems: ["payload-too-large", "overloaded"],
  async handle({ api, caller, query }) {
    if (running >= mostAtOnce) return retryLater("overloaded", "other exports are being made just now", 10);
    const now = await api.clock.read();
    const filter = await taskFilterOf(api, caller.tenantId, query, now);
    const ids = await findAllIds(api, caller, filter, await accessOfCaller(api, caller));
    if (ids.length > mostTasks) {
      return problem(
        "payload-too-large",
        `over ${mostTasks} tasks: narrow it down, by unit, line or due date`,
      );
    }
    const name = encodeURIComponent("督办任务清单.xlsx");
    return {
      status: 200,
      body: new FileStream(fileOf(api, caller, ids, now)),
      headers: {
        "content-type": excelType,
        "content-disposition": `attachment; filename="tasks.xlsx"; filename*=UTF-8''${name}`,
      },
    };
  },
});

/** All that the filter gives, in the units' order; one more than is exported tells that there are too many. */
async function findAllIds(
  { database }: Api,
  { tenantId }: Caller,
  filter: TaskFilter,
  access: Access,
): Promise<readonly string[]> {
  const places: { readonly id: string; readonly dueAt: Instant | null }[] = [];
  for (;;) {
    const page = await findTaskPlaces(
      database,
      tenantId,
      filter,
      places.at(-1) ?? null,
      placesPerPage,
      access,
    );
    for (const place of page) places.push(place);
    if (page.length < placesPerPage || places.length > mostTasks) break;
  }
  return places.length > mostTasks
    ? places.map(({ id }) => id)
    : orderTasksByUnit(
        database,
        tenantId,
        places.map(({ id }) => id),
      );
}

async function* fileOf(
  api: Api,
  { tenantId }: Caller,
  ids: readonly string[],
  now: Instant,
): AsyncGenerator<Buffer, void, undefined> {
  running += 1;
  try {
    const units = await findAllUnits(api.database, tenantId);
    const names = await namesOf(api, tenantId, units);
    const counts = createUnitCounts(units);
    yield* streamWorkbook([
      {
        ...taskSheetHead(formatInstant(defaultTimeZone, now)),
        async *lots() {
          for (let from = 0; from < ids.length; from += tasksPerLot) {
            const tasks = await findTasks(api.database, tenantId, ids.slice(from, from + tasksPerLot));
            const shown = await showTasks(api.database, tenantId, tasks, now);
            for (const task of shown) counts.add(task);
            yield shown.map((task) => taskRow(task, names));
          }
        },
      },
      { ...unitCountsHead, lots: (): readonly (readonly Row[])[] => [counts.rows()] },
    ]);
  } finally {
    running -= 1;
  }
}

async function namesOf({ database }: Api, tenantId: number, units: readonly Unit[]): Promise<TaskNames> {
  const nameByUnit = new Map(units.map(({ code, name }) => [code, name]));
  const nameByPerson = new Map<string, string>();
  for (let afterId: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof findPeople>> = await findPeople(
      database,
      tenantId,
      { unit: null, afterId },
      1_000,
    );
    for (const { id, name } of page) nameByPerson.set(id, name);
    afterId = page.at(-1)?.id ?? null;
    if (page.length < 1_000) break;
  }
  const labels: Readonly<Record<string, string>> = currentDefinition.labels.states;
  return {
    nameOfUnit: (code) => nameByUnit.get(code) ?? code,
    nameOfPerson: (id) => nameByPerson.get(id) ?? id,
    nameOfState: (state) => labels[state] ?? state,
  };
}

export const taskExportOperations = [exportTasks];
