/**
 * A deadline, in one of the five ways a county gives one.
 *
 * `workdays` and `days` count from the day after the start and end at the close of that day; `on` and `month` end at the
 * close of the date and of the month's last date, whatever day it is; `at` is an instant, RFC 3339 with offset.
 */
export type Deadline =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly on: string }
  | { readonly month: string }
  | { readonly at: string };

/** What is left of a held clock, in the clock's own unit. */
export type Remainder =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly milliseconds: number };
