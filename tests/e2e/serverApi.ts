import { randomUUID } from "node:crypto";

/** A server as a script talks to it: every call must succeed, or the test that needs it is broken. */
export interface ServerApi {
  readonly url: string;
  call<T>(key: string, method: string, path: string, body?: unknown, mediaType?: string): Promise<T>;
  /** Posts an event as a department's system would; `data` by the event's schema. */
  post(key: string, task: string, type: string, data?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Moves the manual clock; answers when everything due on the way is done. */
  moveClock(to: string): Promise<void>;
}

export const adminKey = "the-administrators-key-of-the-tests";

/** A server's API, by its address. */
export function createServerApi(url: string): ServerApi {
  const call = async <T>(
    key: string,
    method: string,
    path: string,
    body?: unknown,
    mediaType = "application/json",
  ) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": mediaType }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    url,
    call,
    async post(key, task, type, data = {}) {
      const event = {
        specversion: "1.0",
        id: randomUUID(),
        source: "urn:test:department",
        type: `duban.task.${type}`,
        subject: task,
        data,
      };
      await call(key, "POST", "/v1/events", event, "application/cloudevents+json");
    },
    async moveClock(to) {
      await call(adminKey, "POST", "/v1/clock", { to });
    },
  };
}
