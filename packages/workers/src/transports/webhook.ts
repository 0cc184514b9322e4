import { Agent, errors, request } from "undici";
import { parseRetryAfter } from "../retrySchedule.ts";
import { ForbiddenAddress, lookupPublic, webhookUrlProblem } from "./publicAddress.ts";
import { signatureHeaders } from "./signature.ts";

/** One message as it leaves the building; `id` stays the same in every attempt. */
export interface WebhookMessage {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
}

/** How a try ended; `delivered` is any 2xx, `gone` is 410, `forbidden` never left this host. */
export const deliveryOutcomes = [
  "delivered",
  "rejected",
  "gone",
  "timeout",
  "unreachable",
  "forbidden",
] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** What came of one try. `status` is null if no answer came; `retryAfterMs` is what a 429 or 503 asked for. */
export interface Sent {
  readonly outcome: DeliveryOutcome;
  readonly status: number | null;
  readonly detail: string | null;
  readonly retryAfterMs: number | null;
  readonly durationMs: number;
}

/** Sends messages. The world's "no" comes back as a value; only aborting by `signal` rejects. */
export interface WebhookTransport {
  /** The longest a sending takes. */
  readonly timeoutMs: number;
  send(message: WebhookMessage, signal: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}

export interface WebhookTransportOptions {
  /** Lets http and addresses that are not public pass; for closed networks and tests. */
  readonly allowPrivate: boolean;
  /** From the look-up of the name to the end of the answer; 15 s is the least that Standard Webhooks advises. */
  readonly timeoutMs?: number;
}

/** Enough to show a person why a receiver said no; more is not read. */
const excerptBytes = 1_024;

/** A transport that posts by HTTP as Standard Webhooks 1.0.0 has it: signed, in JSON, following no redirect. */
export function createWebhookTransport(options: WebhookTransportOptions): WebhookTransport {
  const timeoutMs = options.timeoutMs ?? 15_000;
  const agent = new Agent({
    connect: { timeout: timeoutMs, ...(options.allowPrivate ? {} : { lookup: lookupPublic }) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 16_384,
    keepAliveTimeout: 4_000,
    // An endpoint that is slow occupies its own connections only.
    connections: 16,
  });
  const post = async (message: WebhookMessage, signal: AbortSignal): Promise<Omit<Sent, "durationMs">> => {
    const problem = webhookUrlProblem(message.url, options.allowPrivate);
    if (problem !== undefined) return failure("forbidden", problem);
    // One controller a message and not AbortSignal.any: what hangs on the caller's signal, which lives as long as the
    // process, is taken off it again.
    const either = new AbortController();
    const abort = () => either.abort();
    const timer = setTimeout(abort, timeoutMs);
    signal.addEventListener("abort", abort);
    try {
      return await answerOf(message, agent, either.signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return either.signal.aborted
        ? failure("timeout", `no answer within ${timeoutMs} ms`)
        : failureOf(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  };
  return {
    timeoutMs,
    async send(message, signal) {
      const startedAt = performance.now();
      const sent = await post(message, signal);
      return { ...sent, durationMs: Math.round(performance.now() - startedAt) };
    },
    close: () => agent.destroy(),
  };
}

async function answerOf(
  message: WebhookMessage,
  agent: Agent,
  signal: AbortSignal,
): Promise<Omit<Sent, "durationMs">> {
  const { statusCode, headers, body } = await request(message.url, {
    dispatcher: agent,
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "duban-webhooks",
      ...signatureHeaders(message, Date.now()),
    },
    body: message.body,
    signal,
  });
  // An answer that is cut off, by us or by its sender, is an error event; without a listener it would end the process.
  body.on("error", () => undefined);
  if (statusCode >= 200 && statusCode < 300) {
    // The status has settled it; the rest is read, in bounds, so that the connection can serve again.
    await body.dump({ limit: excerptBytes, signal }).catch(() => undefined);
    return { outcome: "delivered", status: statusCode, detail: null, retryAfterMs: null };
  }
  const detail = statusCode >= 300 && statusCode < 400 ? "redirects are not followed" : await excerptOf(body);
  body.destroy();
  const retryAfter = headers["retry-after"];
  return {
    outcome: statusCode === 410 ? "gone" : "rejected",
    status: statusCode,
    detail,
    retryAfterMs:
      statusCode === 429 || statusCode === 503
        ? parseRetryAfter(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, Date.now())
        : null,
  };
}

/** The beginning of an answer as text, for a person; null if it is empty or breaks off. */
async function excerptOf(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= excerptBytes) break;
    }
  } catch {
    // The status is what counts, and it is known: a body that stalls or breaks off adds nothing to it.
  }
  // Postgres takes no NUL in text.
  const text = Buffer.concat(chunks).subarray(0, excerptBytes).toString("utf8").replaceAll("\0", "").trim();
  return text === "" ? null : text;
}

const failure = (outcome: DeliveryOutcome, detail: string): Omit<Sent, "durationMs"> => ({
  outcome,
  status: null,
  detail,
  retryAfterMs: null,
});

function failureOf(error: unknown): Omit<Sent, "durationMs"> {
  if (error instanceof ForbiddenAddress) return failure("forbidden", error.message);
  const timedOut =
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError;
  if (timedOut) return failure("timeout", error.message);
  const { message, code } = error as NodeJS.ErrnoException;
  return failure("unreachable", [code, message].filter(Boolean).join(": ").slice(0, excerptBytes));
}
