import { expect, test } from "vitest";
import { readWorkbook } from "../excel/readWorkbook.ts";
import { writeWorkbook } from "../excel/writeWorkbook.ts";
import { programmeSheets } from "./programmeSheets.ts";
import { readProgramme } from "./readProgramme.ts";

const programme = {
  name: "“四群”教育",
  phases: [
    { name: "动员", from: "2026-01-04", to: "2026-01-31" },
    { name: "集中推进", from: "2026-02-01", to: "2026-06-30" },
  ],
  centralWorks: [
    { id: "shui", name: "饮水安全" },
    { id: "生态、环保", name: "生态县创建" },
    // A name that is another's code: only the codes tell them apart.
    { id: "x", name: "shui" },
  ],
  lines: [
    {
      id: "lvhua",
      name: "绿化荒山",
      weight: "0.15",
      centralWork: ["生态、环保", "shui", "x"],
      targets: [
        { id: "mu", name: "造林", unit: "亩", figure: "123456789012345.000001" },
        { id: "成活率", name: "成活率", unit: "%", figure: null },
      ],
    },
    { id: "村庄建设", name: "村庄建设", weight: null, centralWork: [], targets: [] },
  ],
};

const sheetsOf = (spec: Parameters<typeof writeWorkbook>[0]) => readWorkbook(writeWorkbook(spec));

test("a programme goes out as a workbook and comes back the same, digit for digit", () => {
  expect(readProgramme(sheetsOf(programmeSheets(programme)))).toEqual({ programme, faults: [] });
  const bare = { name: "空", phases: [], centralWorks: [], lines: [] };
  expect(readProgramme(sheetsOf(programmeSheets(bare)))?.programme).toEqual(bare);
});

const columns = (...names: string[]) => names.map((heading) => ({ heading, width: 10 }));

test("a sheet that somebody made is read: numbers, a line over several rows, central works by their names", () => {
  const sheets = sheetsOf([
    {
      name: "Sheet1",
      title: "美丽乡村",
      columns: columns("工作线", "目标", "计量单位", "计划数", "权重", "服务的中心工作"),
      rows: [
        ["绿化荒山", "造林", "亩", 3200, 3, "生态、饮水安全"],
        [null, "补植", "亩", "1,200.5", null, null],
        ["村庄建设", null, null, null, 2, "生态"],
      ],
    },
  ]);
  expect(readProgramme(sheets)).toMatchObject({
    faults: [],
    programme: {
      name: "美丽乡村",
      centralWorks: [
        { id: "生态", name: "生态" },
        { id: "饮水安全", name: "饮水安全" },
      ],
      lines: [
        {
          id: "绿化荒山",
          weight: "3",
          centralWork: ["生态", "饮水安全"],
          targets: [
            { id: "造林", unit: "亩", figure: "3200" },
            { id: "补植", figure: "1200.5" },
          ],
        },
        { id: "村庄建设", targets: [], centralWork: ["生态"] },
      ],
    },
  });
});

test("every bad cell is named by sheet and address, and nothing is made of a workbook with one", () => {
  const sheets = sheetsOf([
    {
      name: "线",
      title: "活动",
      columns: columns("工作线", "权重", "服务的中心工作", "目标", "计量单位", "计划数"),
      rows: [
        ["甲", "三成", "水利", "造林", null, "3200亩"],
        ["甲", 2, null, null, null, null],
        ["乙", -1, "生态", "", "亩", 5],
        ["甲", null, null, null, null, null],
      ],
    },
    { name: "作", title: "中心工作", columns: columns("中心工作"), rows: [["生态"]] },
    {
      name: "段",
      title: "阶段",
      columns: columns("阶段", "开始日期", "结束日期"),
      rows: [
        ["一", "2026.3.1", "2026年2月30日"],
        ["二", "2026-05-01", "2026-04-01"],
      ],
    },
  ]);
  const read = readProgramme(sheets);
  expect(read?.programme).toBeNull();
  const shown = read?.faults.map(({ sheet, cell, column, value, suggestion }) =>
    [sheet, cell, column, value, suggestion].join("|"),
  );
  expect(shown?.sort()).toEqual(
    [
      "线|B3|权重|三成|",
      "线|C3|服务的中心工作|水利|",
      "线|E3|计量单位||",
      "线|F3|计划数|3200亩|3200",
      "线|B4|权重|2|",
      "线|B5|权重|-1|",
      "线|D5|目标||",
      "线|A6|工作线|甲|",
      "段|C3|结束日期|2026年2月30日|",
      "段|C4|结束日期|2026-04-01|",
    ].sort(),
  );
  expect(
    readProgramme(sheetsOf([{ name: "空", title: "", columns: columns("序号"), rows: [] }])),
  ).toBeUndefined();
});
