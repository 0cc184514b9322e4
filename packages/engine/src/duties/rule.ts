import { createRequire } from "node:module";
import type { RRule } from "rrule";
import { type Day, dayMs, findDay } from "../time/day.ts";

// The package is CommonJS with ESM types; required, it is the same thing under every loader.
const rrule = createRequire(import.meta.url)("rrule") as typeof import("rrule");

/** A recurrence rule (RFC 5545, RECUR) of whole dates; `until` is its own last date, null if it has none. */
export interface Rule {
  readonly parts: ReadonlyMap<string, string>;
  readonly until: Day | null;
}

/** Why a text is no rule, in a sentence. */
export interface RuleFault {
  readonly fault: string;
}

const number = (range: string) => `[+-]?(?:${range})`;
const listOf = (item: string) => new RegExp(`^(?:${item})(?:,(?:${item}))*$`);

const partPatterns: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  WKST: /^(?:MO|TU|WE|TH|FR|SA|SU)$/,
  BYDAY: listOf(`(?:${number("[1-9]|[1-4]\\d|5[0-3]")})?(?:MO|TU|WE|TH|FR|SA|SU)`),
  BYMONTHDAY: listOf(number("[1-9]|[12]\\d|3[01]")),
  BYYEARDAY: listOf(number("[1-9]|[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6]")),
  BYWEEKNO: listOf(number("[1-9]|[1-4]\\d|5[0-3]")),
  BYMONTH: listOf("[1-9]|1[0-2]"),
  BYSETPOS: listOf(number("[1-9]|[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6]")),
};

/**
 * Reads a rule, with or without `RRULE:` before it; what is no rule of whole dates has a fault.
 *
 * Refused beside what the standard refuses: hours, minutes and seconds (an occurrence is a date), and the few combinations with
 * DAILY and WEEKLY that may never come, for which a search would not end in time.
 */
export function parseRule(text: string): Rule | RuleFault {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .split(";")) {
    const [name = "", value = "", ...more] = part.split("=");
    const pattern = partPatterns[name];
    if (pattern === undefined) return { fault: `${name || "an empty part"} is no part of a rule of dates` };
    if (more.length > 0 || !pattern.test(value))
      return { fault: `${name}=${value} is not what ${name} takes` };
    if (parts.has(name)) return { fault: `${name} is there twice` };
    parts.set(name, value);
  }
  const fault = combinationFault(parts);
  if (fault !== null) return { fault };
  const until = parts.get("UNTIL");
  const day =
    until === undefined ? null : findDay(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`);
  if (day === undefined) return { fault: `UNTIL=${until} is no date` };
  parts.delete("UNTIL");
  return { parts, until: day };
}

function combinationFault(parts: ReadonlyMap<string, string>): string | null {
  const has = (...names: string[]) => names.filter((name) => parts.has(name));
  const freq = parts.get("FREQ");
  if (freq === undefined) return "FREQ is missing";
  if (parts.has("COUNT") && parts.has("UNTIL")) return "COUNT and UNTIL exclude each other";
  if (parts.has("BYSETPOS") && has("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH").length === 0) {
    return "BYSETPOS chooses among what another BY part gives";
  }
  if (freq !== "YEARLY" && has("BYYEARDAY", "BYWEEKNO").length > 0)
    return `${has("BYYEARDAY", "BYWEEKNO")[0]} goes with YEARLY`;
  if (freq === "MONTHLY" || freq === "YEARLY") return null;
  const [unfit] = has("BYMONTHDAY", "BYSETPOS");
  if (unfit !== undefined) return `${unfit} goes with MONTHLY or YEARLY`;
  if (/\d/.test(parts.get("BYDAY") ?? "")) return "A numbered BYDAY goes with MONTHLY or YEARLY";
  if (freq === "DAILY" && (parts.get("INTERVAL") ?? "1") !== "1" && has("BYDAY", "BYMONTH").length > 0) {
    return "DAILY with an INTERVAL takes no BY part";
  }
  return null;
}

/** Tells a fault from a rule. */
export const isRuleFault = (value: Rule | RuleFault): value is RuleFault => "fault" in value;

/** The first date after `after`, not before `startsOn`, on which the rule comes round; null if there is none. */
export function nextDate(rule: Rule, startsOn: Day, after: Day): Day | null {
  const next = recurring(rule, startsOn, after).after(dateOf(Math.max(after, startsOn - 1)), false);
  const day = next === null ? null : next.getTime() / dayMs;
  return day === null || (rule.until !== null && day > rule.until) ? null : day;
}

/** The dates x with `after` < x ≤ `upTo` on which the rule comes round. */
export function datesBetween(rule: Rule, startsOn: Day, after: Day, upTo: Day): Day[] {
  const last = rule.until === null ? upTo : Math.min(upTo, rule.until);
  const first = Math.max(after + 1, startsOn);
  if (first > last) return [];
  return recurring(rule, startsOn, after)
    .between(dateOf(first), dateOf(last), true)
    .map((date) => date.getTime() / dayMs);
}

// Dates go to the library as midnights in UTC, which it leaves alone: no zone has a part in which date it is.
const dateOf = (day: Day): Date => new Date(day * dayMs);

/** The library's rule, begun as near before `after` as keeps its step, so that an old duty costs what a new one does. */
function recurring({ parts }: Rule, startsOn: Day, after: Day): RRule {
  const text = [...parts].map(([name, value]) => `${name}=${value}`).join(";");
  const dtstart = dateOf(parts.has("COUNT") ? startsOn : nearStart(parts, startsOn, after));
  return new rrule.RRule({
    ...rrule.RRule.parseString(text),
    dtstart,
    byhour: [0],
    byminute: [0],
    bysecond: [0],
  });
}

function nearStart(parts: ReadonlyMap<string, string>, startsOn: Day, after: Day): Day {
  const stepDays = { DAILY: 1, WEEKLY: 7 }[parts.get("FREQ") ?? ""];
  if (stepDays === undefined || after <= startsOn) return startsOn;
  const step = stepDays * Number(parts.get("INTERVAL") ?? 1);
  // One step more than needed: a week is begun whole, whatever day it starts on.
  return startsOn + Math.max(0, Math.floor((after - startsOn) / step) - 1) * step;
}
