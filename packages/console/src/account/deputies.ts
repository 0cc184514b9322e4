import type { Deputy } from "../app/shapes.ts";

/** A deputy as a list of them is put: dates are whole, instants exact. */
export interface DeputyRequest {
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
}

// The server takes so many; of those that are over, the latest are kept.
const most = 50;

const requestOf = ({ deputy, from, to, reason }: Deputy): DeputyRequest => ({
  deputy,
  from,
  to,
  ...(reason === null ? {} : { reason }),
});

const isOver = ({ to }: Deputy, now: string): boolean => Date.parse(to) <= Date.parse(now);

/** The whole list with one more. */
export function withDeputy(
  deputies: readonly Deputy[],
  added: DeputyRequest,
  now: string,
): readonly DeputyRequest[] {
  const running = deputies.filter((deputy) => !isOver(deputy, now));
  const room = Math.max(0, most - 1 - running.length);
  const over = deputies.filter((deputy) => isOver(deputy, now));
  return [...over.slice(Math.max(0, over.length - room)), ...running].map(requestOf).concat(added);
}

/** The whole list with one ended at `now`; one that has not begun is left out. */
export const withoutDeputy = (
  deputies: readonly Deputy[],
  ended: Deputy,
  now: string,
): readonly DeputyRequest[] =>
  deputies.flatMap((deputy) => {
    if (deputy !== ended) return [requestOf(deputy)];
    return Date.parse(deputy.from) < Date.parse(now) ? [{ ...requestOf(deputy), to: now }] : [];
  });

/** Where a deputation stands at `now`. */
export function standingOf(deputy: Deputy, now: string): "inForce" | "toCome" | "over" {
  if (isOver(deputy, now)) return "over";
  return deputy.inForce ? "inForce" : "toCome";
}
