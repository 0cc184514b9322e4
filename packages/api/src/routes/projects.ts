import {
  canonicalDecimal,
  findFundedTasks,
  findKnownUnits,
  fundAlarms,
  type ProjectTerms,
  partyOf,
  rollUp,
  saveProject,
} from "@duban/engine";
import { z } from "zod";
import { findSeenFunds } from "../fundsReader.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { fundsSchema, projectRequestSchema, projectSchema } from "../schemas/funds.ts";
import { fundsSumView, projectView } from "../views/fundsView.ts";

const params = z.strictObject({ id: codeSchema });

const putProject = operation({
  method: "put",
  path: "/v1/projects/{id}",
  id: "putProject",
  summary: "Put a project in force: its money by source, and what of it is planned for which task",
  description:
    "A new version each time. A task may have money of several projects, and a project several tasks.",
  tag: "funds",
  allowed: ["supervisor", "leader", "systemAdmin"],
  reads: "office",
  params,
  bodyAs: "yaml",
  body: projectRequestSchema,
  answers: [{ status: 200, description: "The project with its money as it stands.", schema: projectSchema }],
  problems: ["unknown-unit", "unknown-task"],
  async handle({ api, caller, params: { id }, body }) {
    const { database } = api;
    const { tenantId } = caller;
    const terms = termsOf(body);
    const units = [terms.unit, ...(terms.paidBy === null ? [] : [terms.paidBy])];
    const known = await findKnownUnits(database, tenantId, units);
    const unit = units.find((code) => !known.has(code));
    if (unit !== undefined) return problem("unknown-unit", `${unit} is no unit`);
    const ids = terms.tasks.map(({ task }) => task);
    const found = await findFundedTasks(database, tenantId, ids);
    const task = ids.find((one) => !found.has(one));
    if (task !== undefined) return problem("unknown-task", `no task has the id ${task}`);
    await saveProject(database, tenantId, id, terms, partyOf(caller), await api.clock.read());
    const { projects, taskById, sees, timeZone } = await findSeenFunds(api, caller, [id]);
    const [project] = projects;
    // A supervisor may put what he then does not see: outside his scope it is others' to look at.
    if (project === undefined) return problem("forbidden", "the project is outside your scope");
    return { status: 200, body: projectView(project, taskById, sees, timeZone) };
  },
});

type Request = z.output<typeof projectRequestSchema>;

/** A project as it is kept: figures in their one way of writing, what is left out null. */
function termsOf({ paidBy = null, programme = null, line = null, ...body }: Request): ProjectTerms {
  const kept = (figure: string | number) => canonicalDecimal(figure) ?? "0";
  return {
    ...body,
    paidBy,
    programme,
    line,
    sources: body.sources.map(({ arrivedOn = null, amount, ...source }) => ({
      ...source,
      amount: kept(amount),
      arrivedOn,
    })),
    tasks: body.tasks.map(({ task, planned }) => ({ task: task.toLowerCase(), planned: kept(planned) })),
  };
}

const getProjects = operation({
  method: "get",
  path: "/v1/projects",
  id: "getProjects",
  summary: "Projects with their money as it stands, by id",
  tag: "funds",
  allowed: "any",
  reads: "own",
  query: z.strictObject({
    ...pageQuery,
    programme: codeSchema.optional(),
    line: codeSchema.optional(),
    unit: codeSchema.optional(),
    alarm: z.enum(fundAlarms).optional(),
  }),
  answers: [{ status: 200, description: "A page of projects.", schema: listOf(projectSchema) }],
  async handle({ api, caller, query: { cursor, limit, programme, line, unit, alarm } }) {
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const { projects, taskById, sees, timeZone } = await findSeenFunds(api, caller, null);
    const rows = projects.filter(
      ({ project, parts, alarms }) =>
        (place === null || project.id > place[0]) &&
        (programme === undefined || parts.some((part) => part.programme === programme)) &&
        (line === undefined || parts.some((part) => part.line === line)) &&
        (unit === undefined || project.unit === unit) &&
        (alarm === undefined || alarms.includes(alarm)),
    );
    const ordered = rows.toSorted((one, other) => (one.project.id < other.project.id ? -1 : 1));
    const body = pageOf(
      ordered,
      limit,
      ({ project }) => [project.id],
      (project) => projectView(project, taskById, sees, timeZone),
    );
    return { status: 200, body };
  },
});

const getProject = operation({
  method: "get",
  path: "/v1/projects/{id}",
  id: "getProject",
  summary: "A project with its money as it stands, by source and by task",
  tag: "funds",
  allowed: "any",
  reads: "own",
  params,
  answers: [{ status: 200, description: "The project.", schema: projectSchema }],
  problems: ["unknown-project"],
  async handle({ api, caller, params: { id } }) {
    const { projects, taskById, sees, timeZone } = await findSeenFunds(api, caller, [id]);
    const [project] = projects;
    if (project === undefined) return problem("unknown-project", `no project is called ${id}`);
    return { status: 200, body: projectView(project, taskById, sees, timeZone) };
  },
});

const getFunds = operation({
  method: "get",
  path: "/v1/funds",
  id: "getFunds",
  summary: "Money by programme, line and source, every project counted once",
  description:
    "Over the projects that the caller may see. A project in several lines has in each the part planned there.",
  tag: "funds",
  allowed: "any",
  reads: "own",
  answers: [{ status: 200, description: "The sums.", schema: fundsSchema }],
  async handle({ api, caller }) {
    const { projects } = await findSeenFunds(api, caller, null);
    return { status: 200, body: fundsSumView(rollUp(projects), projects) };
  },
});

export const projectOperations = [putProject, getProjects, getProject, getFunds];
