import {
  canonicalDecimal,
  findProgrammeIds,
  findProgrammes,
  type ProgrammeTerms,
  partyOf,
  saveProgramme,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { findProgrammeView } from "../programmeReader.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { programmeEntrySchema, programmeRequestSchema, programmeSchema } from "../schemas/programmes.ts";
import { formatYaml } from "../yaml.ts";

const params = z.strictObject({ id: codeSchema });

const putProgramme = operation({
  method: "put",
  path: "/v1/programmes/{id}",
  id: "putProgramme",
  summary: "Put a programme in force: its lines, their weights, targets and the central works they serve",
  description:
    "A new version each time. Matters name programmes and lines by id, defined or not; a definition gives them names, weights and targets.",
  tag: "programmes",
  allowed: ["supervisor", "leader", "systemAdmin"],
  reads: "office",
  params,
  bodyAs: "yaml",
  body: programmeRequestSchema,
  answers: [{ status: 200, description: "The programme with its ledger.", schema: programmeSchema }],
  async handle({ api, caller, params: { id }, body }) {
    const now = await api.clock.read();
    await saveProgramme(api.database, caller.tenantId, id, termsOf(body), partyOf(caller), now);
    const shown = await findProgrammeView(api, caller.tenantId, id, await accessOfCaller(api, caller));
    return isProblem(shown) ? shown : { status: 200, body: shown };
  },
});

/** A definition as it is kept: figures in their one way of writing, what is left out null. */
export function termsOf(body: z.output<typeof programmeRequestSchema>): ProgrammeTerms {
  const kept = (figure: string | number | null | undefined) =>
    figure === null || figure === undefined ? null : (canonicalDecimal(figure) ?? null);
  return {
    ...body,
    lines: body.lines.map((line) => ({
      ...line,
      weight: kept(line.weight),
      targets: line.targets.map((target) => ({ ...target, figure: kept(target.figure) })),
    })),
  };
}

const getProgrammes = operation({
  method: "get",
  path: "/v1/programmes",
  id: "getProgrammes",
  summary: "Programmes by id, also those that only matters name",
  tag: "programmes",
  allowed: "any",
  reads: "tasks",
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of programmes.", schema: listOf(programmeEntrySchema) }],
  async handle({ api, caller, query: { cursor, limit } }) {
    const { tenantId } = caller;
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const ids = await findProgrammeIds(
      api.database,
      tenantId,
      place?.[0] ?? "",
      limit + 1,
      await accessOfCaller(api, caller),
    );
    const defined = await findProgrammes(api.database, tenantId, ids);
    const body = pageOf(
      ids,
      limit,
      (id) => [id],
      (id) => {
        const { name, version, lines = [] } = defined.get(id) ?? { name: id, version: null };
        return { id, version, name, lines: lines.map((line) => ({ id: line.id, name: line.name })) };
      },
    );
    return { status: 200, body };
  },
});

const getProgramme = operation({
  method: "get",
  path: "/v1/programmes/{id}",
  id: "getProgramme",
  summary: "A programme with its ledger: how far each line has come, and the sums of what units reported",
  description:
    "A matter's progress is the mean of its tasks', a closed one's being 100 and a waived or terminated one's left out; a line's the mean of its matters'; the programme's the mean of its lines' by weight. Figures are counted once each; `GET /v1/matters?programme=&line=` has the matters.",
  tag: "programmes",
  allowed: "any",
  reads: "tasks",
  params,
  answers: [{ status: 200, description: "The programme.", schema: programmeSchema }],
  problems: ["unknown-programme"],
  async handle({ api, caller, params: { id } }) {
    const shown = await findProgrammeView(api, caller.tenantId, id, await accessOfCaller(api, caller));
    return isProblem(shown) ? shown : { status: 200, body: shown };
  },
});

const exportProgramme = operation({
  method: "get",
  path: "/v1/exports/programmes/{id}.yaml",
  id: "exportProgramme",
  summary: "A programme's definition as YAML, as PUT takes it",
  tag: "programmes",
  allowed: "any",
  reads: "public",
  params,
  answers: [
    { status: 200, description: "The definition.", mediaType: "application/yaml", schema: z.string() },
  ],
  problems: ["unknown-programme"],
  async handle({ api, caller: { tenantId }, params: { id } }) {
    const programme = (await findProgrammes(api.database, tenantId, [id])).get(id);
    if (programme === undefined) return problem("unknown-programme", `no programme ${id} is defined`);
    const { name, phases, centralWorks, lines } = programme;
    const headers = { "content-type": "application/yaml; charset=utf-8" };
    return { status: 200, body: formatYaml({ name, phases, centralWorks, lines }), headers };
  },
});

export const programmeOperations = [putProgramme, getProgrammes, getProgramme, exportProgramme];
