import { type DubanProblem, DubanUnreachable, parseProblem } from "./problem.ts";
import { nextDelayMs, parseRetryAfterMs, type RetryPolicy } from "./retry.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Where calls go, and how. */
export interface TransportOptions {
  readonly url: string;
  readonly key: string;
  readonly fetch: Fetch;
  readonly retry: RetryPolicy;
  readonly attemptTimeoutMs: number;
}

/**
 * One call to the server.
 *
 * `repeatable` says that sending it twice does what sending it once does, so that a lost answer may be asked for again.
 * A call that isn't is repeated only where the server says it did nothing (429, 503).
 */
export interface Call {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Makes a call and answers its JSON; throws DubanProblem for a "no", DubanUnreachable for silence, or the signal's reason. */
export type Transport = (call: Call) => Promise<unknown>;

type Attempt =
  | { readonly outcome: "answered"; readonly answer: unknown }
  | { readonly outcome: "refused"; readonly problem: DubanProblem; readonly retryAfterMs: number | undefined }
  | { readonly outcome: "silent"; readonly cause: unknown };

// Said by the server: nothing was done. The other two come from a proxy that can't know.
const undone = [429, 503];
const unsure = [502, 504];

/** A transport that repeats what may be repeated, the same bytes each time, within the policy's bounds. */
export function createTransport(options: TransportOptions): Transport {
  return async (call) => {
    const url = addressOf(options.url, call);
    const init = requestOf(options.key, call);
    for (let attempt = 1; ; attempt += 1) {
      const tried = await tryOnce(options, url, init, call.signal);
      if (tried.outcome === "answered") return tried.answer;
      const delayMs = mayRepeat(call, tried)
        ? nextDelayMs(options.retry, attempt, tried.outcome === "refused" ? tried.retryAfterMs : undefined)
        : undefined;
      if (delayMs === undefined) {
        throw tried.outcome === "refused" ? tried.problem : new DubanUnreachable(attempt, tried.cause);
      }
      await options.retry.wait(delayMs, call.signal);
    }
  };
}

function mayRepeat(call: Call, tried: Attempt): boolean {
  if (tried.outcome !== "refused") return call.repeatable;
  const { status } = tried.problem;
  return undone.includes(status) || (call.repeatable && unsure.includes(status));
}

async function tryOnce(
  options: TransportOptions,
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(options.attemptTimeoutMs);
  const both = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  try {
    const response = await options.fetch(url, { ...init, signal: both });
    if (response.ok) return { outcome: "answered", answer: await readJson(response) };
    const retryAfterMs = parseRetryAfterMs(response.headers.get("retry-after"), Date.now());
    return { outcome: "refused", problem: await parseProblem(response), retryAfterMs };
  } catch (cause) {
    // The caller's own abort is no silence of the server's.
    signal?.throwIfAborted();
    return { outcome: "silent", cause };
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}

function addressOf(base: string, call: Call): string {
  const url = new URL(call.path, base.endsWith("/") ? base : `${base}/`);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

/** Made once and outside of any attempt: what can't be sent at all (a key that is no header text) is no silence. */
function requestOf(key: string, call: Call): RequestInit {
  const headers = new Headers({
    accept: "application/json, application/problem+json",
    authorization: `Bearer ${key}`,
    ...call.headers,
  });
  if (call.body === undefined) return { method: call.method, headers, redirect: "error" };
  headers.set("content-type", call.contentType ?? "application/json");
  return { method: call.method, headers, redirect: "error", body: JSON.stringify(call.body) };
}
