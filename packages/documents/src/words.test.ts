import { describe, expect, it } from "vitest";
import { dateText, numberText, ordinalText, percentText, periodText } from "./chinese.ts";
import { letterDocument } from "./letterDocument.ts";
import { renderPage } from "./renderPage.ts";
import { repeatedSentences } from "./repeatedSentences.ts";

describe("the words of a document", () => {
  it("write dates without zeros, months by their name, and spans from one date to the other", () => {
    expect(dateText("2026-05-09")).toBe("2026年5月9日");
    expect(periodText("2026-02-01", "2026-02-28")).toBe("2026年2月");
    expect(periodText("2026-01-01", "2026-12-31")).toBe("2026年");
    expect(periodText("2026-05-01", "2026-05-30")).toBe("2026年5月1日至5月30日");
    expect(periodText("2025-12-15", "2026-01-14")).toBe("2025年12月15日至2026年1月14日");
    expect(numberText("昌督通", 2026, 3)).toBe("昌督通〔2026〕3号");
    expect([1, 10, 11, 20, 35].map(ordinalText)).toEqual(["一", "十", "十一", "二十", "三十五"]);
  });

  it("round per cent half up on the exact quotient, and give none of nothing", () => {
    expect([
      percentText(1, 3),
      percentText(2, 3),
      percentText(1, 16),
      percentText(0, 5),
      percentText(5, 5),
    ]).toEqual(["33.3%", "66.7%", "6.3%", "0.0%", "100.0%"]);
    expect(percentText(0, 0)).toBe("—");
  });
});

describe("sentences that stood in the last bulletin", () => {
  const earlier = "一是苗木到货迟，5月才栽植了300亩。二是分管领导调整，工作脱节。";
  it("are pointed out, figures and points aside, also where a word was changed", () => {
    expect(repeatedSentences("一是苗木到货迟，6月才栽植了120亩！新栽的树苗缺水死亡较多。", earlier)).toEqual([
      "一是苗木到货迟，6月才栽植了120亩！",
    ]);
    expect(
      repeatedSentences(
        "各级各部门思想认识不够到位、重视程度不足。",
        "各级各部门思想认识还不够到位，重视程度不足。",
      ),
    ).toHaveLength(1);
  });
  it("are not found in what is new, or too short to say anything", () => {
    expect(repeatedSentences("雨季提前，栽植抢在了五月中旬之前完成。", earlier)).toEqual([]);
    expect(repeatedSentences("请遵照执行。", "请遵照执行。")).toEqual([]);
  });
});

describe("a letter", () => {
  const letterhead = { mark: "督查室文件", organ: "督查室", addressees: "各单位", copies: null };
  const facts = {
    number: "督〔2026〕12号",
    title: "绿化荒山<一期>",
    unitName: "柯街镇",
    role: "lead" as const,
    requirement: "栽植2000亩",
    source: "会议议定事项",
    dueOn: "2026-04-01",
    signByOn: "2026-03-03",
  };
  const textOf = (letter: Parameters<typeof letterDocument>[2]) => {
    const { title, addressees, body } = letterDocument(letterhead, facts, letter);
    return [title, addressees, ...body.map(({ text }) => text)].join("\n");
  };
  it("puts up, urges, shows a card, and answers a request for more time", () => {
    expect(textOf({ kind: "assignment", on: "2026-03-02" })).toContain(
      "请于2026年3月3日前签收，于2026年4月1日前办结",
    );
    const urge = { kind: "urge", on: "2026-04-08", ordinal: 2, overdueWorkdays: 4, words: null } as const;
    expect(textOf(urge)).toMatch(/第2次[\s\S]*已逾期4个工作日/);
    expect(textOf({ kind: "card", on: "2026-04-08", card: "red", overdueWorkdays: 4 })).toContain(
      "亮红牌督办",
    );
    const extension = {
      kind: "extension",
      on: "2026-03-20",
      reason: null,
      askedReason: "连续降雨",
      askedDueOn: "2026-04-20",
    } as const;
    const granted = { ...extension, granted: true, newDueOn: "2026-04-15" };
    expect(textOf(granted)).toContain("同意延期，新的办结期限为2026年4月15日");
    const refused = { ...extension, granted: false, newDueOn: null };
    expect(textOf(refused)).toMatch(/延期至2026年4月20日办结的请示（理由：连续降雨）[\s\S]*不同意延期/);
  });
  it("as a web page is whole in itself and lets nothing of its words be markup", () => {
    const page = renderPage(letterDocument(letterhead, facts, { kind: "assignment", on: "2026-03-02" }));
    expect(page).toContain("绿化荒山&lt;一期&gt;");
    expect(page).not.toMatch(/<script|src=|href=/);
  });
});
