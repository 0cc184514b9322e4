import type { MatterItem } from "../batch/planMatter.ts";
import type { MatterRequest } from "../engine.ts";
import { rightToAssign } from "../lifecycle/authorise.ts";
import { type Caller, engineParty } from "../lifecycle/caller.ts";
import { type Rejection, reject } from "../lifecycle/rejection.ts";
import { defaultId } from "../tenant.ts";
import type { Need } from "./villageEventSchemas.ts";
import type { VillagePlace } from "./villageRights.ts";

/** Where a need was heard: on the visit that is recorded under this place, by a person of that unit. */
export interface Heard {
  readonly kind: "household" | "village";
  readonly subject: string;
  readonly revision: number;
  readonly place: VillagePlace;
  readonly unit: string;
}

// Time to look into what a household asks for; a visit that knows better says so.
const defaultDue = { workdays: 10 } as const;

/** Whose it is where nobody says: the township's, or the village's own where it has none above it. */
export const leadOf = ({ lead }: Need, { code, above }: VillagePlace): string => lead ?? above[0] ?? code;

/**
 * The matter that a need becomes, or why not.
 *
 * Who may make matters gives it to any unit. Anybody else who visits gives it to the village, a unit above it, or his own: it is
 * then the engine that makes it, by the visit, and the visit's event says by whom.
 */
export function planNeed(
  caller: Caller,
  need: Need,
  heard: Heard,
  ids: { readonly matter: string; readonly task: string },
): MatterItem | Rejection {
  const request = requestOf(need, heard);
  const isAssigner = rightToAssign(request, caller) !== undefined;
  const near = [heard.place.code, ...heard.place.above, heard.unit];
  if (!isAssigner && !near.includes(request.lead)) {
    return reject(
      "forbidden",
      "A need is given to the village, a unit above it, or the visitor's own; any other unit is for a supervisor to name.",
    );
  }
  const engine: Caller = {
    ...engineParty,
    tenantId: caller.tenantId,
    name: engineParty.key,
    roles: [],
    scope: null,
  };
  return {
    caller: isAssigner ? caller : engine,
    request,
    idempotent: null,
    render: ({ id, number }) => ({ id, number }),
    id: ids.matter,
    taskIds: [ids.task],
  };
}

function requestOf(need: Need, heard: Heard): MatterRequest {
  const { kind, subject, revision } = heard;
  return {
    title: need.title,
    source: { kind: "other", ref: "入户走访" },
    programme: need.programme ?? null,
    line: need.line ?? null,
    priority: need.priority ?? "normal",
    requirement: need.requirement ?? null,
    lead: leadOf(need, heard.place),
    assist: [],
    due: need.due ?? defaultDue,
    signWithin: { workdays: 1 },
    ladder: defaultId,
    calendar: defaultId,
    approvals: 1,
    maxExtensions: 1,
    heard: { kind, subject, revision },
  };
}
