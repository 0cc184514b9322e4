import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createEventId, sendEvents } from "../app/sendEvent.ts";
import { useMe } from "../app/session.tsx";
import type { Task } from "../app/shapes.ts";
import { choiceOf, faultOf } from "./decide.ts";

export interface Decision {
  readonly side: "approve" | "refuse";
  readonly tasks: readonly Task[];
}

export interface Decided {
  readonly done: number;
  readonly faultByTask: ReadonlyMap<string, string>;
}

/** Sends decisions as one batch, each task's with its own result; one that is refused keeps none of the others back. */
export function useDecisions() {
  const me = useMe();
  const queries = useQueryClient();
  const [decided, setDecided] = useState<Decided | null>(null);
  const decide = async ({ side, tasks }: Decision, words: string): Promise<void> => {
    const said = words.trim();
    const { results } = await sendEvents(
      me.key.id,
      tasks.map((task) => {
        const type = choiceOf(task)[side];
        const name = side === "refuse" ? "reason" : "note";
        // Granting an extension takes no note: what is granted is what was asked for.
        const isSilent = said === "" || type === "extensionGranted";
        return {
          id: createEventId(),
          type,
          task: task.id,
          data: isSilent ? {} : { [name]: said },
          seen: task.revision,
        };
      }),
    );
    const faults = results.flatMap((result): [string, string][] => {
      const fault = faultOf(result);
      return fault === null ? [] : [[result.task, fault]];
    });
    setDecided({ done: results.length - faults.length, faultByTask: new Map(faults) });
    await queries.invalidateQueries();
  };
  return { decide, decided, forget: () => setDecided(null) };
}
