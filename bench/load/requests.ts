import { cloudEventOf, type SentEvent } from "../world/traffic.ts";
import type { WireRequest } from "./connection.ts";
import type { LoadPlan } from "./loadPlan.ts";

/** A group of events as one HTTP request: alone structured, else a batch. */
export function requestOf(
  plan: Pick<LoadPlan, "host" | "port" | "keys">,
  group: readonly SentEvent[],
): WireRequest {
  const [first] = group;
  const events = group.map(cloudEventOf);
  const isBatch = group.length > 1;
  const body = JSON.stringify(isBatch ? events : events[0]);
  const head = [
    "POST /v1/events HTTP/1.1",
    `host: ${plan.host}:${plan.port}`,
    `authorization: Bearer ${plan.keys[first?.sender ?? ""] ?? ""}`,
    `content-type: application/cloudevents${isBatch ? "-batch" : ""}+json; charset=utf-8`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return { bytes: Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`), events: group.length, dueAt: null };
}
