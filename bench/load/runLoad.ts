import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { LoadOutcome, LoadPlan } from "./loadPlan.ts";

/** A load generator that has everything prepared and waits for the word. */
export interface PreparedLoad {
  /** Sends it all; throws if an event was not answered `applied`, for then the figures mean nothing. */
  go(): Promise<LoadOutcome>;
}

type Answer = { readonly ready: true } | { readonly outcome: LoadOutcome } | { readonly failed: string };

/** Starts the generator's process and has it prepare the plan. */
export async function prepareLoad(plan: LoadPlan): Promise<PreparedLoad> {
  const child = fork(fileURLToPath(new URL("generator.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
  });
  const next = () =>
    new Promise<Answer>((resolve, reject) => {
      const gone = () => reject(new Error("the load generator ended"));
      child.once("exit", gone);
      child.once("message", (answer) => {
        child.off("exit", gone);
        resolve(answer as Answer);
      });
    });
  const ready = next();
  child.send({ plan });
  await ready;
  return {
    async go() {
      const answered = next();
      child.send({ go: true });
      const answer = await answered;
      child.disconnect();
      if (!("outcome" in answer))
        throw new Error("failed" in answer ? answer.failed : "the load generator went astray");
      const { outcome } = answer;
      if (outcome.notApplied > 0) {
        throw new Error(`${outcome.notApplied} events of the load were not applied, as: ${outcome.sample}`);
      }
      return outcome;
    },
  };
}

/** Prepares and sends. */
export const runLoad = async (plan: LoadPlan): Promise<LoadOutcome> => (await prepareLoad(plan)).go();
