import { findLadder } from "@duban/engine";
import { z } from "zod";
import { findTaskFor } from "../access.ts";
import { operation } from "../operation.ts";
import { problem } from "../problem.ts";
import { shownInstantSchema } from "../schemas/basics.ts";
import { calendarOfTask } from "../taskReader.ts";
import { timelineView } from "../views/timelineView.ts";

const rungSchema = z.object({
  rung: z.int(),
  at: shownInstantSchema,
  fired: z.boolean(),
  card: z.string().nullable(),
  notify: z.array(z.string()),
  urgent: z.boolean(),
  propose: z.string().nullable(),
});

/** A task's clocks drawn over its calendar: what a person needs to see why it is due when it is. */
export const timelineSchema = z
  .object({
    now: shownInstantSchema,
    calendar: z.object({
      id: z.string(),
      version: z.int(),
      timeZone: z.string(),
      dayStartsAt: z.string(),
      dayEndsAt: z.string(),
      coveredTo: z.iso.date(),
    }),
    ladder: z.object({ id: z.string(), version: z.int() }),
    approvals: z.object({ needed: z.int(), given: z.int() }),
    maxExtensions: z.int(),
    days: z.array(
      z.object({
        date: z.iso.date(),
        works: z.boolean(),
        listed: z.enum(["holiday", "workday"]).nullable(),
        covered: z.boolean(),
      }),
    ),
    clocks: z.array(
      z.object({
        name: z.enum(["sign", "stage", "report", "finish"]),
        state: z.enum(["running", "held", "done"]),
        generation: z.int(),
        startedAt: shownInstantSchema,
        dueAt: shownInstantSchema.meta({ description: "While held, the due it was stopped at." }),
        stoppedAt: shownInstantSchema.nullable(),
        provisional: z.boolean(),
        rungs: z.array(rungSchema),
      }),
    ),
  })
  .meta({ id: "TaskTimeline" });

const getTimeline = operation({
  method: "get",
  path: "/v1/tasks/{id}/timeline",
  id: "getTaskTimeline",
  summary: "A task's clocks over its calendar: days, due instants, rungs fired and to come",
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  params: z.strictObject({ id: z.string() }),
  answers: [{ status: 200, description: "The timeline.", schema: timelineSchema }],
  problems: ["unknown-task"],
  async handle({ api, caller, params: { id } }) {
    const { tenantId } = caller;
    const task = await findTaskFor(api, caller, id);
    if (task === undefined) return problem("unknown-task", `no task has the id ${id}`);
    const calendar = await calendarOfTask(api.database, tenantId, task);
    const { ladder: ref } = task.terms;
    const ladder = await findLadder(api.database, api.database, tenantId, ref.id, ref.version);
    return { status: 200, body: timelineView(task, calendar, ladder, await api.clock.read()) };
  },
});

export const timelineOperations = [getTimeline];
