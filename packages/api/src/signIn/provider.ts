import type { Instant, OidcConfig } from "@duban/engine";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { z } from "zod";
import type { SecretBox } from "../secretBox.ts";

/**
 * The county's own identity provider (OpenID Connect, the code flow with PKCE).
 *
 *     begin ──► the browser goes to the provider, with a sealed cookie of ours ──► finish ──► whom the provider names
 *
 * Whom it names still needs an account here. `finish` rejects if anything of what came back is not as it must be.
 */
export interface Provider {
  /** As the sign-in page is told of it. */
  readonly shown: { readonly name: string; readonly path: string };
  begin(): Promise<{ readonly url: string; readonly sealed: string }>;
  finish(from: URL, sealed: string): Promise<string>;
}

export const providerPath = "/v1/session/provider";
export const callbackPath = `${providerPath}/callback`;
/** The cookie of a sign-in that is on its way, and for how long it may be. */
export const providerCookie = "duban-provider";
export const providerSeconds = 600;

const underway = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  startedAt: z.number(),
});
const purpose = "provider sign-in";

/** Makes the provider's side of the door. Asks the provider nothing before somebody signs in by it. */
export function createProvider(
  config: OidcConfig,
  options: { readonly publicOrigin: string; readonly secrets: SecretBox; readonly now: () => Instant },
): Provider {
  const { publicOrigin, secrets, now } = options;
  const redirectUri = `${publicOrigin}${callbackPath}`;
  const discover = createDiscovery(config);
  return {
    shown: { name: config.name, path: providerPath },
    async begin() {
      const known = await discover();
      const flow = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        startedAt: now(),
      };
      const url = buildAuthorizationUrl(known, {
        redirect_uri: redirectUri,
        scope: config.scope,
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: "S256",
      });
      const sealed = secrets.seal(Buffer.from(JSON.stringify(flow)), purpose).toString("base64url");
      return { url: url.href, sealed };
    },
    async finish(from, sealed) {
      const opened = secrets.open(Buffer.from(sealed, "base64url"), purpose).toString("utf8");
      const flow = underway.parse(JSON.parse(opened));
      if (now() > flow.startedAt + providerSeconds * 1000)
        throw new Error("the way through the provider took too long");
      const known = await discover();
      const tokens = await authorizationCodeGrant(known, from, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("the provider sent no id token");
      const named =
        claims[config.claim] ?? (await fetchUserInfo(known, tokens.access_token, claims.sub))[config.claim];
      if (typeof named !== "string" || named === "") {
        throw new Error(`the provider named nobody: there is no claim ${config.claim}`);
      }
      return named;
    },
  };
}

/** What the provider says of itself, asked once it is needed and kept; after a failure it is asked again. */
function createDiscovery({ issuer, clientId, clientSecret }: OidcConfig): () => Promise<Configuration> {
  const isPlain = issuer.startsWith("http:");
  let known: Promise<Configuration> | undefined;
  return () => {
    known ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: 10,
      ...(isPlain ? { execute: [allowInsecureRequests] } : {}),
    }).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
