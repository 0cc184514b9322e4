import { chinaCalendar, dayOf, defaultId, findPayments, formatDay, formatInstant } from "@duban/engine";
import { z } from "zod";
import { findSeenFunds } from "../fundsReader.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { recordPayments } from "../recordPayments.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { paymentResultSchema, paymentSchema, paymentsRequestSchema } from "../schemas/funds.ts";
import { findCalendarInForce } from "../taskReader.ts";

const postPayments = operation({
  method: "post",
  path: "/v1/payments",
  id: "postPayments",
  summary: "Record what was paid, each payment once by its source and id",
  description:
    "One result each, in the order sent; one bad payment never harms another. By those who run programmes, or the unit that pays the project. Nothing is ever changed: money that comes back is a payment below zero.",
  tag: "funds",
  allowed: "any",
  reads: "own",
  body: paymentsRequestSchema,
  answers: [
    {
      status: 200,
      description: "What became of each.",
      schema: z.object({ results: z.array(paymentResultSchema) }),
    },
  ],
  async handle({ api, caller, body }) {
    const calendar = await findCalendarInForce(api.database, caller.tenantId, defaultId);
    const today = formatDay(dayOf(calendar ?? chinaCalendar(defaultId, 0), await api.clock.read()));
    return { status: 200, body: { results: await recordPayments(api, caller, body, today) } };
  },
});

const getPayments = operation({
  method: "get",
  path: "/v1/projects/{id}/payments",
  id: "getProjectPayments",
  summary: "The payments of a project, in the order they were made",
  tag: "funds",
  allowed: "any",
  reads: "own",
  params: z.strictObject({ id: codeSchema }),
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of payments.", schema: listOf(paymentSchema) }],
  problems: ["unknown-project"],
  async handle({ api, caller, params: { id }, query: { cursor, limit } }) {
    const place = decodeCursor<[string, string, string]>(cursor, ["date", "string", "string"]);
    if (place !== null && isProblem(place)) return place;
    const { projects, timeZone } = await findSeenFunds(api, caller, [id]);
    if (projects.length === 0) return problem("unknown-project", `no project is called ${id}`);
    const after = place === null ? null : { paidOn: place[0], source: place[1], id: place[2] };
    const rows = await findPayments(api.database, caller.tenantId, id, after, limit + 1);
    const body = pageOf(
      rows,
      limit,
      (row) => [row.paidOn, row.source, row.id],
      ({ recordedAt, ...payment }) => ({ ...payment, recordedAt: formatInstant(timeZone, recordedAt) }),
    );
    return { status: 200, body };
  },
});

export const paymentOperations = [postPayments, getPayments];
