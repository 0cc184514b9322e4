import { describe, expect, it } from "vitest";
import type { NotifyEffect } from "../lifecycle/effects.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import { startClock } from "../time/clock.ts";
import { isClockRefusal } from "../time/deadline.ts";
import { wordingOf } from "./wording.ts";

const calendar = chinaCalendar("default", 1);
const startsAt = Date.parse("2026-09-28T10:00:00+08:00");

// Due on Saturday, 10 October 2026, a make-up day.
function taskAt(now: string): TaskState {
  const ladder = { id: "default", version: 1, rungs: [] };
  const finish = startClock({
    name: "finish",
    calendar,
    ladder,
    deadline: { workdays: 5 },
    now: startsAt,
    generation: 1,
  });
  if (isClockRefusal(finish)) throw new Error(finish.detail);
  const task = { number: "督〔2026〕12号", title: "绿化荒山", clocks: [finish], updatedAt: Date.parse(now) };
  return task as unknown as TaskState;
}

const effect = (subject: NotifyEffect["subject"], facts: NotifyEffect["facts"]): NotifyEffect => ({
  kind: "notify",
  subject,
  roles: ["handler"],
  persons: [],
  urgent: false,
  climb: true,
  facts: { dueAt: "2026-10-10T17:30:00+08:00", ...facts },
});

describe("a notice says what happened and how the time stands", () => {
  it.each([
    ["2026-09-30T09:00:00+08:00", "剩余3个工作日", "3 working day(s) left"],
    ["2026-10-10T09:00:00+08:00", "今日到期", "due today"],
    ["2026-10-11T09:00:00+08:00", "已逾期，", "overdue"],
    ["2026-10-13T09:00:00+08:00", "已逾期2个工作日", "2 working day(s) late"],
  ])("at %s: %s", (now, zh, en) => {
    const words = wordingOf(effect("urged", { n: 2 }), taskAt(now), calendar);
    expect(words.zh).toContain(zh);
    expect(words.en).toContain(en);
  });

  it("counts the urges, names the card, gives the reason, and leaves what a rung proposes to a person", () => {
    const task = taskAt("2026-10-13T09:00:00+08:00");
    expect(wordingOf(effect("urged", { n: 2 }), task, calendar).zh).toBe(
      "【第2次催办】督〔2026〕12号《绿化荒山》，已逾期2个工作日，10月10日 17:30 到期。",
    );
    expect(wordingOf(effect("failed", { reason: "苗木未成活" }), task, calendar).zh).toContain(
      "：苗木未成活",
    );
    const rung = wordingOf(
      effect("rungFired", { clock: "finish", card: "red", propose: "约谈" }),
      task,
      calendar,
    );
    expect(rung.zh).toContain("红牌·办结提醒，建议约谈（由人决定）");
  });
});
