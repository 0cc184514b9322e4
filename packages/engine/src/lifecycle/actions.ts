import { canonicalDecimal } from "../figures/decimal.ts";
import { type Action, nothing } from "./action.ts";
import { clockActions } from "./clockActions.ts";
import { countersignActions } from "./countersignActions.ts";
import type { ActionName } from "./definitionShape.ts";
import { dataOf } from "./eventData.ts";
import { requestActions } from "./requestActions.ts";
import { rungActions } from "./rungActions.ts";
import { stageActions } from "./stageActions.ts";
import { transfer } from "./transferAction.ts";
import { workClockActions } from "./workClockActions.ts";

const noVerdicts = {
  submittedBy: null,
  inspectedBy: null,
  approvedBy: [],
  countersigns: [],
} as const;

/** What each action name of a definition does; names once used by a released definition keep their meaning. */
export const actions: Readonly<Record<ActionName, Action>> = {
  ...clockActions,
  ...workClockActions,
  ...stageActions,
  ...requestActions,
  ...rungActions,
  ...countersignActions,
  transfer,

  recordOnly: () => nothing,

  takeHandler: (_state, event) => {
    const { handler } = dataOf(event, "accepted");
    return handler === undefined ? nothing : { change: { handler } };
  },

  // The new unit begins without a past of its own, but the progress made stays; the card goes with the old due.
  moveToUnit: ({ terms }, event) => {
    const { unit } = dataOf(event, "reassigned");
    const { countersign } = terms;
    const others = countersign?.filter((one) => one !== unit);
    return {
      change: {
        unit,
        handler: null,
        ...noVerdicts,
        // It does not countersign its own work.
        ...(others === undefined || others.length === countersign?.length
          ? {}
          : { terms: { ...terms, countersign: others } }),
      },
    };
  },

  noteProgress: (_state, event) => {
    const { progress } = dataOf(event, "progressed");
    return progress === undefined ? nothing : { change: { progress } };
  },

  // A figure is the whole so far, not what was added: reported again, it takes the place of the one before.
  noteFigures: (state, event) => {
    const { figures } = dataOf(event, "progressed", "submitted");
    if (figures === undefined) return nothing;
    const reported = Object.entries(figures).map(([target, figure]) => [
      target,
      canonicalDecimal(figure) ?? "0",
    ]);
    return { change: { figures: { ...state.figures, ...Object.fromEntries(reported) } } };
  },

  noteSubmitter: (_state, event) => ({ change: { submittedBy: event.by } }),
  noteInspector: (_state, event) => ({ change: { inspectedBy: event.by } }),

  noteApproval: (state, event) => ({
    change: { approvedBy: [...state.approvedBy, event.by] },
  }),

  countRework: (state) => ({
    change: { reworks: state.reworks + 1, approvedBy: [], countersigns: [] },
  }),

  startOver: () => ({ change: noVerdicts }),

  countUrge: (state) => ({ change: { urges: state.urges + 1 } }),
};
