/** A calendar as the API shows it and takes it. */
export interface CalendarBody {
  readonly timeZone: string;
  readonly dayStartsAt: string;
  readonly dayEndsAt: string;
  readonly coverage: { readonly from: string; readonly to: string };
  readonly days: Readonly<Record<string, "holiday" | "workday">>;
}
export interface CalendarInForce extends CalendarBody {
  readonly id: string;
  readonly version: number;
}

/** What is to become of days that were chosen; `plain` takes a day off the list again. */
export type Edits = Readonly<Record<string, "holiday" | "workday" | "plain">>;

/** Monday 0 to Sunday 6. */
export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Whether a day works, as listed or by its weekday. */
export function worksOn(days: CalendarBody["days"], date: string): boolean {
  return days[date] === undefined ? weekdayOf(date) < 5 : days[date] === "workday";
}

/** The edits after a day was chosen once more: the other way from what it is, then as it was. */
export function toggled(calendar: CalendarBody, edits: Edits, date: string): Edits {
  const { [date]: edit, ...rest } = edits;
  if (edit !== undefined) return rest;
  const listed = calendar.days[date];
  if (listed !== undefined) return { ...edits, [date]: "plain" };
  return { ...edits, [date]: worksOn(calendar.days, date) ? "holiday" : "workday" };
}

/** The calendar that the edits make of it, as `PUT` takes it. */
export function edited(calendar: CalendarBody, edits: Edits): CalendarBody {
  const { timeZone, dayStartsAt, dayEndsAt, coverage } = calendar;
  const days: Record<string, "holiday" | "workday"> = { ...calendar.days };
  for (const [date, edit] of Object.entries(edits)) {
    if (edit === "plain") delete days[date];
    else days[date] = edit;
  }
  return { timeZone, dayStartsAt, dayEndsAt, coverage, days };
}

/** The dates of a month, "2026-10". */
export function datesOf(month: string): readonly string[] {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, place) => `${month}-${String(place + 1).padStart(2, "0")}`);
}
