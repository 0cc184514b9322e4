import type { Letter, LetterFacts } from "@duban/documents";
import {
  type Calendar,
  type ClockName,
  dayOf,
  findMatter,
  formatDay,
  overdueWorkdays,
  type RecordedEvent,
  type TaskState,
} from "@duban/engine";
import type { Api } from "../api.ts";
import { findAllUnits } from "../unitList.ts";
import { type FoundLetter, type FoundLetters, textIn } from "./findLetters.ts";
import { stateAt } from "./stateAt.ts";

const sources: Readonly<Record<string, string>> = {
  meeting: "会议议定事项",
  instruction: "领导批示",
  document: "文件要求",
  hotline: "热线转办事项",
  proposal: "建议提案",
  petition: "信访事项",
  other: "工作安排",
};

/** What a letter says: the task's terms and clocks as they stood right after its event, not as they stand now. */
export async function readLetter(
  api: Api,
  tenantId: number,
  task: TaskState,
  found: FoundLetter,
  { history, calendar }: FoundLetters,
): Promise<{ facts: LetterFacts; letter: Letter }> {
  const [before, then, matter, units] = await Promise.all([
    stateAt(api, tenantId, history, Math.max(1, found.revision - 1)),
    stateAt(api, tenantId, history, found.revision),
    findMatter(api.database, tenantId, task.matter),
    findAllUnits(api.database, tenantId),
  ]);
  const source = matter?.source;
  const signsBy = then.clocks.find(({ name, state }) => name === "sign" && state === "running");
  const facts = {
    number: task.number,
    title: task.title,
    unitName: units.find(({ code }) => code === then.unit)?.name ?? then.unit,
    role: then.role,
    requirement: matter?.requirement ?? null,
    source: `${sources[source?.kind ?? "other"] ?? ""}${source?.ref ? `（${source.ref}）` : ""}`,
    dueOn: dueOn(then, "finish", calendar) ?? found.on,
    signByOn: signsBy === undefined ? null : dueOn(then, "sign", calendar),
  };
  return { facts, letter: letterOf(found, { before, then }, calendar) };
}

function dueOn({ clocks }: TaskState, name: ClockName, calendar: Calendar): string | null {
  const clock = clocks.find((each) => each.name === name);
  return clock === undefined ? null : formatDay(dayOf(calendar, clock.dueAt));
}

function lateAt({ clocks }: TaskState, calendar: Calendar, at: number): number {
  const finish = clocks.find(({ name }) => name === "finish");
  return finish === undefined ? 0 : overdueWorkdays(finish, calendar, at);
}

function letterOf(
  { kind, on, event }: FoundLetter,
  states: { readonly before: TaskState; readonly then: TaskState },
  calendar: Calendar,
): Letter {
  const { then } = states;
  const late = lateAt(then, calendar, event.recordedAt);
  switch (kind) {
    case "assignment":
      return { kind, on };
    case "urge":
      return { kind, on, ordinal: then.urges, overdueWorkdays: late, words: textIn(event, "note") };
    case "card":
      return { kind, on, card: then.card, overdueWorkdays: late };
    case "extension":
      return { kind, on, ...extensionOf(event, states, calendar) };
  }
}

/** What was asked for, as the task stood before it was answered, and what came of it. */
function extensionOf(
  event: RecordedEvent,
  { before, then }: { readonly before: TaskState; readonly then: TaskState },
  calendar: Calendar,
): Omit<Extract<Letter, { kind: "extension" }>, "kind" | "on"> {
  const { request } = before;
  const granted = event.type === "extensionGranted";
  return {
    granted,
    reason: textIn(event, "reason", "note"),
    askedReason: request?.reason ?? null,
    askedDueOn: request?.dueAt == null ? null : formatDay(dayOf(calendar, request.dueAt)),
    newDueOn: granted ? dueOn(then, "finish", calendar) : null,
  };
}
