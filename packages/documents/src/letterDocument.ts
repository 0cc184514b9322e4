import type { Letterhead } from "./bulletinDocument.ts";
import { dateText } from "./chinese.ts";
import type { Block, OfficialDocument } from "./officialDocument.ts";

/** The letters of a task: 交办通知, 催办通知, 三色督办单, 延期批复. */
export const letterKinds = ["assignment", "urge", "card", "extension"] as const;
export type LetterKind = (typeof letterKinds)[number];

/** What the letters of a task speak of. Dates as "2026-05-29". */
export interface LetterFacts {
  readonly number: string;
  readonly title: string;
  readonly unitName: string;
  readonly role: "lead" | "assist";
  readonly requirement: string | null;
  readonly source: string;
  readonly dueOn: string;
  readonly signByOn: string | null;
}

/** A letter, by the recorded event it follows from: its date and its facts are that event's, so it reads the same whenever it is written. */
export type Letter =
  | { readonly kind: "assignment"; readonly on: string }
  | {
      readonly kind: "urge";
      readonly on: string;
      readonly ordinal: number;
      readonly overdueWorkdays: number;
      readonly words: string | null;
    }
  | { readonly kind: "card"; readonly on: string; readonly card: string; readonly overdueWorkdays: number }
  | {
      readonly kind: "extension";
      readonly on: string;
      readonly granted: boolean;
      readonly reason: string | null;
      readonly askedReason: string | null;
      readonly askedDueOn: string | null;
      readonly newDueOn: string | null;
    };

// Which colours there are, and what they mean, is the ladder's: one that has no name here is called as the ladder calls it.
const cardNames: Readonly<Record<string, string>> = {
  green: "绿",
  blue: "蓝",
  yellow: "黄",
  orange: "橙",
  red: "红",
};
const cardName = (card: string): string => cardNames[card] ?? card;

/** A letter as an official document to the unit; its number is the matter's. */
export function letterDocument(letterhead: Letterhead, facts: LetterFacts, letter: Letter): OfficialDocument {
  return {
    mark: letterhead.mark,
    organ: letterhead.organ,
    copies: letterhead.copies,
    addressees: facts.unitName,
    number: facts.number,
    issuedOn: letter.on,
    annexes: [],
    title: titleOf(letter),
    body: textsOf(facts, letter).map((text): Block => ({ kind: "paragraph", text })),
    ...(letter.kind === "card" ? { card: letter.card } : {}),
  };
}

function titleOf(letter: Letter): string {
  switch (letter.kind) {
    case "assignment":
      return "督办事项交办通知";
    case "urge":
      return `督办事项催办通知（第${letter.ordinal}次）`;
    case "card":
      return `督办单（${cardName(letter.card)}色）`;
    case "extension":
      return "关于督办事项延期请示的批复";
  }
}

function textsOf(facts: LetterFacts, letter: Letter): string[] {
  const { title, dueOn } = facts;
  const late = (workdays: number) => (workdays > 0 ? `，现已逾期${workdays}个工作日` : "");
  switch (letter.kind) {
    case "assignment":
      return [
        `根据${facts.source}，现将“${title}”交由你单位${facts.role === "lead" ? "牵头" : "协助"}办理。`,
        ...(facts.requirement === null ? [] : [`工作要求：${facts.requirement}`]),
        facts.signByOn === null
          ? `请于${dateText(dueOn)}前办结并报送办理结果。`
          : `请于${dateText(facts.signByOn)}前签收，于${dateText(dueOn)}前办结并报送办理结果。`,
        "确需延期的，应在到期前提出，写明理由和新的办结时间。",
      ];
    case "urge":
      return [
        `“${title}”由你单位办理，应于${dateText(dueOn)}前办结${late(letter.overdueWorkdays)}。现第${letter.ordinal}次催办。`,
        ...(letter.words === null ? [] : [letter.words]),
        "请抓紧办理，并报送办理情况；已报送过的内容不必重报。",
      ];
    case "card":
      return [
        `“${title}”由你单位办理，应于${dateText(dueOn)}前办结${late(letter.overdueWorkdays)}。依照督办阶梯，现亮${cardName(letter.card)}牌督办。`,
        "请说明未办结的原因和下一步安排，抓紧办结。",
      ];
    case "extension":
      return extensionTexts(title, letter);
  }
}

function extensionTexts(title: string, letter: Extract<Letter, { kind: "extension" }>): string[] {
  const { askedReason, askedDueOn, newDueOn, reason } = letter;
  const asked = askedDueOn === null ? "" : `至${dateText(askedDueOn)}`;
  const because = askedReason === null ? "" : `（理由：${askedReason}）`;
  const opening = `你单位关于“${title}”延期${asked}办结的请示${because}收悉。经研究，批复如下：`;
  if (!letter.granted) {
    return [opening, `不同意延期，仍按原定期限办理。${reason === null ? "" : `理由：${reason}`}`];
  }
  const until = newDueOn === null ? "" : `，新的办结期限为${dateText(newDueOn)}`;
  return [opening, `同意延期${until}。请抓紧办理，按期办结。${reason === null ? "" : reason}`];
}
