import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { bulletinDocument, bulletinTitle } from "./bulletinDocument.ts";
import { writeDocx } from "./writeDocx.ts";

const counts = { total: 40, closed: 25, open: 15, overdue: 2, returned: 3, putUp: 12 };
const none = { total: 0, closed: 0, open: 0, overdue: 0, returned: 0, putUp: 0 };
const terms = {
  title: bulletinTitle("“四群”教育", "2026-05-01", "2026-05-31"),
  number: "昌督通〔2026〕3号",
  issuedOn: "2026-06-02",
  from: "2026-05-01",
  to: "2026-05-31",
  subject: "“四群”教育",
  cause: "苗木到货迟，栽植错过雨季。\n部分单位分管领导调整，工作脱节。",
  requirements: "请责任单位说明原因。",
  figures: {
    asOf: "2026-06-01",
    totals: counts,
    units: [
      { name: "田园镇", ...counts },
      { name: "漭水镇", ...none },
    ],
    laggards: [
      {
        number: "督〔2026〕9号",
        title: "荒山造林",
        unitName: "田园镇",
        dueOn: "2026-05-20",
        overdueWorkdays: 8,
      },
      {
        number: "督〔2026〕12号",
        title: "合作社登记",
        unitName: "田园镇",
        dueOn: "2026-05-27",
        overdueWorkdays: 3,
      },
    ],
  },
};
const letterhead = {
  mark: "昌宁县人民政府督查室文件",
  organ: "昌宁县人民政府督查室",
  addressees: "各乡镇人民政府，县直各单位",
  copies: "县委办公室，县纪委",
};

async function partsOf(document: Parameters<typeof writeDocx>[0]): Promise<Record<string, string>> {
  const files = unzipSync(await writeDocx(document, { creator: "督查室" }));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const mm = (twips: string | undefined): number => (Number(twips) / 1_440) * 25.4;
const attribute = (xml: string, element: string, name: string): string | undefined =>
  new RegExp(`<w:${element} [^>]*w:${name}="([^"]*)"`).exec(xml)?.[1];
/** The paragraph that holds a text, as XML. */
const paragraphWith = (xml: string, text: string): string =>
  xml.split("<w:p>").find((part) => part.includes(text)) ?? "";
const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, t]) => t).join("");

describe("a bulletin as a Word file", () => {
  let parts: Record<string, string>;
  let xml: string;
  beforeAll(async () => {
    parts = await partsOf(bulletinDocument(letterhead, terms));
    xml = parts["word/document.xml"] ?? "";
  });

  it("is A4 with margins of 37, 35, 28 and 26 mm", () => {
    expect(mm(attribute(xml, "pgSz", "w"))).toBeCloseTo(210, 1);
    expect(mm(attribute(xml, "pgSz", "h"))).toBeCloseTo(297, 1);
    const sides = ["top", "bottom", "left", "right"].map((side) => mm(attribute(xml, "pgMar", side)));
    for (const [index, expected] of [37, 35, 28, 26].entries()) expect(sides[index]).toBeCloseTo(expected, 1);
  });

  it("has 28 characters a line and 22 lines a page, whatever font stands in for one that is missing", () => {
    const styles = parts["word/styles.xml"] ?? "";
    expect(attribute(styles, "sz", "val")).toBe("32");
    // Each character is 16 pt wide, and so much more or less as its spacing says; both in twentieths of a point.
    const pitch = 16 + Number(attribute(styles, "spacing", "val")) / 20;
    const typeArea = { width: (156 / 25.4) * 72, height: (225 / 25.4) * 72 };
    expect(Math.floor(typeArea.width / pitch)).toBe(28);
    expect(attribute(styles, "spacing", "lineRule")).toBe("exact");
    expect(Math.floor(typeArea.height / (Number(attribute(styles, "spacing", "line")) / 20))).toBe(22);
    // LibreOffice gives a letter two cells of a grid that it is wider than: there is none of characters, nor of lines.
    expect(attribute(xml, "docGrid", "type")).toBe("default");
    expect(paragraphWith(xml, "苗木到货迟")).toContain('<w:widowControl w:val="false"/>');
  });

  it("leaves no heading at the foot of a page, and no page to the signature alone", () => {
    const isKept = (text: string) => paragraphWith(xml, text).includes("<w:keepNext/>");
    expect(isKept("一、总体情况")).toBe(true);
    expect(isKept("苗木到货迟")).toBe(false);
    expect(["请责任单位说明原因。", "附件：", "督查室</w:t>"].map(isKept)).toEqual([true, true, true]);
  });

  it("breaks the annex between rows and repeats its headings on every page", () => {
    const rows = xml.split("<w:tr>").slice(1);
    const headings = rows.filter((row) => row.includes("<w:tblHeader/>"));
    expect(headings).toHaveLength(1);
    expect(textOf(headings[0] ?? "")).toMatch(/^单位任务数/);
    expect(rows.filter((row) => !row.includes("<w:cantSplit/>") && row.includes("漭水镇"))).toEqual([]);
  });

  it("sets the title in 2号小标宋, the body in 3号仿宋 and its headings in 黑体, and ships no font", () => {
    const look = (text: string) => {
      const part = paragraphWith(xml, text);
      return [attribute(part, "rFonts", "eastAsia"), attribute(part, "sz", "val")];
    };
    expect(look("办理情况的通报")).toEqual(["方正小标宋简体", "44"]);
    expect(look("苗木到货迟")).toEqual(["仿宋_GB2312", "32"]);
    expect(look("一、总体情况")).toEqual(["黑体", "32"]);
    expect(Object.keys(parts).filter((name) => /\.(odttf|ttf|otf)$/i.test(name))).toEqual([]);
    expect(attribute(paragraphWith(xml, "苗木到货迟"), "ind", "firstLineChars")).toBe("200");
  });

  it("has the number in six-cornered brackets over a red line, and the mark in red", () => {
    const number = paragraphWith(xml, "昌督通");
    expect(textOf(number)).toBe("昌督通〔2026〕3号");
    expect(number).toMatch(/<w:bottom [^>]*w:color="FF0000"/);
    expect(attribute(paragraphWith(xml, "督查室文件"), "color", "val")).toBe("FF0000");
  });

  it("numbers odd pages on the right and even ones on the left, between dashes, in 4号宋体", () => {
    const footers = Object.entries(parts).filter(([name]) => /word\/footer\d+\.xml/.test(name));
    const sides = footers.map(([, footer]) => attribute(footer, "jc", "val"));
    expect(sides.sort()).toEqual(["left", "right"]);
    for (const [, footer] of footers) {
      expect(textOf(footer).replaceAll(" ", "")).toBe("——");
      expect([attribute(footer, "rFonts", "eastAsia"), attribute(footer, "sz", "val")]).toEqual([
        "宋体",
        "28",
      ]);
    }
    expect(parts["word/settings.xml"]).toContain("<w:evenAndOddHeaders/>");
    expect(xml).toMatch(/<w:footerReference [^>]*w:type="even"/);
  });

  it("says totals and percentages, names laggards by number, states the cause, and annexes every unit", () => {
    const text = textOf(xml);
    expect(text).toContain("本期在办任务共40项（其中本期新交办12项），已办结25项，办结率62.5%");
    expect(text).toContain("其中逾期2项，占在办任务的13.3%");
    expect(text).toContain(
      "1.督〔2026〕9号“荒山造林”，责任单位田园镇，应于2026年5月20日前办结，已逾期8个工作日。",
    );
    expect(text).toContain(
      "三、原因分析苗木到货迟，栽植错过雨季。部分单位分管领导调整，工作脱节。四、工作要求",
    );
    expect(text).toContain("附件：2026年5月各单位督办任务办理情况表");
    expect(text).toContain("漭水镇00000—合计4025152362.5%");
    expect(text).toContain("昌宁县人民政府督查室2026年6月2日");
    expect(text).toContain("抄送：县委办公室，县纪委。");
  });

  it("has its imprint at the foot of the last page, each part in a frame of its own with a paragraph to hang on", () => {
    const paragraphs = xml.split("<w:p>").slice(1);
    const framed = paragraphs.filter((part) => part.includes("<w:framePr"));
    expect(framed.map((part) => textOf(part))).toEqual([
      "抄送：县委办公室，县纪委。",
      "昌宁县人民政府督查室2026年6月2日印发",
    ]);
    // LibreOffice makes no frame of two paragraphs that share one.
    expect(new Set(framed.map((part) => /<w:framePr[^>]*>/.exec(part)?.[0])).size).toBe(2);
    expect(attribute(framed[1] ?? "", "framePr", "yAlign")).toBe("bottom");
    const typeAreaEnds = ((297 - 35) / 25.4) * 1_440;
    const above = typeAreaEnds - Number(attribute(framed[0] ?? "", "framePr", "y"));
    // A line for who printed it, one for the copies, and the lines around them.
    expect(above / 20).toBeGreaterThan(2 * 28.9);
    expect(above / 20).toBeLessThan(2.5 * 28.9);
    expect(paragraphs.at(-1)).not.toContain("<w:framePr");
  });

  it("says of a draft that it is one: no number, no date, no imprint", async () => {
    const draft = await partsOf(bulletinDocument(letterhead, { ...terms, number: null, issuedOn: null }));
    const text = textOf(draft["word/document.xml"] ?? "");
    expect(text).toContain("（草稿，签发时编号）");
    expect(text).not.toContain("抄送");
  });
});
