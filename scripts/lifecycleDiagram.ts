/**
 * Writes docs/lifecycle.md from the lifecycle's definition: the diagrams and the event table are the machine's own.
 *
 *     node --import tsx scripts/lifecycleDiagram.ts           writes the page
 *     node --import tsx scripts/lifecycleDiagram.ts --check   exits 1 if the page on disk differs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { currentDefinition as definition } from "../packages/engine/src/lifecycle/definition.ts";
import type { Arrow, GuardName, Recusal, Region } from "../packages/engine/src/lifecycle/definitionShape.ts";
import { eventDataSchemas } from "../packages/engine/src/lifecycle/eventSchemas.ts";
import {
  type ExternalEventType,
  externalEventTypes,
  type TaskEventType,
} from "../packages/engine/src/lifecycle/taskEvent.ts";
import { workStates } from "../packages/engine/src/lifecycle/taskState.ts";

const page = new URL("../docs/lifecycle.md", import.meta.url);
const { work, request } = definition.machine.states;
const { labels } = definition;

/** One arrow with where it begins and what sets it off. */
interface Edge {
  readonly from: string;
  readonly type: TaskEventType;
  readonly arrow: Arrow<string>;
}

function edgesOf<Node extends string>(region: Region<Node>): Edge[] {
  return Object.entries<Region<Node>["states"][Node]>(region.states).flatMap(([from, { on }]) =>
    Object.entries(on).flatMap(([type, arrows]) =>
      (arrows ?? []).map((arrow) => ({
        from,
        type: type as TaskEventType,
        arrow,
      })),
    ),
  );
}

const workEdges = edgesOf(work);
const requestEdges = edgesOf(request);
/** The states that take an urge are, by the contract's word, the open ones. */
const openStates = workEdges.filter(({ type }) => type === "urged").map(({ from }) => from);

const guardWords: Readonly<Record<GuardName, string>> = {
  assisting: "assisting tasks only",
  quorumReached: "the last approval needed",
  countersignAsked: "where the matter asks for countersigning",
  countersigned: "with every signature that the matter asks for",
  inProgress: "only while inProgress",
  suspensionWaits: "while a suspension is asked for",
};
const recusalWords: Readonly<Record<Recusal, string>> = {
  ownUnit: "of the task's unit",
  submitter: "who submitted",
  inspector: "who inspected",
  asker: "who asked",
  approver: "who approved already",
  signer: "whose unit has signed already, or who has for another",
};

const isExternal = (type: string): type is ExternalEventType =>
  (externalEventTypes as readonly string[]).includes(type);
const worded = (type: TaskEventType): string => (isExternal(type) ? `${type} ${labels.events[type]}` : type);
const guarded = (guard: GuardName | undefined): string =>
  guard === undefined ? "" : ` (${guardWords[guard]})`;

/** Groups edges of one event that do the same, so that six open states make one line. */
function grouped(edges: readonly Edge[]): { from: string; arrow: Arrow<string> }[] {
  const byArrow = new Map<string, { froms: string[]; arrow: Arrow<string> }>();
  for (const { from, arrow } of edges) {
    const key = JSON.stringify([arrow.target, arrow.guard]);
    const group = byArrow.get(key) ?? { froms: [], arrow };
    group.froms.push(from);
    byArrow.set(key, group);
  }
  return [...byArrow.values()].map(({ froms, arrow }) => ({
    from: froms.length === openStates.length ? "any open" : froms.join(", "),
    arrow,
  }));
}

const ofType = (edges: readonly Edge[], type: TaskEventType): Edge[] =>
  edges.filter((edge) => edge.type === type);

function workDiagram(): string {
  const names = workStates.map((state) => `    ${state} : ${state} ${labels.states[state]}`);
  const types = [...new Set(workEdges.map(({ type }) => type))];
  const arrows = types.filter(isExternal).flatMap((type) =>
    grouped(ofType(workEdges, type)).flatMap(({ from, arrow }) =>
      from
        .split(", ")
        .map((one) => (one === "any open" ? "anyOpen" : one))
        .map((one) => `    ${one} --> ${arrow.target ?? one} : ${worded(type)}${guarded(arrow.guard)}`),
    ),
  );
  const ends = workStates
    .filter((state) => Object.keys(work.states[state].on).length === 0)
    .map((state) => `    ${state} --> [*]`);
  const all = [...names, "    anyOpen : any open state", "    [*] --> assigned", ...arrows, ...ends];
  return ["```mermaid", "stateDiagram-v2", ...all, "```"].join("\n");
}

function requestDiagram(): string {
  const arrows = [...new Set(requestEdges.map(({ from }) => from))].flatMap((from) => {
    const edges = requestEdges.filter((edge) => edge.from === from);
    const lapses = edges.filter(({ type }) => type in lapseTypes);
    const lapse = lapses.map(({ type }) => type).join(", ");
    return [
      ...edges
        .filter((edge) => !lapses.includes(edge))
        .map(({ type, arrow }) => `    ${from} --> ${arrow.target} : ${worded(type)}`),
      ...(lapse === "" ? [] : [`    ${from} --> none : lapses (${lapse})`]),
    ];
  });
  return ["```mermaid", "stateDiagram-v2", "    [*] --> none", ...arrows, "```"].join("\n");
}

/** Events that end a waiting request without answering it: those that the work region takes out of inProgress. */
const lapseTypes = Object.fromEntries(
  requestEdges
    .filter(({ from, type }) => from !== "none" && !/(Granted|Refused)$/.test(type))
    .map(({ type }) => [type, true]),
);

/** From, to and condition of an event, a line for each that differs. */
function courseOf(type: ExternalEventType): { from: string; to: string } {
  const inWork = grouped(ofType(workEdges, type));
  const lines =
    inWork.length > 0
      ? inWork.map(({ from, arrow }) => ({
          from: `${from}${guarded(arrow.guard)}`,
          to: arrow.target ?? "stays",
        }))
      : grouped(ofType(requestEdges, type)).map(({ from, arrow }) => ({
          from: from === "none" ? "inProgress, nothing asked for" : `inProgress, ${from} asked for`,
          to: from === "none" ? `stays; ${arrow.target} waits` : "stays; nothing waits",
        }));
  return {
    from: lines.map(({ from }) => from).join("<br>"),
    to: lines.map(({ to }) => to).join("<br>"),
  };
}

function sendersOf(type: ExternalEventType): string {
  const { senders, recused } = definition.authority[type];
  const not = recused.map((recusal) => recusalWords[recusal]).join(", nor ");
  return `${senders.join(" or ")}${not === "" ? "" : `, not ${not}`}`;
}

function membersOf(type: ExternalEventType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(eventDataSchemas[type], {
    io: "input",
  });
  const members = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
  return `\`{ ${members.join(", ")} }\``;
}

function eventTable(): string {
  const rows = externalEventTypes.map((type) => {
    const { from, to } = courseOf(type);
    const told = definition.notices[type]?.roles.join(", ") ?? "–";
    return `| \`${type}\` ${labels.events[type]} | ${from} | ${to} | ${sendersOf(type)} | ${membersOf(type)} | ${told} |`;
  });
  return ["| event | from | to | who | data | told to |", "|---|---|---|---|---|---|", ...rows].join("\n");
}

const { id, version } = definition.ref;
const text = `# The lifecycle of a task

Definition \`${id}\`, version ${version}. Generated by \`scripts/lifecycleDiagram.ts\` from
\`packages/engine/src/lifecycle/taskDefinition.ts\`; edit that, not this.

A task is a machine of two parallel regions: the work, and beside it what its unit asks for. Every event goes through one pure
function, \`transition(definition, state, event, context)\`, which yields the next state, what to record and whom to tell, or
why not.

## The work

${workDiagram()}

Any open state: ${openStates.join(", ")}. A task ends closed, archived, terminated or waived; a closed one may come back.

## The request

${requestDiagram()}

One request at a time, and only while the work is in progress. Whatever takes the task out of \`inProgress\` (${Object.keys(lapseTypes).join(", ")})
lets a waiting request lapse, unanswered.

## Events

"unit" is whoever belongs to the task's unit as its handler, liaison or head, or that unit's own system (a key with a unit and
no role); a "countersigner" is the same of a unit that must countersign the task. A supervisor or an inspector is who holds exactly that role. In the data, \`?\` marks what may be left out.

${eventTable()}

**Countersigning (会签).** Where the matter asks for it, \`terms.countersign\` of the lead's task lists the assisting units. Each signs by
\`countersigned\` or says by \`countersignRefused\` why not; the last word of a unit holds. Until all have signed, \`submitted\` is \`not-accepted\`, and
\`missing\` says who has not. Signatures fall when the work is returned, reopened or reassigned. \`countersignersNamed\` puts other units in the place of those
that were asked, as where an assisting task was declined or waived; a merger does it by itself. Of a task that asks for none, none of the three is taken.

Recorded beside these by the engine alone: \`assigned\` (the first event), \`rungFired\` and \`projected\` (in any open state), \`transferred\` (its unit was merged or a person left; closed too),
\`noticeSent\` (in every state). They change no state of the work.

## What is refused, in this order

| kind | when |
|---|---|
| \`forbidden\` | the caller's roles or unit don't allow the event |
| \`not-accepted\` | the state doesn't take it; \`accepted\` lists what it takes, whoever sends it |
| \`four-eyes\` | who had a part in the work would decide on it (the "not" of the table) |
| \`invalid-event\` | a \`progressed\` that names a stage which is not the one at work |
| \`invalid-deadline\` | a due instant that is too early, a request that comes too late, one extension too many |

## Clocks

| event | sign clock | finish clock | stage clock | report clock |
|---|---|---|---|---|
| assigned | starts (\`signWithin\`) | starts (\`due\`) | starts with the first of \`stages\` | starts (\`reportEvery\`) |
| accepted | ends | | | |
| declined | ends | ends | ends | ends |
| reassigned | starts anew; where a fixed \`signWithin\` has passed, with 1 working day | starts anew: by the event's \`due\`, else by the terms, counted afresh; a fixed date that has passed needs a new \`due\` | starts anew with the first stage not met; one whose fixed date has passed is skipped (\`skippedStages\` in the record) | starts anew |
| progressed | | | with \`stage\`: goes to the next stage, next generation; after the last it ends | goes to the next occurrence, next generation, once a period |
| submitted, suspensionGranted | | held, with what remains | held | held |
| failed, closureRefused, resumed | | runs on with what remained | runs on with what remained | runs on to the next occurrence |
| extensionGranted | | moves, next generation, card cleared | | |
| reopened, lookbackFailed | | starts anew by the event's \`due\`, card cleared | as reassigned | starts anew |
| closureApproved (the last one needed) | | ends | ends | ends |
| terminated, waived | ends | ends | ends | ends |

The stage and report clocks are there only where the matter gives \`stages\` or \`reportEvery\`. A \`progressed\` that names a stage
must name the one at work (else \`invalid-event\`, which says which is); the record says which comes next (\`nextStage\`) and when it is due.

An extension is granted at most \`maxExtensions\` times; a supervisor who holds the role leader too may go beyond, and the
recorded event then says \`override: true\`. Granted without a \`due\` it is the deadline asked for, counted from the request; with
one, counted from the answer. Either way the agreed \`due\` of the task is then that one.

A closure needs \`approvals\` different supervisors (default 1): each approval but the last leaves the task inspected. A return for
rework empties what was approved and counts one of \`reworks\`.
`;

if (process.argv.includes("--check")) {
  if (readFileSync(page, "utf8") !== text) {
    console.error("docs/lifecycle.md differs from the machine: run scripts/lifecycleDiagram.ts");
    process.exitCode = 1;
  }
} else {
  writeFileSync(page, text);
}
