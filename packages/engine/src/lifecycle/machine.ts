import { createMachine, transition } from "xstate";
import type {
  ActionName,
  Definition,
  GuardName,
  MachineValue,
  RequestNode,
  WorkNode,
} from "./definitionShape.ts";
import type { TaskEventType } from "./taskEvent.ts";

/** What a decision depends on beside state value and event type; transition.ts reads it off the task. */
export interface Facts {
  /** The task assists; only such a task can be waived. */
  readonly assisting: boolean;
  /** With the approval at hand the closure has all that it needs. */
  readonly quorumReached: boolean;
  /** The matter asks that other units countersign. */
  readonly countersignAsked: boolean;
  /** Nobody's signature is missing; true where none was asked for. */
  readonly countersigned: boolean;
}

/** Where an accepted event leads, and what is to be done to the task on the way, in order. */
export interface Decision extends MachineValue {
  readonly actions: readonly ActionName[];
}

interface MachineEvent {
  readonly type: TaskEventType;
  readonly facts: Readonly<Record<GuardName, boolean>>;
}

type Decide = (value: MachineValue, type: TaskEventType, facts: Facts) => Decision | undefined;

const guard =
  (name: GuardName) =>
  ({ event }: { event: MachineEvent }): boolean =>
    event.facts[name];

/**
 * XState's own answer, worked out afresh: the machine is built once for a definition, every call is a pure transition.
 *
 * Costs some 50 µs, since XState makes a throw-away actor a call; `decide` remembers the answers.
 */
export function machineOf(definition: Definition): Decide {
  const machine = createMachine(
    // The data is a machine config by its shape; XState's type wants mutable arrays.
    structuredClone(definition.machine) as object,
    {
      guards: {
        assisting: guard("assisting"),
        quorumReached: guard("quorumReached"),
        countersignAsked: guard("countersignAsked"),
        countersigned: guard("countersigned"),
        inProgress: guard("inProgress"),
        suspensionWaits: guard("suspensionWaits"),
      },
    } as object,
  );
  return (value, type, facts) => {
    const event: MachineEvent = {
      type,
      facts: {
        ...facts,
        inProgress: value.work === "inProgress",
        suspensionWaits: value.request === "suspension",
      },
    };
    const snapshot = machine.resolveState({ value: { ...value }, context: {} });
    if (!snapshot.can(event)) return undefined;
    const [next, actions] = transition(machine, snapshot, event);
    const { work, request } = next.value as {
      work: WorkNode;
      request: RequestNode;
    };
    return {
      work,
      request,
      actions: actions.map((action) => action.type as ActionName),
    };
  };
}

interface Memo {
  readonly answer: Decide;
  readonly decisions: Map<string, Decision | undefined>;
}
const memos = new WeakMap<Definition, Memo>();

function memoOf(definition: Definition): Memo {
  const known = memos.get(definition);
  if (known !== undefined) return known;
  const memo: Memo = { answer: machineOf(definition), decisions: new Map() };
  memos.set(definition, memo);
  return memo;
}

const bitsOf = ({ assisting, quorumReached, countersignAsked, countersigned }: Facts): number =>
  (assisting ? 1 : 0) + (quorumReached ? 2 : 0) + (countersignAsked ? 4 : 0) + (countersigned ? 8 : 0);

/**
 * Decides what a definition does with an event: where it leads, or undefined where the state does not take it.
 *
 * Pure. XState is asked once for each combination of state value, event type and facts (some thousands in all) and its
 * answer is kept for the life of the process; a test compares the kept answers with fresh ones for every combination.
 */
export function decide(
  definition: Definition,
  value: MachineValue,
  type: TaskEventType,
  facts: Facts,
): Decision | undefined {
  const { answer, decisions } = memoOf(definition);
  const key = `${value.work} ${value.request} ${type} ${bitsOf(facts)}`;
  const kept = decisions.get(key);
  if (kept !== undefined || decisions.has(key)) return kept;
  const decision = answer(value, type, facts);
  decisions.set(key, decision);
  return decision;
}
