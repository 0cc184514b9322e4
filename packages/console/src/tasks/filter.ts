/**
 * Which tasks a list shows, as the address says it: `/tasks?state=assigned,inProgress&unit=nyj&overdue=true`.
 *
 * The names are the API's, but for `state=open`, which stands for every state in which something is still to be done.
 */
export const filterNames = [
  "state",
  "unit",
  "card",
  "programme",
  "line",
  "dueFrom",
  "dueBefore",
  "overdue",
  "request",
  "handler",
  "words",
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filter = Partial<Readonly<Record<FilterName, string>>>;

export const openStates = [
  "assigned",
  "declined",
  "inProgress",
  "suspended",
  "underInspection",
  "inspected",
] as const;
export const endedStates = ["closed", "archived", "terminated", "waived"] as const;

const open = openStates.join(",");
const ended = endedStates.join(",");

/** The filter in an address. What is not a filter there is left out. */
export function filterOf(search: URLSearchParams): Filter {
  const found: Partial<Record<FilterName, string>> = {};
  for (const name of filterNames) {
    const value = search.get(name);
    if (value !== null && value !== "") found[name] = value;
  }
  return found;
}

/** The address of the list that a filter gives. */
export function listPath(filter: Filter): string {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = filter[name];
    if (value !== undefined && value !== "") search.set(name, value);
  }
  const text = search.toString();
  return text === "" ? "/tasks" : `/tasks?${text}`;
}

/** The filter as the API takes it, a page of it. */
export function apiQuery(filter: Filter, limit: number, cursor: string | null): string {
  const search = new URLSearchParams({ limit: String(limit), ...apiFilter(filter) });
  if (cursor !== null) search.set("cursor", cursor);
  return search.toString();
}

/** The filter as the API takes it, of whatever call. */
export function apiFilter(filter: Filter): Readonly<Record<string, string>> {
  const state = filter.state === "open" ? open : filter.state === "ended" ? ended : filter.state;
  const asked: Record<string, string> = {};
  for (const name of filterNames) {
    const value = name === "state" ? state : filter[name];
    if (value !== undefined && value !== "") asked[name] = value;
  }
  return asked;
}

/** Whether two filters are one. */
export const isSameFilter = (one: Filter, other: Filter): boolean => listPath(one) === listPath(other);
