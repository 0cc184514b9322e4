/**
 * Writes docs/authority.md from the tables that decide: who may send what, who may read what.
 *
 *     node --import tsx scripts/authorityMatrix.ts           writes the page
 *     node --import tsx scripts/authorityMatrix.ts --check   exits 1 if the page on disk differs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { type Operation, operations, type Reading, readings } from "../packages/api/src/index.ts";
import { assigners } from "../packages/engine/src/lifecycle/authorise.ts";
import { currentDefinition as definition } from "../packages/engine/src/lifecycle/definition.ts";
import type { Recusal } from "../packages/engine/src/lifecycle/definitionShape.ts";
import { taskReaders } from "../packages/engine/src/lifecycle/reading.ts";
import { type Relation, relations } from "../packages/engine/src/lifecycle/standing.ts";
import { externalEventTypes, type TaskEventType } from "../packages/engine/src/lifecycle/taskEvent.ts";

const page = new URL("../docs/authority.md", import.meta.url);

const relationWords: Readonly<Record<Relation, readonly [short: string, meaning: string]>> = {
  unit: [
    "unit",
    "acts for the task's unit: its handler, liaison or head, or the unit's own system, which is a key with that unit and no role",
  ],
  upperUnit: ["unit above", "belongs to a unit above the task's, however far"],
  matterUnit: ["unit of the matter", "belongs to a unit that leads or assists the same matter"],
  countersigner: [
    "countersigner",
    "acts, in the same way, for a unit that must countersign the task, where its matter asks for it",
  ],
  supervisor: ["supervisor", "holds the role, and the task is in his scope"],
  inspector: ["inspector", "holds the role, and the task is in his scope"],
  leader: ["leader", "holds the role, for the whole county"],
  auditor: ["auditor", "holds the role; reads, and changes nothing"],
  systemAdmin: ["system administrator", "holds the role"],
  securityAdmin: ["security administrator", "holds the role"],
  engine: ["engine", "the engine itself: deadlines, notices, transfers"],
};
const recusalWords: Readonly<Record<Recusal, string>> = {
  ownUnit: "of the task's unit",
  submitter: "who submitted",
  inspector: "who inspected",
  asker: "who asked",
  approver: "who approved already",
  signer: "whose unit has signed already, or who has for another",
};

const yes = "●";
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A matrix with a line for each name, and a column for each relation that any line has. */
function matrix(
  head: string,
  lines: readonly (readonly [name: string, relations: readonly Relation[], ...more: string[]])[],
  more: readonly string[] = [],
): string {
  const used = relations.filter((relation) => lines.some(([, held]) => held.includes(relation)));
  const titles = [head, ...used.map((relation) => relationWords[relation][0]), ...more];
  return [
    row(titles),
    `|---|${used.map(() => ":-:|").join("")}${more.map(() => "---|").join("")}`,
    ...lines.map(([name, held, ...rest]) =>
      row([name, ...used.map((relation) => (held.includes(relation) ? yes : "")), ...rest]),
    ),
  ].join("\n");
}

const eventLine = (type: TaskEventType): [string, readonly Relation[], string] => {
  const { senders, recused } = definition.authority[type];
  return [`\`${type}\``, senders, recused.map((recusal) => recusalWords[recusal]).join("; ")];
};
const own = (Object.keys(definition.authority) as TaskEventType[]).filter(
  (type) => !(externalEventTypes as readonly string[]).includes(type),
);

const readingWords: Readonly<Record<Reading, string>> = {
  public: "everybody with a key of the county; nothing in it is of tasks",
  published:
    "what was published, everybody with a key of the county; a draft or a proposal, those who make it and in whose scope it lies; else as if it were not there",
  tasks:
    "only what concerns tasks the caller may read; of others nothing, not even that they are there: `unknown-task`, left out of lists, counts and pages",
  notices:
    "a person's own, all of them; another's, as far as they concern tasks the caller may read, to the head and the own system of that person's unit, to supervisors, leaders, auditors and system administrators; else `forbidden`",
  duties:
    "duties whose matters' lead, assisting units, programme or line would give him their tasks to read; else `unknown-duty`",
  diagnosis:
    "who may read every task asked about: the unit's own and what is above it, the scope it lies in; else `forbidden`",
  deliveries: "who may read every task of the county, and security administrators; else `forbidden`",
  villages:
    "households, masked, and visits: those in units whose tasks he may read, of the villages his unit is linked with, and those he is linked with or made himself; coverage: who may read all of the unit or village asked about, or of the county; a household's particulars, on the trail: a named person who is linked with it, acts for its village or a unit above, or is its supervisor; else `forbidden`, or not there",
  complaints:
    "a complaint of a burden: its author, the unit that has the task to answer it, auditors; else not there",
  measures: "what was proposed of tasks that the caller may read",
  approvals: "what waits for the caller's own decision, by his right to send the event that decides",
  own: "the caller's own things; another's only where the call says so, as a head names deputies in his unit",
  office: "the roles named, nobody else",
};

const callOf = ({ method, path }: Operation): string => `\`${method.toUpperCase()} ${path}\``;
function askers({ allowed }: Operation): string {
  switch (allowed) {
    case "any":
      return "every key, every complete session";
    case "session":
      return "who has a session";
    case "everyone":
      return "everybody, signed in or not";
    default:
      return allowed.join(", ");
  }
}

const calls = readings
  .map((reading) => {
    const lines = operations
      .filter(({ reads }) => reads === reading)
      .map((operation) => row([callOf(operation), askers(operation)]));
    return [
      `### ${reading}`,
      "",
      `Rule: ${readingWords[reading]}.`,
      "",
      "| call | who may ask |",
      "|---|---|",
      ...lines,
    ].join("\n");
  })
  .join("\n\n");

const relationList = relations
  .map((relation) => row([`\`${relation}\``, relationWords[relation][0], relationWords[relation][1]]))
  .join("\n");

const text = `# Who may do what

Generated by \`scripts/authorityMatrix.ts\` from the tables that decide; edit those, not this. Whatever has no entry in a table
is nobody's.

## Relations

Who asks stands in one or several of these relations to a task. They follow from his credentials and the task alone
(\`packages/engine/src/lifecycle/standing.ts\`).

| relation | | who stands in it |
|---|---|---|
${relationList}

**Scope.** A supervisor or an inspector can have a scope, \`{ programmes, lines, units }\`, on himself or on a key (the key's own comes
first): tasks of any of these programmes, lines or units, and of the units below them. Without one it is the whole county.
Outside his scope he is what he would be without the role.

## Events

Asked before the transition, by one pure function (\`authorise\`); no right is \`forbidden\`. Four eyes are asked once the state
takes the event; whom they keep out is in the last column.

${matrix("event", [...externalEventTypes, ...own].map(eventLine), ["four eyes keep out"])}

A matter, with the \`assigned\` of its tasks, and a recurring duty are made by: ${assigners.join(", ")}; a supervisor only in his scope.

**Recorded.** Every event shows \`actor\`, who sent it, and \`right\`, by which right: the relation and what made it hold.
\`unit:handler\`, \`unit:liaison\`, \`unit:head\`, \`unit:system\`, and the same for \`countersigner\`; \`supervisor:county\`, \`:programme\`, \`:line\`, \`:unit\`, and the same for
\`inspector\`; \`leader\`, \`systemAdmin\` of who made a matter; \`engine\`.

## Reading

${matrix("", [["a task, its events, operations and timeline, its place in lists, its share in counts", taskReaders]])}

To read it is enough to belong to the unit, in whatever role. Lists are filtered by this in the database, before they are cut into
pages. A matter is seen by whoever may see one of its tasks, and shows him those. A task that was reassigned is no
longer read by the unit that had it, unless that unit has a part in the same matter.

**Security administrators** read no task: accounts and keys are their work. **System administrators** read all: they set up, make matters and edit
calendars, whose effects are tasks. The first administrator's key is both, so it reads all. **A key with neither unit, person nor role** stands in no
relation, and reads no task. An **auditor** reads everything and changes nothing, by
any call, whatever else he holds and whosever deputy he is.

**Offices (三员).** Nobody holds two of systemAdmin, securityAdmin and auditor, by his own roles and those of all keys in his name taken together; the first
administrator's key alone holds the first two, until it is retired. Nobody gives himself a role. A deputy has none of the three.

An event of a task that its sender may not read is refused as the event table says: \`forbidden\`, as that of any other unit.

## Calls

Every call names the rule by which it shows what it shows (\`reads\` of the operation); one without does not compile. \`POST /v1/events\`
follows the table of events. \`GET /v1/stream\` says that something changed only where it was a task that the caller may read.

${calls}
`;

if (process.argv.includes("--check")) {
  if (readFileSync(page, "utf8") !== text) {
    console.error("docs/authority.md differs from the tables: run scripts/authorityMatrix.ts");
    process.exitCode = 1;
  }
} else {
  writeFileSync(page, text);
}
