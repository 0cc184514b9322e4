import type { ProgrammeTerms } from "@duban/engine";
import type { SheetSpec } from "../excel/writeWorkbook.ts";

/** The headings of a programme in Excel, by the table each stands in; what is written under them is what is read under them. */
export const headings = {
  lines: {
    id: "工作线编码",
    name: "工作线",
    weight: "权重",
    works: "服务的中心工作",
    targetId: "目标编码",
    targetName: "目标",
    measure: "计量单位",
    figure: "计划数",
  },
  works: { id: "中心工作编码", name: "中心工作" },
  phases: { name: "阶段", from: "开始日期", to: "结束日期" },
} as const;

type Cells = SheetSpec["rows"][number];

/**
 * A programme's definition as sheets that can be edited and read again: its lines and targets, the central works, the phases.
 *
 * A code that is the name itself is left empty. Figures are texts, so that no digit is lost; central works stand a line each.
 */
export function programmeSheets({ name, phases, centralWorks, lines }: ProgrammeTerms): readonly SheetSpec[] {
  const codeOf = ({ id, name: called }: { readonly id: string; readonly name: string }) =>
    id === called ? null : id;
  const nameOfWork = (id: string) => {
    const called = centralWorks.find((work) => work.id === id)?.name ?? id;
    // A name that could mean another work as well says nothing: the code does.
    const isPlain = centralWorks.filter((work) => work.id === called || work.name === called).length === 1;
    return isPlain ? called : id;
  };
  return [
    sheet("工作线和目标", name, headings.lines, [
      ...lines.flatMap((line): Cells[] => {
        const head = [codeOf(line), line.name, line.weight, line.centralWork.map(nameOfWork).join("\n")];
        return line.targets.length === 0
          ? [[...head, null, null, null, null]]
          : line.targets.map((target) => [...head, codeOf(target), target.name, target.unit, target.figure]);
      }),
    ]),
    sheet(
      "中心工作",
      "中心工作",
      headings.works,
      centralWorks.map((work) => [codeOf(work), work.name]),
    ),
    sheet(
      "阶段",
      "阶段",
      headings.phases,
      phases.map((phase) => [phase.name, phase.from, phase.to]),
    ),
  ];
}

const sheet = (
  name: string,
  title: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Cells[],
): SheetSpec => ({
  name,
  title,
  columns: Object.values(columns).map((heading) => ({ heading, width: heading.length > 3 ? 18 : 12 })),
  rows,
});
