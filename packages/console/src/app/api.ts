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

/** The key lives with the tab: sessionStorage, never a cookie and never longer. */
export const storedKey = (): string | null => sessionStorage.getItem(keyName);
export const storeKey = (key: string): void => sessionStorage.setItem(keyName, key);
export const dropKey = (): void => sessionStorage.removeItem(keyName);

const refusalListeners = new Set<() => void>();

/** Calls `listener` whenever the server no longer knows the key; the answer stops it. */
export function onUnauthenticated(listener: () => void): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

export interface CallOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Instead of the stored one. */
  readonly key?: string;
}

/** Asks our server and answers its JSON; throws an `ApiProblem` for every other end. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const {
    method = "GET",
    body,
    mediaType = "application/json",
    headers,
    signal,
    key = storedKey() ?? "",
  } = options;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": mediaType }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem("unreachable", 0, {});
  }
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  const problem = (typeof answer === "object" && answer !== null ? answer : {}) as Record<string, unknown>;
  const type = typeof problem["type"] === "string" ? problem["type"] : "";
  if (response.status === 401 && options.key === undefined) for (const tell of refusalListeners) tell();
  throw new ApiProblem(type.replace("urn:duban:problem:", "") || "internal-error", response.status, problem);
}
