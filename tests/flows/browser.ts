import type { Reply } from "./flow.ts";

/** What a browser is to the server: it keeps the cookies it is given, and a page in it knows the session's token for writes. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** What the page sends as `x-duban-csrf`; learnt from every answer that holds one. */
  csrfToken: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  signIn(person: string, password: string, more?: Record<string, unknown>): Promise<Reply>;
}

/** Opens a browser at a server. */
export function openBrowserAt(url: string): Browser {
  const browser: Browser = {
    cookies: new Map(),
    csrfToken: "",
    async call(method, path, body, headers = {}) {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(url + path, {
        method,
        redirect: "manual",
        headers: {
          ...(cookie === "" ? {} : { cookie }),
          ...(method === "GET" || browser.csrfToken === "" ? {} : { "x-duban-csrf": browser.csrfToken }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      for (const line of response.headers.getSetCookie()) keep(browser.cookies, line);
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") === true;
      const answer = isJson ? JSON.parse(text) : text;
      if (typeof answer?.session?.csrfToken === "string") browser.csrfToken = answer.session.csrfToken;
      return { status: response.status, headers: response.headers, body: answer };
    },
    signIn: (person, password, more = {}) =>
      browser.call("POST", "/v1/session", { person, password, ...more }),
  };
  return browser;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ""] = line.split(";");
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
