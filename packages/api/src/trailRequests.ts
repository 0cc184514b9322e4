import type { IncomingMessage } from "node:http";
import type { Caller, Instant, TrailEntry } from "@duban/engine";
import type { Answer } from "./answer.ts";
import type { Api } from "./api.ts";
import { clientAddressOf } from "./clientAddress.ts";
import type { Operation } from "./operation.ts";
import { isProblem, type Problem } from "./problem.ts";
import { trailDetail } from "./trailDetail.ts";

/** A call as it went: who asked, what of the body was understood, what the answer is. */
export interface EndedCall {
  readonly operation: Operation;
  readonly request: IncomingMessage & { readonly path: string };
  readonly caller: Caller | undefined;
  readonly body: unknown;
  readonly answer: Answer | Problem;
}

/**
 * Puts a call on the trail: the one place for all of them. Every call that is not a GET, and of the GETs those refused.
 *
 * An act that was done is on disk when this resolves, unless its operation says `gathered`; what came to nothing is gathered.
 */
export async function trailCall(api: Api, call: EndedCall): Promise<void> {
  const { operation, request, caller, answer } = call;
  const isRefused = isProblem(answer) && isRefusal(answer.problem);
  if (operation.method === "get" && !isRefused) return;
  const { written = "awaited", bodyConcealed = false } = operation.trail ?? {};
  const isDone = !isProblem(answer);
  if (isDone ? written === "byHandler" || written === "never" : written === "never" && !isRefused) return;
  const entry: TrailEntry = {
    at: await api.clock.read(),
    kind: isRefused ? "refusal" : "administration",
    ...cameFrom(api, request, caller),
    action: operation.id,
    target: request.path.slice(0, greatestTarget),
    outcome: isDone ? "done" : answer.problem,
    detail: isDone
      ? { ...trailDetail(bodyConcealed ? undefined : call.body), ...idIn(answer) }
      : { detail: answer.detail },
  };
  const tenantId = caller?.tenantId ?? api.homeTenantId;
  if (isDone && written === "awaited") await api.trail.record(tenantId, entry);
  else api.trail.note(tenantId, entry);
}

/** Puts a refused event on the trail, if it was refused for want of a right; those applied are their own record. */
export function trailRefusedEvent(
  api: Api,
  request: IncomingMessage,
  caller: Caller | undefined,
  refused: RefusedEvent,
): void {
  if (!isRefusal(refused.outcome)) return;
  api.trail.note(caller?.tenantId ?? api.homeTenantId, {
    at: refused.at,
    kind: "refusal",
    ...cameFrom(api, request, caller),
    action: refused.action.slice(0, greatestTarget),
    target: refused.task,
    outcome: refused.outcome,
    detail: { detail: refused.detail },
  });
}

/** Puts an export on the trail, or that it was refused: what an auditor takes away others can see. */
export async function trailExport(
  api: Api,
  request: IncomingMessage,
  caller: Caller | undefined,
  refusal: Problem | undefined,
): Promise<void> {
  const entry: TrailEntry = {
    at: await api.clock.read(),
    kind: refusal === undefined ? "administration" : "refusal",
    ...cameFrom(api, request, caller),
    action: "getTrailExport",
    target: "/v1/trail/export",
    outcome: refusal?.problem ?? "done",
    detail: refusal === undefined ? {} : { detail: refusal.detail },
  };
  if (caller !== undefined && refusal === undefined) await api.trail.record(caller.tenantId, entry);
  else api.trail.note(caller?.tenantId ?? api.homeTenantId, entry);
}

/** The entry of an act that is done in a transaction, to be written in that one. */
export const entryOfAct = (
  api: Api,
  request: IncomingMessage,
  caller: Caller,
  action: string,
  target: string,
  at: Instant,
): TrailEntry => ({
  at,
  kind: "administration",
  ...cameFrom(api, request, caller),
  action,
  target: target.slice(0, greatestTarget),
  outcome: "done",
  detail: {},
});

/** An event that was not applied, and why. `action` is its type as sent, or the name of the call where no event was read. */
export interface RefusedEvent {
  readonly at: Instant;
  readonly action: string;
  readonly task: string | null;
  readonly outcome: string;
  readonly detail: string;
}

// Longer than any path or type of ours; what somebody makes up need not be kept whole.
const greatestTarget = 400;

/** The refusals that an auditor looks for: who had no right, not who made a mistake. */
const isRefusal = (kind: string): boolean =>
  kind === "unauthenticated" || kind === "forbidden" || kind === "four-eyes";

/** Who asked, and from where: as the connection or a proxy of one's own says, since what a sender says can be made up. */
export const cameFrom = (api: Api, request: IncomingMessage, caller: Caller | undefined) => ({
  actor: { key: caller?.key ?? null, person: caller?.person ?? null, unit: caller?.unit ?? null },
  onBehalfOf: caller?.actsFor?.person ?? null,
  address: clientAddressOf(request, api.browser.proxyCount),
});

/** The id that the answer gives to what was made. */
function idIn({ body }: Answer): { readonly id?: string } {
  const isNamed = typeof body === "object" && body !== null && "id" in body && typeof body.id === "string";
  return isNamed ? { id: String(body.id) } : {};
}
