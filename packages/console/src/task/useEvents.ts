import { useQuery } from "@tanstack/react-query";
import { call } from "../app/api.ts";
import type { Page, RecordedEvent } from "../app/shapes.ts";

// Ten pages of two hundred: no task of a county has that many events; the history says so if one does.
const mostPages = 10;

async function callHistory(id: string, signal: AbortSignal): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const after: string = cursor === null ? "" : `&cursor=${cursor}`;
    const answer: Page<RecordedEvent> = await call(`/v1/tasks/${id}/events?limit=200${after}`, { signal });
    events.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return events;
}

/** The history of a task, oldest first. */
export const useEvents = (id: string) =>
  useQuery({
    queryKey: ["task", id, "events"],
    queryFn: ({ signal }) => callHistory(id, signal),
  });

/** The history up to a revision, which never changes: asked for once. */
export const useSettledEvents = (id: string, revision: number) =>
  useQuery({
    queryKey: ["settled", id, revision],
    queryFn: ({ signal }) => callHistory(id, signal),
    staleTime: "static",
  });
