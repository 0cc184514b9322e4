import type { Client, Delivery, Matter, Notice, RecordedEvent, Task } from "@duban/client";
import { people } from "../county/people.ts";

/** The whole ledger as the server has it, read over the API alone. */
export interface Ledger {
  readonly matters: readonly Matter[];
  readonly tasks: readonly Task[];
  readonly eventsByTask: ReadonlyMap<string, readonly RecordedEvent[]>;
  readonly notices: readonly Notice[];
  readonly deliveries: readonly Delivery[];
}

/** Reads it, eight questions at a time. */
export async function readLedger(
  client: Client,
  matterIds: readonly string[],
  webhook: string,
  options: { readonly signal: AbortSignal },
): Promise<Ledger> {
  const tasks = await all(client.listTasks({}, options));
  const matters = await mapInParallel(matterIds, (id) => client.getMatter(id, options));
  const histories = await mapInParallel(tasks, async (task) => {
    return [task.id, await all(client.listTaskEvents(task.id, options))] as const;
  });
  const notices = await mapInParallel(people, (person) => all(client.listNotices(person.id, options)));
  return {
    matters,
    tasks,
    eventsByTask: new Map(histories),
    notices: notices.flat(),
    deliveries: await all(client.listDeliveries(webhook, options)),
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function mapInParallel<In, Out>(items: readonly In[], map: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const rest = items.entries();
  const work = async () => {
    for (const [index, item] of rest) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return results;
}
