import type { CloudEvent } from "./taskEvent.ts";

/** The contract's limits of one request: 1,000 events, 1 MiB; a little is left for brackets and commas. */
const maxEvents = 1000;
const maxBytes = 1024 * 1024 - 4096;

const encoder = new TextEncoder();

/** Cuts events into batches the server takes, keeping their order; one event too large for any batch is alone in its own. */
export function chunkEvents(
  events: readonly CloudEvent[],
  limits: { readonly events: number; readonly bytes: number } = { events: maxEvents, bytes: maxBytes },
): CloudEvent[][] {
  const chunks: CloudEvent[][] = [];
  let chunk: CloudEvent[] = [];
  let size = 0;
  for (const event of events) {
    const bytes = encoder.encode(JSON.stringify(event)).length + 1;
    if (chunk.length > 0 && (chunk.length >= limits.events || size + bytes > limits.bytes)) {
      chunks.push(chunk);
      chunk = [];
      size = 0;
    }
    chunk.push(event);
    size += bytes;
  }
  return chunk.length === 0 ? chunks : [...chunks, chunk];
}
