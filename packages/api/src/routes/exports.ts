import {
  type Access,
  chinaCalendar,
  dayOf,
  defaultId,
  findLatestWords,
  findMatters,
  findTasksByMatter,
  formatDay,
  type Instant,
  isOverdue,
  type Matter,
  type MatterFilter,
  type TaskState,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import type { Api } from "../api.ts";
import { writeWorkbook } from "../excel/writeWorkbook.ts";
import { excelType } from "../excelBody.ts";
import { type LedgerEntry, ledgerSheet, targetSheet, unitSheet } from "../ledger/exportLedger.ts";
import { operation } from "../operation.ts";
import { isProblem, problem } from "../problem.ts";
import { findProgrammeView } from "../programmeReader.ts";
import { findCalendarInForce } from "../taskReader.ts";
import { findAllUnits } from "../unitList.ts";
import { matterFilterQuery } from "./matterList.ts";

// A county's matters of some years; the file is made whole in memory, some 2 kB a matter.
const mostMatters = 5_000;
const pageLength = 500;

const exportMatters = operation({
  method: "get",
  path: "/v1/exports/matters.xlsx",
  id: "exportMatters",
  summary: "The ledger of matters as an Excel file, which can be imported again without doubling",
  description: `Units in their fixed order, those without a task too. At most ${mostMatters} matters.`,
  tag: "matters",
  allowed: "any",
  reads: "tasks",
  query: z.strictObject(matterFilterQuery),
  answers: [{ status: 200, description: "The file.", mediaType: excelType, schema: z.string() }],
  problems: ["payload-too-large"],
  async handle({ api, caller, query }) {
    const { tenantId } = caller;
    const access = await accessOfCaller(api, caller);
    const { programme = null, line = null, unit = null, q = null } = query;
    const matters = await findAllMatters(
      api,
      tenantId,
      { programme, line, unit, text: q, ids: null },
      access,
    );
    if (matters.length > mostMatters) {
      return problem(
        "payload-too-large",
        `over ${mostMatters} matters: narrow it down, by programme, line or unit`,
      );
    }
    const now = await api.clock.read();
    const units = await findAllUnits(api.database, tenantId);
    const shown = programme === null ? undefined : await findProgrammeView(api, tenantId, programme, access);
    const ofProgramme = shown === undefined || isProblem(shown) ? undefined : shown;
    const names = {
      units,
      lines: new Map(
        ofProgramme?.lines.flatMap(({ id, name }) => (id === null ? [] : [[id, name ?? id] as const])),
      ),
    };
    const entries = await entriesOf(api, tenantId, matters, access);
    const isLate = (task: TaskState) => isLateTask(task, now);
    const file = writeWorkbook([
      ledgerSheet(`${ofProgramme?.name ?? ""}督办事项台账`, entries, names),
      unitSheet(entries, names, isLate),
      ...(ofProgramme === undefined ? [] : [targetSheet(ofProgramme)]),
    ]);
    const name = encodeURIComponent(`${ofProgramme?.name ?? ""}督办事项台账.xlsx`);
    return {
      status: 200,
      body: file,
      headers: {
        "content-type": excelType,
        "content-disposition": `attachment; filename="matters.xlsx"; filename*=UTF-8''${name}`,
      },
    };
  },
});

function isLateTask({ clocks }: TaskState, now: Instant): boolean {
  const finish = clocks.find(({ name }) => name === "finish");
  return finish !== undefined && isOverdue(finish, now);
}

async function findAllMatters(
  api: Api,
  tenantId: number,
  filter: MatterFilter,
  access: Access,
): Promise<readonly Matter[]> {
  const matters: Matter[] = [];
  for (;;) {
    const page = await findMatters(
      api.database,
      tenantId,
      filter,
      matters.at(-1) ?? null,
      pageLength,
      access,
    );
    matters.push(...page);
    if (page.length < pageLength || matters.length > mostMatters) return matters;
  }
}

async function entriesOf(
  { database }: Api,
  tenantId: number,
  matters: readonly Matter[],
  access: Access,
): Promise<readonly LedgerEntry[]> {
  const calendar = (await findCalendarInForce(database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
  const entries: LedgerEntry[] = [];
  for (let from = 0; from < matters.length; from += pageLength) {
    const page = matters.slice(from, from + pageLength);
    const tasksByMatter = await findTasksByMatter(
      database,
      tenantId,
      page.map(({ id }) => id),
      access,
    );
    const ids = [...tasksByMatter.values()].flat().map(({ id }) => id);
    const words = await findLatestWords(database, tenantId, ids);
    const wordsByTask = new Map(words.map((said) => [said.task, said.words]));
    for (const matter of page) {
      const tasks = tasksByMatter.get(matter.id) ?? [];
      const finish = tasks[0]?.clocks.find(({ name }) => name === "finish");
      const isHeld = finish === undefined || finish.state === "held";
      const dueOn = isHeld ? null : formatDay(dayOf(calendar, finish.dueAt));
      entries.push({ matter, tasks, dueOn, wordsByTask });
    }
  }
  return entries;
}

export const exportOperations = [exportMatters];
