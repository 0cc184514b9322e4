import { findProgrammes } from "@duban/engine";
import { z } from "zod";
import { readWorkbook } from "../excel/readWorkbook.ts";
import { writeWorkbook } from "../excel/writeWorkbook.ts";
import { UnreadableFile } from "../excel/zip.ts";
import { excelType } from "../excelBody.ts";
import { operation } from "../operation.ts";
import { faulty, isProblem, type Problem, problem } from "../problem.ts";
import { programmeSheets } from "../programmes/programmeSheets.ts";
import { type ReadProgramme, readProgramme } from "../programmes/readProgramme.ts";
import { codeSchema } from "../schemas/basics.ts";
import { cellFaultSchema, fileSchema } from "../schemas/imports.ts";
import { programmeRequestSchema } from "../schemas/programmes.ts";

const exportProgrammeExcel = operation({
  method: "get",
  path: "/v1/exports/programmes/{id}.xlsx",
  id: "exportProgrammeExcel",
  summary: "A programme's definition as an Excel file, which can be edited and read again",
  tag: "programmes",
  allowed: "any",
  reads: "public",
  params: z.strictObject({ id: codeSchema }),
  answers: [{ status: 200, description: "The file.", mediaType: excelType, schema: z.string() }],
  problems: ["unknown-programme"],
  async handle({ api, caller: { tenantId }, params: { id } }) {
    const programme = (await findProgrammes(api.database, tenantId, [id])).get(id);
    if (programme === undefined) return problem("unknown-programme", `no programme ${id} is defined`);
    const name = encodeURIComponent(`${programme.name}.xlsx`);
    return {
      status: 200,
      body: writeWorkbook(programmeSheets(programme)),
      headers: {
        "content-type": excelType,
        "content-disposition": `attachment; filename="programme.xlsx"; filename*=UTF-8''${name}`,
      },
    };
  },
});

const readProgrammeExcel = operation({
  method: "post",
  path: "/v1/imports/programme",
  id: "readProgrammeExcel",
  summary: "The programme that an Excel file defines, and every bad cell in it",
  description:
    "Changes nothing: what it answers as `programme` is what PUT /v1/programmes/{id} takes. Reads the sheets of the export, or any with the headings 工作线, 目标, 计量单位, 计划数, 权重, 服务的中心工作, and 阶段 with 开始日期 and 结束日期.",
  tag: "programmes",
  allowed: ["supervisor", "leader", "systemAdmin"],
  reads: "office",
  bodyAs: "file",
  body: fileSchema,
  answers: [
    {
      status: 200,
      description: "What was understood.",
      schema: z
        .object({
          programme: programmeRequestSchema.nullable().meta({ description: "null where a cell is bad." }),
          faults: z.array(cellFaultSchema),
        })
        .meta({ id: "ProgrammeImport" }),
    },
  ],
  trail: { written: "never" },
  async handle({ body }) {
    const read = readFile(body);
    return isProblem(read) ? read : { status: 200, body: read };
  },
});

function readFile(file: Buffer): ReadProgramme | Problem {
  try {
    return readProgramme(readWorkbook(file)) ?? unreadable("no sheet has the heading 工作线");
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return error.kind === "too-large"
      ? problem("payload-too-large", `the file is not read: ${error.message}`)
      : unreadable(error.message);
  }
}

const unreadable = (detail: string): Problem =>
  faulty("invalid-request", [{ pointer: "", detail: `the file is not read: ${detail}` }]);

export const programmeFileOperations = [exportProgrammeExcel, readProgrammeExcel];
