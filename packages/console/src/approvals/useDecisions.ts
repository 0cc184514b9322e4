import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../app/api.ts";
import { behalfHeader } from "../app/behalf.ts";
import type { Approval, EventResult } from "../app/shapes.ts";
import { faultOf, groupsOf, type Side } from "./decide.ts";

export interface Decision {
  readonly side: Side;
  readonly approvals: readonly Approval[];
}

/** What became of each, in the order in which they were sent; `fault` is null where it was done. */
export interface Decided {
  readonly side: Side;
  readonly results: readonly { readonly approval: Approval; readonly fault: string | null }[];
}

interface Results {
  readonly results: readonly Pick<EventResult, "status" | "problem">[];
}

/**
 * Sends decisions, each with its own result: one that is refused keeps none of the others back.
 *
 * Those for others go in a call of their own, in their name. Sent again after a lost answer, a decision is found to be there.
 */
export function useDecisions() {
  const queries = useQueryClient();
  const [decided, setDecided] = useState<Decided | null>(null);
  const decide = async ({ side, approvals }: Decision, words: string): Promise<void> => {
    const said = words.trim();
    const answers = [];
    for (const { onBehalfOf, approvals: group } of groupsOf(approvals)) {
      const { results } = await call<Results>("/v1/approvals/decide", {
        method: "POST",
        headers: behalfHeader(onBehalfOf),
        body: {
          decisions: group.map(({ task, expectedrevision }) => ({
            task: task.id,
            decision: side,
            revision: expectedrevision,
            ...(said === "" ? {} : { reason: said }),
          })),
        },
      });
      answers.push(
        ...group.map((approval, place) => {
          const result = results[place];
          return { approval, fault: result === undefined ? "internal-error" : faultOf(result) };
        }),
      );
    }
    setDecided({ side, results: answers });
    await queries.invalidateQueries();
  };
  return { decide, decided, forget: () => setDecided(null) };
}
