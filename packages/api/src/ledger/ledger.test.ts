import { describe, expect, test } from "vitest";
import { type Cell, emptyCell, type Merge, sheetOf } from "../excel/cells.ts";
import { readDeadline } from "./ledgerDeadline.ts";
import { readUnits, UnitNames } from "./ledgerUnits.ts";
import { readLedger } from "./readLedger.ts";

const unit = (code: string, name: string, kind: "department" | "township", aliases: string[] = []) => ({
  code,
  name,
  kind,
  aliases,
  parent: null,
  position: 0,
  from: null,
  until: null,
  mergedInto: null,
});
const names = new UnitNames([
  unit("lyj", "林业局", "department"),
  unit("zzb", "组织部", "department", ["县委组织部"]),
  unit("ms", "漭水镇", "township", ["漭水"]),
  unit("gj", "耇街彝族苗族乡", "township", ["耈街", "耇街乡"]),
]);
const cell = (text: string, more: Partial<Cell> = {}): Cell => ({ ...emptyCell, text, ...more });
const number = (value: number) => cell(String(value), { number: value });

describe("deadlines as ledgers write them", () => {
  test.each([
    ["2024.6", { month: "2024-06" }],
    ["2024年6月底", { month: "2024-06" }],
    ["２０２４年１２月", { month: "2024-12" }],
    ["2024.6.30", { on: "2024-06-30" }],
    ["2024-6-30", { on: "2024-06-30" }],
    ["2024 年 6 月 30 日前", { on: "2024-06-30" }],
    ["6月30日", { on: "2025-06-30" }],
    ["6月底前", { month: "2025-06" }],
    ["六月底", { month: "2025-06" }],
    ["十一月中旬", { on: "2025-11-20" }],
    ["2024年二季度末", { month: "2024-06" }],
    ["第四季度", { month: "2025-12" }],
    ["年底前", { month: "2025-12" }],
    ["2024年底", { month: "2024-12" }],
    ["2024年上半年", { month: "2024-06" }],
    ["20个工作日内", { workdays: 20 }],
    ["30日内", { days: 30 }],
  ])("%s", (text, deadline) => {
    expect(readDeadline(cell(text), 2025)).toMatchObject({ deadline });
  });

  test("a cell that is a date is that date", () => {
    const shown = cell("2024-06-30", { number: 45473, date: "2024-06-30" });
    expect(readDeadline(shown, 2025)).toMatchObject({ deadline: { on: "2024-06-30" }, isYearGuessed: false });
  });

  test.each([
    [cell("2024年13月"), null],
    [cell("2024.2.30"), "2024-02-29"],
    [cell("长期坚持"), "2025-12-31"],
    [cell("看情况"), "2025-12-31"],
    [cell(""), null],
    [number(2024.1), "2024年10月"],
    [cell("6"), "2025-12-31"],
  ])("%j is a fault, with %j in its place", (given, suggestion) => {
    expect(readDeadline(given, 2025)).toMatchObject({ suggestion, textEn: expect.any(String) });
  });

  test("2024.6 as a number is June; 2024.10 shown with two digits is October", () => {
    expect(readDeadline(number(2024.6), 2025)).toMatchObject({ deadline: { month: "2024-06" } });
    expect(readDeadline(cell("2024.10", { number: 2024.1 }), 2025)).toMatchObject({
      deadline: { month: "2024-10" },
    });
  });
});

describe("units as ledgers name them", () => {
  test.each([
    ["县林业局", [], ["lyj"]],
    ["县委组织部、漭水镇", [], ["zzb", "ms"]],
    ["林业局，漭水；耈街", [], ["lyj", "ms", "gj"]],
    ["牵头单位：林业局　责任单位：各乡镇", ["lyj"], ["ms", "gj"]],
    ["牵头单位：县林业局\n配合单位：组织部", ["lyj"], ["zzb"]],
    ["林业局（牵头）、各乡（镇）", ["lyj"], ["ms", "gj"]],
    ["漭 水 镇", [], ["ms"]],
  ])("%j", (text, lead, others) => {
    expect(readUnits(text, names)).toEqual({ lead, others, faults: [] });
  });

  test("a name nobody answers to is a fault that names the nearest", () => {
    const { faults } = readUnits("莽水镇、环保督察组", names);
    expect(faults.map(({ suggestion }) => suggestion)).toEqual(["漭水镇", null]);
  });
});

describe("a ledger", () => {
  const sheetFrom = (rows: readonly (readonly (string | Cell)[])[], merges: readonly Merge[] = []) =>
    sheetOf(
      "督办台账",
      rows.flatMap((row, index) =>
        row.map((one, place) => ({
          row: index + 1,
          column: place + 1,
          cell: typeof one === "string" ? cell(one) : one,
        })),
      ),
      merges,
    );
  const merge = (top: number, left: number, bottom: number, right: number): Merge => ({
    top,
    left,
    bottom,
    right,
  });
  const read = (sheet: ReturnType<typeof sheetFrom>, lines?: { id: string; name: string }[]) =>
    readLedger([sheet], { names, lines, defaultYear: 2026 });

  test("is read under headings over two rows, with merged items, sections and a total", () => {
    const sheet = sheetFrom(
      [
        ["昌宁县2024年重点督办事项台账"],
        ["序号", "督办事项", "责任分工", "", "完成时限", "进展情况"],
        ["", "", "牵头单位", "责任单位", "", ""],
        ["一、绿化荒山"],
        ["1", "荒山造林", "林业局", "漭水镇", "6月底", "已整地"],
        ["", "", "", "耈街", "", ""],
        ["2", "育苗", "县林业局", "", "2024.9.30", ""],
        ["合计", "", "", "", "", ""],
      ],
      [
        merge(1, 1, 1, 6),
        merge(2, 3, 2, 4),
        merge(2, 2, 3, 2),
        merge(4, 1, 4, 6),
        merge(5, 2, 6, 2),
        merge(5, 3, 6, 3),
        merge(5, 5, 6, 5),
      ],
    );
    const ledger = read(sheet, [{ id: "lvhua", name: "绿化荒山" }]);
    expect(ledger?.columns.map(({ column, letter }) => `${letter} ${column}`)).toEqual([
      "A ordinal",
      "B title",
      "C lead",
      "D assist",
      "E due",
      "F progress",
    ]);
    expect(ledger?.rows).toMatchObject([
      {
        row: 5,
        lastRow: 6,
        title: "荒山造林",
        lead: "lyj",
        assist: ["ms", "gj"],
        deadline: { month: "2024-06" },
        line: "lvhua",
        requirement: "台账所记进展：已整地",
        isYearGuessed: true,
        faults: [],
      },
      {
        row: 7,
        lastRow: 7,
        title: "育苗",
        lead: "lyj",
        assist: [],
        deadline: { on: "2024-09-30" },
        line: "lvhua",
        faults: [],
      },
    ]);
  });

  test("names every bad cell by sheet and address, with what is wrong and what could stand there", () => {
    const sheet = sheetFrom([
      ["序号", "工作任务", "牵头单位及责任单位", "时限"],
      ["1", "", "牵头单位：林业局", "2024年13月"],
      ["2", "修路", "莽水镇", "长期"],
      ["3", "架桥", "", cell("", { isUnvalued: true })],
    ]);
    const faults = read(sheet)?.rows.flatMap((row) =>
      row.faults.map(({ sheet: name, cell: at, column, value }) => [name, at, column, value]),
    );
    expect(faults).toEqual([
      ["督办台账", "B2", "工作任务", ""],
      ["督办台账", "D2", "时限", "2024年13月"],
      ["督办台账", "C3", "牵头单位及责任单位", "莽水镇"],
      ["督办台账", "D3", "时限", "长期"],
      ["督办台账", "C4", "牵头单位及责任单位", ""],
      ["督办台账", "D4", "时限", ""],
    ]);
  });

  test("one item with two deadlines is a fault at the second, and a sheet without headings is no ledger", () => {
    const sheet = sheetFrom(
      [
        ["事项", "责任单位", "完成时限"],
        ["修路", "林业局", "2024.6"],
        ["", "漭水镇", "2024.9"],
      ],
      [merge(2, 1, 3, 1)],
    );
    expect(read(sheet)?.rows[0]).toMatchObject({ lead: "lyj", assist: ["ms"], faults: [{ cell: "C3" }] });
    expect(read(sheetFrom([["你好", "世界"]]))).toBeUndefined();
  });
});
