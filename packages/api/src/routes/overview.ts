import {
  chinaCalendar,
  dayOf,
  defaultId,
  findOverview,
  formatDay,
  formatInstant,
  instantAt,
  type OverviewRow,
  workdayAfter,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import { operation } from "../operation.ts";
import { shownInstantSchema } from "../schemas/basics.ts";
import { findCalendarInForce } from "../taskReader.ts";

const countSchema = z.int().min(0);

const countsSchema = z
  .object({
    open: countSchema,
    assigned: countSchema,
    declined: countSchema,
    inProgress: countSchema,
    suspended: countSchema,
    underInspection: countSchema,
    inspected: countSchema,
    ended: countSchema,
    overdue: countSchema,
    dueSoon: countSchema,
    requests: countSchema,
    byCard: z.record(z.string(), countSchema),
  })
  .meta({ id: "TaskCounts", description: "Each the length of the list that the same filter gives." });

// Due within as many working days counts as soon: today's, and those of the three working days after it.
const soonWorkdays = 3;

const getOverview = operation({
  method: "get",
  path: "/v1/overview",
  id: "getOverview",
  summary: "How many tasks stand where: in all, by unit, by line",
  description:
    "`dueSoon` are those due by the end of the third working day from now: `overdue=false&dueBefore=<soonBefore>`. Units without a task are left out.",
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  answers: [
    {
      status: 200,
      description: "The counts at this moment.",
      schema: z
        .object({
          now: shownInstantSchema,
          soonBefore: z.iso.date(),
          all: countsSchema,
          byUnit: z.array(z.object({ unit: z.string(), counts: countsSchema })),
          byLine: z.array(
            z.object({
              programme: z.string().nullable(),
              line: z.string().nullable(),
              counts: countsSchema,
            }),
          ),
        })
        .meta({ id: "Overview" }),
    },
  ],
  async handle({ api, caller }) {
    const { tenantId } = caller;
    const now = await api.clock.read();
    const calendar =
      (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);
    const soonBefore = workdayAfter(calendar, dayOf(calendar, now), soonWorkdays) + 1;
    const soon = instantAt(calendar, soonBefore, "00:00");
    const rows = await findOverview(api.database, tenantId, now, soon, await accessOfCaller(api, caller));
    const all = rows.find(({ group }) => group === "all");
    return {
      status: 200,
      body: {
        now: formatInstant(calendar.timeZone, now),
        soonBefore: formatDay(soonBefore),
        all: all && countsOf(all),
        byUnit: rows
          .filter(({ group }) => group === "unit")
          .map((row) => ({ unit: row.unit, counts: countsOf(row) })),
        byLine: rows
          .filter(({ group }) => group === "line")
          .map((row) => ({ programme: row.programme, line: row.line, counts: countsOf(row) })),
      },
    };
  },
});

const countsOf = ({
  group: _group,
  unit: _unit,
  programme: _programme,
  line: _line,
  ...counts
}: OverviewRow) => counts;

export const overviewOperations = [getOverview];
