import type { IncomingMessage } from "node:http";
import { type Caller, isAuditor, type SessionHolder } from "@duban/engine";
import { actingFor } from "./actingFor.ts";
import type { Api } from "./api.ts";
import { authenticate, findSession, unauthenticated } from "./authenticate.ts";
import type { Operation } from "./operation.ts";
import { isProblem, type Problem, problem } from "./problem.ts";
import { crossSiteFault, foreignFault } from "./signIn/crossSite.ts";
import { readSessionToken } from "./signIn/sessionCookie.ts";
import { callerOfSession } from "./signIn/sessions.ts";

/** Who asks, and the session he asks by, if it is one. */
export interface Admitted {
  readonly caller: Caller;
  readonly session: SessionHolder | null;
}

/** Where it is left who asked, also if he is refused. */
export interface Asked {
  caller: Caller | undefined;
}

/**
 * Lets a request in to an operation, or says why not.
 *
 * `everyone`: with or without credentials, as for signing in. `session`: who has a session, complete or not, as for completing it.
 * Otherwise a key or a complete session, with a role that the operation is for.
 */
export async function admit(
  api: Api,
  operation: Operation,
  request: IncomingMessage,
  seen: Asked,
): Promise<Admitted | Problem> {
  if (operation.allowed === "everyone" || operation.allowed === "session") {
    return admitBySession(api, operation.allowed, request, seen);
  }
  const known = await authenticate(request, api);
  if (isProblem(known)) return known;
  seen.caller = known;
  const caller = await actingFor(request, known, api);
  if (isProblem(caller)) return caller;
  seen.caller = caller;
  if (!mayCall(operation, caller)) {
    return problem("forbidden", `${operation.id} is for ${[operation.allowed].flat().join(", ")} only`);
  }
  if (isAuditor(known) && changesSomething(operation)) return auditorLooks();
  return { caller, session: null };
}

const changesSomething = ({ method, trail }: Operation): boolean =>
  method !== "get" && trail?.written !== "never";

/** The refusal of an auditor, who sees everything and changes nothing, whatever else he holds. */
export const auditorLooks = (): Problem => problem("forbidden", "an auditor changes nothing");

const mayCall = ({ allowed }: Operation, { roles }: Caller): boolean =>
  allowed === "any" || (typeof allowed !== "string" && allowed.some((role) => roles.includes(role)));

async function admitBySession(
  api: Api,
  allowed: "everyone" | "session",
  request: IncomingMessage,
  seen: Asked,
): Promise<Admitted | Problem> {
  const cookie = readSessionToken(request, api.browser);
  const session = (await findSession(request, cookie, api)) ?? null;
  seen.caller = session === null ? undefined : callerOfSession(session);
  if (allowed === "everyone") {
    const foreign = request.method === "GET" ? undefined : foreignFault(request, api.browser.publicOrigin);
    if (foreign !== undefined) return foreign;
    return { caller: session === null ? nobody(api) : callerOfSession(session), session };
  }
  if (session === null || cookie === undefined) return unauthenticated();
  const foreign = crossSiteFault(request, cookie.token, api.browser.publicOrigin);
  if (foreign !== undefined) return foreign;
  const caller = callerOfSession(session);
  return (await api.limits.takeRequest(caller.key)) ?? { caller, session };
}

/** Who is not known yet: of the county of this installation, without a right. */
const nobody = (api: Api): Caller => ({
  tenantId: api.homeTenantId,
  key: "nobody",
  name: "nobody",
  person: null,
  unit: null,
  roles: [],
  scope: null,
});
