import { type Action, nothing } from "./action.ts";
import type { ApprovalStep } from "./approvalChain.ts";
import { dataOf } from "./eventData.ts";
import type { TransferredData } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/**
 * Moves a task to whom its work went: the unit that its unit was merged into, or the successor of a person who left.
 *
 * State, clocks, progress, requests and approvals stay as they are. Steps of a chain of approvers, and units
 * to countersign, that were the one are the other. A handler goes with his unit only where its people moved too.
 */
export const transfer: Action = (state, event) => {
  const data = dataOf(event, "transferred");
  const approvalChain = state.terms.approvalChain?.map((step) => movedStep(step, data));
  const chained = approvalChain === undefined ? state.terms : { ...state.terms, approvalChain };
  const unit = data.unit?.from === state.unit ? data.unit.to : state.unit;
  const change = {
    ...handlerAfter(state, data),
    ...(unit === state.unit ? {} : { unit }),
    ...(chained === state.terms ? {} : { terms: chained }),
    ...countersigning({ ...state, unit, terms: chained }, data),
  };
  return Object.keys(change).length === 0 ? nothing : { change };
};

/** Who was to countersign is replaced too, and what the one unit signed stands for the other; the task's own unit signs nothing. */
function countersigning(
  { unit: own, terms, countersigns }: TaskState,
  { unit: moved }: TransferredData,
): Partial<Pick<TaskState, "terms" | "countersigns">> {
  const { countersign } = terms;
  if (countersign === undefined || moved === undefined) return {};
  const now = (unit: string) => (unit === moved.from ? moved.to : unit);
  const units = new Set(countersign.map(now));
  units.delete(own);
  const hasSigned = countersigns.some(({ unit }) => unit === moved.to);
  return {
    terms: { ...terms, countersign: [...units] },
    countersigns: countersigns
      .filter(({ unit }) => units.has(now(unit)) && !(hasSigned && unit === moved.from))
      .map((countersign) => ({ ...countersign, unit: now(countersign.unit) })),
  };
}

function handlerAfter({ unit, handler }: TaskState, data: TransferredData): { handler?: string | null } {
  if (handler === null) return {};
  if (data.person?.from === handler) return { handler: data.person.to };
  return data.unit?.from === unit && !data.unit.people ? { handler: null } : {};
}

function movedStep(step: ApprovalStep, { unit, person }: TransferredData): ApprovalStep {
  return {
    ...step,
    ...(unit !== undefined && step.unit === unit.from ? { unit: unit.to } : {}),
    ...(person !== undefined && step.person === person.from ? { person: person.to } : {}),
  };
}
