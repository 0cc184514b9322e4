import { dateAfter } from "./zone.ts";

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const dayMs = 86_400_000;

/** A duty's terms as they are stored, as far as the model reads them. */
export interface DutyBody {
  readonly rule: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly time: string | null;
  readonly adjust: string;
  readonly calendar: string;
  readonly enabled: boolean;
}

/** Whether the rule comes round on the date: of the rules that the bench makes up, judged by the date alone. */
export function comesRound({ rule, startsOn, endsOn }: DutyBody, date: string): boolean {
  if (date < startsOn || (endsOn !== null && date > endsOn)) return false;
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  if (parts.get("FREQ") === "DAILY") {
    const days = (Date.parse(date) - Date.parse(startsOn)) / dayMs;
    return days % Number(parts.get("INTERVAL") ?? 1) === 0;
  }
  const named = (parts.get("BYDAY") ?? parts.get("BYMONTHDAY") ?? "").split(",");
  if (parts.get("FREQ") === "WEEKLY") return named.includes(weekdays[new Date(date).getUTCDay()] ?? "");
  const isLast = dateAfter(date, 1).slice(5, 7) !== date.slice(5, 7);
  return named.includes(String(Number(date.slice(8)))) || (isLast && named.includes("-1"));
}
