import type { ExternalEventType } from "@duban/engine";
import { createRandom } from "../statistics.ts";

/** A task to send events about. */
export interface WorkingTask {
  readonly id: string;
  readonly unit: string;
}

/** An event somebody sends: `sender` names who, `source` and `id` are the CloudEvent's. */
export interface SentEvent {
  readonly sender: string;
  readonly source: string;
  readonly id: string;
  readonly type: ExternalEventType;
  readonly task: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Step {
  readonly type: ExternalEventType;
  readonly by: "unit" | "inspector" | "supervisor";
  readonly data: Readonly<Record<string, unknown>>;
}

interface Work extends WorkingTask {
  readonly steps: readonly Step[];
  done: number;
}

/**
 * The way of one task from signing to closing, some ten to eighteen events: two thirds are progress, one in five is returned
 * for rework once. Texts are as long as people write them; every third progress names a photo.
 */
function stepsOf(random: () => number): Step[] {
  const steps: Step[] = [{ type: "accepted", by: "unit", data: {} }];
  const progressCount = 6 + Math.floor(random() * 7);
  for (let index = 1; index <= progressCount; index++) {
    steps.push(progress(Math.floor((90 * index) / progressCount), random));
  }
  steps.push(submitted);
  if (random() < 0.2) {
    steps.push({ type: "failed", by: "inspector", data: { reason: "现场核查：成活率不足，补植后再报。" } });
    steps.push(progress(95, random), progress(100, random), submitted);
  }
  steps.push({
    type: "passed",
    by: "inspector",
    data: { findings: "现场核查：任务完成，资料齐全，情况属实。" },
  });
  steps.push({ type: "closureApproved", by: "supervisor", data: { note: "同意办结" } });
  return steps;
}

const submitted: Step = {
  type: "submitted",
  by: "unit",
  data: { result: "已完成荒山绿化任务，验收材料齐全，请予核查。" },
};

function progress(percent: number, random: () => number): Step {
  const evidence = [{ name: "现场", url: "https://files.example.org/2026/03/slope-east.jpg" }];
  return {
    type: "progressed",
    by: "unit",
    data: {
      progress: percent,
      note: `本周完成整地和栽植，累计完成${percent}%，下周继续推进道路两侧地块。`,
      ...(random() < 0.33 ? { evidence } : {}),
    },
  };
}

/** How much of a task's work is under way at once for each event that goes out together: keeps the mix even from the start. */
const openShare = 3;

/**
 * Groups of events in the order in which one connection sends them; each group has one sender, and a task's events stand in
 * its own order, at most one of a task in a group. Ends when no sender can fill a group any more, or at `groups`.
 *
 * The same tasks and seed give the same traffic but for the events' ids, which begin with `run`.
 */
export function planTraffic(
  tasks: readonly WorkingTask[],
  options: {
    readonly groupSize: number;
    readonly groups: number;
    readonly seed: number;
    readonly run: string;
  },
): SentEvent[][] {
  const random = createRandom(options.seed);
  const fresh = [...tasks].reverse();
  const ready = new Map<string, Work[]>();
  let open = 0;
  const enter = (work: Work) => {
    const step = work.steps[work.done];
    if (step === undefined) {
      open -= 1;
      return;
    }
    const sender = step.by === "unit" ? work.unit : step.by;
    const waiting = ready.get(sender) ?? [];
    ready.set(sender, waiting);
    // Anywhere in the queue, so that tasks begun together don't march in step.
    waiting.splice(Math.floor(random() * (waiting.length + 1)), 0, work);
  };
  const groups: SentEvent[][] = [];
  while (groups.length < options.groups) {
    for (
      let task = fresh.at(-1);
      task !== undefined && open < options.groupSize * openShare;
      task = fresh.at(-1)
    ) {
      fresh.pop();
      open += 1;
      enter({ ...task, steps: stepsOf(random), done: 0 });
    }
    const [sender, waiting] = fullest(ready);
    if (waiting.length < options.groupSize) break;
    const taken = waiting.splice(0, options.groupSize);
    groups.push(taken.map((work) => send(work, sender, options.run)));
    for (const work of taken) enter(work);
  }
  return groups;
}

function fullest(ready: ReadonlyMap<string, Work[]>): [string, Work[]] {
  let best: [string, Work[]] = ["", []];
  for (const entry of ready) if (entry[1].length > best[1].length) best = entry;
  return best;
}

function send(work: Work, sender: string, run: string): SentEvent {
  const step = work.steps[work.done];
  if (step === undefined) throw new Error("a finished task is sent no events");
  work.done += 1;
  const id = `${run}-${work.id}-${work.done}`;
  return { sender, source: `urn:bench:${sender}`, id, type: step.type, task: work.id, data: step.data };
}

/** The event in the JSON format of CloudEvents 1.0. */
export const cloudEventOf = ({ source, id, type, task, data }: SentEvent) => ({
  specversion: "1.0",
  id,
  source,
  type: `duban.task.${type}`,
  subject: task,
  datacontenttype: "application/json",
  data,
});
