import type { CurrentSession, SessionState } from "./shapes.ts";

/** Our own server's "no", or its silence (`unreachable`); what a page shows instead of what it asked for. */
export class ApiProblem extends Error {
  readonly kind: string;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(kind: string, status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body["detail"] === "string" ? body["detail"] : kind);
    this.kind = kind;
    this.status = status;
    this.body = body;
  }
}

const keyName = "duban.key";

/** A key lives with the tab: sessionStorage, never a cookie and never longer. Who signs in with an account has none. */
export const storedKey = (): string | null => sessionStorage.getItem(keyName);
export const storeKey = (key: string): void => sessionStorage.setItem(keyName, key);
export const dropKey = (): void => sessionStorage.removeItem(keyName);

let csrfToken = "";
let sessionPerson: string | null = null;

/** Remembers the session of the cookie: whose it is, and the token that every write carries beside it. */
export function keepSession(session: CurrentSession | null): void {
  csrfToken = session?.csrfToken ?? "";
  sessionPerson = session?.person.id ?? null;
}

// Longer than somebody reads without moving a hand; far shorter than the idle limit of a session.
const attendedMs = 60_000;
let touchedAt = Date.now();

/** Takes note from now on of whether somebody is there. Once, where the page begins. */
export function watchAttendance(): void {
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(kind, () => (touchedAt = Date.now()), { passive: true, capture: true });
  }
}

/** What every request carries to say who asks: the kept key, or what goes with the session's cookie. */
export function credentials(key: string | null = storedKey()): Record<string, string> {
  if (key !== null) return { authorization: `Bearer ${key}` };
  // The page looks again by itself all day: that alone must not keep a session alive.
  const isAttended = Date.now() - touchedAt < attendedMs;
  return { "x-duban-csrf": csrfToken, ...(isAttended ? {} : { "x-duban-unattended": "1" }) };
}

const refusalListeners = new Set<() => void>();

/** Calls `listener` whenever the server no longer knows the key; the answer stops it. */
export function onUnauthenticated(listener: () => void): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

export interface CallOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  /** Sent as it is, in the place of a JSON `body`. */
  readonly file?: Blob;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Instead of the stored one. */
  readonly key?: string;
  /** A 401 is an answer here, and no sign that the session is over. */
  readonly isSigningIn?: boolean;
}

/** Asks our server and answers its JSON; throws an `ApiProblem` for every other end. */
export const call = async <T>(path: string, options: CallOptions = {}): Promise<T> =>
  (await (await ask(path, options)).json().catch(() => ({}))) as T;

/** Asks our server and answers the response, of whatever kind; throws an `ApiProblem` for every other end. */
export async function ask(path: string, options: CallOptions = {}): Promise<Response> {
  try {
    return await askOnce(path, options);
  } catch (error) {
    // Another tab signed in anew: the cookie changed under this page, and with it the token for writes.
    const isStale = error instanceof ApiProblem && error.kind === "cross-site" && storedKey() === null;
    if (!isStale || !(await refreshSession())) throw error;
    return askOnce(path, options);
  }
}

/** Asks for the session's token once more; false, and the page is told, if it is now another's or nobody's. */
async function refreshSession(): Promise<boolean> {
  const { session } = (await (await askOnce("/v1/session", {})).json()) as SessionState;
  if (session !== null && session.person.id === sessionPerson) {
    keepSession(session);
    return true;
  }
  for (const tell of refusalListeners) tell();
  return false;
}

async function askOnce(path: string, options: CallOptions): Promise<Response> {
  const { method = "GET", body, file, mediaType = "application/json", headers, signal, key } = options;
  const sent = file ?? (body === undefined ? null : JSON.stringify(body));
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...credentials(key),
        ...(sent === null ? {} : { "content-type": mediaType }),
        ...headers,
      },
      body: sent,
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem("unreachable", 0, {});
  }
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => ({}));
  const problem = (typeof answer === "object" && answer !== null ? answer : {}) as Record<string, unknown>;
  const type = typeof problem["type"] === "string" ? problem["type"] : "";
  const isOver = response.status === 401 && key === undefined && options.isSigningIn !== true;
  if (isOver) for (const tell of refusalListeners) tell();
  throw new ApiProblem(type.replace("urn:duban:problem:", "") || "internal-error", response.status, problem);
}
