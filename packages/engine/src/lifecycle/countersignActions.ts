import { type Action, nothing } from "./action.ts";
import type { Countersign } from "./countersigning.ts";
import { dataOf } from "./eventData.ts";
import { reject } from "./rejection.ts";
import type { TaskEvent, TransitionContext } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/** Takes what a unit says in place of what it said before. */
function said(
  { countersigns }: TaskState,
  { by }: TaskEvent,
  refusal: string | null,
  { now }: TransitionContext,
): { readonly countersigns: readonly Countersign[] } | undefined {
  const { unit } = by;
  if (unit === null) return undefined;
  const others = countersigns.filter((countersign) => countersign.unit !== unit);
  return { countersigns: [...others, { unit, by, at: now, refusal }] };
}

/** What countersigning (会签) does to a task. */
export const countersignActions = {
  noteCountersign: (state, event, context) => {
    const change = said(state, event, null, context);
    return change === undefined ? nothing : { change };
  },

  noteCountersignRefusal: (state, event, context) => {
    const change = said(state, event, dataOf(event, "countersignRefused").reason, context);
    return change === undefined ? nothing : { change };
  },

  // Whoever signed and is still asked has signed.
  nameCountersigners: (state, event) => {
    const units = [...new Set(dataOf(event, "countersignersNamed").units)];
    const own = units.indexOf(state.unit);
    if (own !== -1) {
      return reject("invalid-event", "A unit does not countersign its own work.", {
        errors: [{ pointer: `/data/units/${own}`, detail: "is the task's own unit" }],
      });
    }
    return {
      change: {
        terms: { ...state.terms, countersign: units },
        countersigns: state.countersigns.filter(({ unit }) => units.includes(unit)),
      },
    };
  },
} as const satisfies Readonly<Record<string, Action>>;
