import type { EventResult, Fetch } from "@duban/client";

/** What a bad line has cost so far: events that were applied while their answer was lost. */
export interface Losses {
  answers: number;
  appliedEvents: number;
}

/**
 * A department's bad line: now and then the server does what it was asked and the answer is lost on the way back.
 *
 * The request reaches the server whole, so the client, which can't know that, must ask again; only answers to events and
 * to matters are lost, and never two in a row. `chance` decides, so the same answers are lost in every run.
 */
export function lossyFetch(chance: () => number, share: number, losses: Losses): Fetch {
  let spared = false;
  return async (url, init) => {
    const response = await fetch(url, init);
    const loses = init.method === "POST" && !spared && response.ok && chance() < share;
    spared = loses;
    if (!loses) return response;
    losses.answers += 1;
    losses.appliedEvents += countApplied(await response.json());
    throw new TypeError("the connection was cut before the answer came (the demo's own doing)");
  };
}

function countApplied(answer: unknown): number {
  const { results, status } = answer as { results?: EventResult[]; status?: string };
  if (results === undefined) return status === "applied" ? 1 : 0;
  return results.filter((result) => result.status === "applied").length;
}
