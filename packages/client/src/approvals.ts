import type { Approval, ApprovalKind, Decision, Deputy, DeputyRequest } from "./approval.ts";
import type { CallOptions } from "./client.ts";
import { listItems } from "./page.ts";
import type { EventResult } from "./taskEvent.ts";
import type { Transport } from "./transport.ts";

/** A call in somebody's stead: the id of the person whose deputy the caller is now. */
export interface ActingOptions extends CallOptions {
  readonly onBehalfOf?: string;
}

/** What waits for the caller and deciding on it; who stands in for whom. */
export interface Approvals {
  /** Most urgent first: his own and, without `onBehalfOf`, those of whom he stands in for. */
  listApprovals(filter?: { readonly kind?: ApprovalKind }, options?: ActingOptions): AsyncIterable<Approval>;
  /** Results in the order given; one that is refused harms no other. More than a call takes go as several. */
  decide(decisions: readonly Decision[], options?: ActingOptions): Promise<EventResult[]>;
  /** The whole list, in place of the one before. */
  putDeputies(person: string, deputies: readonly DeputyRequest[], options?: CallOptions): Promise<void>;
  listDeputies(person: string, options?: CallOptions): AsyncIterable<Deputy>;
}

// What one call takes.
const most = 1_000;

/** The header by which somebody acts for another. */
export const behalfOf = ({ onBehalfOf }: ActingOptions): Record<string, string> =>
  onBehalfOf === undefined ? {} : { "on-behalf-of": encodeURIComponent(onBehalfOf) };

const deputiesPath = (person: string): string => `v1/people/${encodeURIComponent(person)}/deputies`;

export function approvals(transport: Transport): Approvals {
  return {
    listApprovals: (filter = {}, options = {}) =>
      listItems<Approval>(transport, {
        path: "v1/approvals",
        query: { ...filter },
        headers: behalfOf(options),
        signal: options.signal,
      }),
    decide: async (decisions, options = {}) => {
      const results: EventResult[] = [];
      for (let start = 0; start < decisions.length; start += most) {
        const answer = await transport({
          method: "POST",
          path: "v1/approvals/decide",
          body: { decisions: decisions.slice(start, start + most) },
          headers: behalfOf(options),
          // Each has an id that follows from what it decides: what came through before is a duplicate.
          repeatable: true,
          signal: options.signal,
        });
        results.push(...(answer as { results: EventResult[] }).results);
      }
      return results;
    },
    putDeputies: async (person, deputies, options = {}) => {
      await transport({
        method: "PUT",
        path: deputiesPath(person),
        body: deputies,
        repeatable: true,
        ...options,
      });
    },
    // The server answers them whole, and takes no page.
    listDeputies: async function* (person, options = {}) {
      const answer = await transport({
        method: "GET",
        path: deputiesPath(person),
        repeatable: true,
        ...options,
      });
      yield* (answer as { items: Deputy[] }).items;
    },
  };
}
