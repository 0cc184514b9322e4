import type { ExternalEventData } from "./eventSchemas.ts";
import type {
  AssignedData,
  NoticeSentData,
  ProjectedData,
  RungFiredData,
  TaskEvent,
  TransferredData,
} from "./taskEvent.ts";

interface EventData extends ExternalEventData {
  readonly assigned: AssignedData;
  readonly rungFired: RungFiredData;
  readonly projected: ProjectedData;
  readonly transferred: TransferredData;
  readonly noticeSent: NoticeSentData;
}

/**
 * Reads an event's data as that of one of the named types.
 *
 * The one place where parsed data gets its shape back: an action knows which types lead to it, and the data was checked by
 * the schema of its type before.
 */
export function dataOf<Type extends keyof EventData>(
  event: TaskEvent,
  ..._types: readonly Type[]
): EventData[Type] {
  return event.data as unknown as EventData[Type];
}
