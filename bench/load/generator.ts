import { planQueues } from "../world/queues.ts";
import { sendAll } from "./connection.ts";
import type { LoadOutcome, LoadPlan } from "./loadPlan.ts";
import { requestOf } from "./requests.ts";

/*
 * The load generator, a process of its own:  plan ──► (prepares everything) ──► "ready" ──► "go" ──► outcome
 */

type Message = { readonly plan: LoadPlan } | { readonly go: true };

let run: (() => Promise<LoadOutcome>) | undefined;

process.on("message", (message: Message) => {
  if ("plan" in message) {
    run = prepare(message.plan);
    process.send?.({ ready: true });
  } else {
    void run?.().then(
      (outcome) => process.send?.({ outcome }),
      (error: unknown) => process.send?.({ failed: String(error) }),
    );
  }
});
process.on("disconnect", () => process.exit());

function prepare(plan: LoadPlan): () => Promise<LoadOutcome> {
  const queues = planQueues(plan.tasks, plan).map((queue) => queue.map((group) => requestOf(plan, group)));
  const requestCount = queues.reduce((sum, queue) => sum + queue.length, 0);
  const eventCount = queues.flat().reduce((sum, request) => sum + request.events, 0);
  return async () => {
    const latencyMs = new Float64Array(requestCount);
    const dueAt = new Float64Array(requestCount);
    let answered = 0;
    let applied = 0;
    let sample = "";
    const startedAt = performance.now();
    const cpu = process.cpuUsage();
    if (plan.requestsPerSecond !== null) pace(queues, startedAt, plan.requestsPerSecond);
    await Promise.all(
      queues.map((queue) =>
        sendAll(plan, queue, (latency, count, answer) => {
          dueAt[answered] = Date.now() - latency;
          latencyMs[answered++] = latency;
          applied += count;
          if (sample === "" && count < plan.groupSize) sample = answer().slice(0, 2_000);
        }),
      ),
    );
    const durationMs = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpu);
    const notApplied = eventCount - applied;
    return {
      events: applied,
      durationMs,
      cpuMs: (user + system) / 1_000,
      dueAt,
      latencyMs,
      notApplied,
      sample,
    };
  };
}

/** Spreads the requests evenly over time, the connections in turn. */
function pace(queues: readonly { dueAt: number | null }[][], startedAt: number, perSecond: number): void {
  for (const [place, queue] of queues.entries()) {
    for (const [index, request] of queue.entries()) {
      request.dueAt = startedAt + ((index * queues.length + place) * 1_000) / perSecond;
    }
  }
}
