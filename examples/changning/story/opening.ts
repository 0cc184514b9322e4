import type { Task } from "@duban/client";
import { type DepartmentMatterName, departmentMatters } from "../county/departmentMatters.ts";
import { expectedDue } from "../county/dueOn.ts";
import { lineMatters, type PlannedMatter } from "../county/lineMatters.ts";
import { shortName, townships } from "../county/units.ts";
import { dayOf, instantOf, rfc3339 } from "../county/year2013.ts";
import { chanceOf } from "./chance.ts";
import type { Course, Part } from "./course.ts";
import { departmentSpecials } from "./departmentSpecials.ts";
import { lineSpecials } from "./lineSpecials.ts";
import { ordinary } from "./ordinary.ts";
import type { Stage } from "./stage.ts";

/** A matter and what the story calls it: its line and township, or its name among the departments' matters. */
interface NamedMatter {
  readonly name: string;
  readonly planned: PlannedMatter;
}

/** What was put up so far, for the ledger; and the tasks by the story's names. */
export interface Opened {
  readonly matterIds: string[];
  readonly tasks: Map<string, string>;
  readonly inspections: string[];
}

const townshipCodes = new Set(townships.map((township) => township.code));

function nameOfLineMatter({ request }: PlannedMatter): string {
  const township = [request.lead, ...(request.assist ?? [])].find((unit) => townshipCodes.has(unit)) ?? "";
  return `${request.line}/${shortName(township)}`;
}

const named: readonly NamedMatter[] = [
  ...lineMatters.map((planned) => ({ name: nameOfLineMatter(planned), planned })),
  ...Object.entries(departmentMatters).map(([name, planned]) => ({ name, planned })),
];

/** One course for each day on which matters are put up, at 09:30: it makes them and lets each task's course begin. */
export function openings(stage: Stage, opened: Opened): Course[] {
  const dates = [...new Set(named.map((matter) => matter.planned.on))].sort();
  return dates.map((date) =>
    putUp(
      stage,
      opened,
      date,
      named.filter((matter) => matter.planned.on === date),
    ),
  );
}

async function* putUp(stage: Stage, opened: Opened, date: string, matters: readonly NamedMatter[]): Course {
  const day = dayOf(date);
  const at = instantOf(day, "09:30");
  yield { at };
  for (const { name, planned } of matters) {
    const matter = await stage.office.createMatter(planned.request, {
      idempotencyKey: encodeURIComponent(`2013/${name}`),
    });
    opened.matterIds.push(matter.id);
    for (const task of matter.tasks) {
      checkDue(stage, task, planned, at);
      const key = `${name}/${task.role}`;
      opened.tasks.set(key, task.id);
      stage.begin(courseOf(name, { key, task, day, stage, chance: chanceOf(`昌宁2013/${key}`) }));
    }
  }
  const line = matters[0]?.planned.request;
  if (matters.length > 1) {
    stage.tell(
      at,
      `立项交办${matters.length}件：${line?.title}等`,
      `${matters.length} matters put up, due ${say(line?.due)}`,
    );
  }
  return undefined;
}

const say = (due: unknown) => JSON.stringify(due);

function courseOf(name: string, part: Part): Course {
  const special =
    lineSpecials[part.key] ??
    (part.task.role === "lead" ? departmentSpecials[name as DepartmentMatterName] : undefined) ??
    ordinary;
  return special(part);
}

function checkDue(stage: Stage, task: Task, { request }: PlannedMatter, at: number): void {
  const expected = expectedDue(request.due, at);
  if (task.dueAt === null || Date.parse(task.dueAt) !== expected) {
    stage.object(`${task.number} ${say(request.due)} is due ${task.dueAt}, not ${rfc3339(expected)}`);
  }
  if (task.provisional) stage.object(`${task.number} is provisional though the list of 2013 is known`);
}
