import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { invariant } from "@duban/engine";
import Provider from "oidc-provider";

/** A real OpenID provider on this machine, with one client; who signs in there is whoever he says. */
export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
}

/** Starts it; `redirectUris` are where it sends people back to. */
export async function startOidcProvider(redirectUris: string[]): Promise<OidcProvider> {
  let listener: RequestListener = (_request, response) => response.end();
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ["duban", "a-secret-that-the-two-share"];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    cookies: { keys: ["only for tests"] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: `subject-of-${id}`, preferred_username: id }),
    }),
  });
  listener = provider.callback();
  return {
    issuer,
    clientId,
    clientSecret,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Goes the way through the provider as a browser does, signing in there as `person`; answers where it sends him back to. */
export async function passProvider(start: string, person: string): Promise<string> {
  const cookies = new Map<string, string>();
  const issuer = new URL(start).origin;
  let url = start;
  let form: Record<string, string> | undefined;
  for (let hops = 0; hops < 12; hops += 1) {
    const response = await fetch(url, {
      redirect: "manual",
      method: form === undefined ? "GET" : "POST",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      body: form === undefined ? null : new URLSearchParams(form),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = response.headers.get("location");
    form = undefined;
    if (location !== null) {
      url = new URL(location, url).href;
      if (!url.startsWith(issuer)) return url;
      continue;
    }
    // One of the provider's own pages, for those who try it out: a form to sign in, then one to consent.
    const page = await response.text();
    invariant(response.status === 200, `the provider answered ${response.status}: ${page.slice(0, 300)}`);
    const action = /action="([^"]+)"/.exec(page)?.[1];
    invariant(action !== undefined, "the provider shows a form");
    url = new URL(action, url).href;
    form = page.includes('name="login"')
      ? { prompt: "login", login: person, password: "x" }
      : { prompt: "consent" };
  }
  throw new Error("the way through the provider does not end");
}
