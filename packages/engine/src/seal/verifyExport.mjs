/*
 * Checks an export of the trail with nothing but this file, the export and a public key:
 *
 *     node verifyExport.mjs trail.ndjson --key public.pem [--head NUMBER:HASH] [--until INSTANT]
 *
 * Says whether anything that was sealed was changed, removed, inserted, reordered or cut off at the end, and where. Ends with 0
 * if all is well, with 1 if not, with 2 if it could not check. Plain JavaScript without dependencies, so that an auditor can read
 * it whole and run it anywhere there is Node.
 *
 * An export is lines of JSON: { export }, then { seal } each followed by the records in its span, { events }, { trail } and
 * { village_events } with the record's own text, then { end }. Seals from before village events were sealed say nothing of them. A seal's body is the text that was signed; it lists position and SHA-256 of each record.
 * `--head` is the last head that was written down elsewhere: what an export of the county must still hold. `--until` is the
 * instant up to which the chain must reach: a seal is made at least once an hour.
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, readFileSync, realpathSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const noSealBefore = "0".repeat(64);
const tables = ["events", "trail", "village_events"];
const nowhere = () => Object.fromEntries(tables.map((table) => [table, 0]));
const sha256 = (text, encoding) => createHash("sha256").update(text).digest(encoding);

/** The id under which a seal names its key. */
function keyIdOf(publicKey) {
  return sha256(publicKey.export({ type: "spki", format: "der" }), "hex").slice(0, 16);
}

/**
 * A check of one county's export, fed line by line. `head`: { number, hash } that must be there; `until`: an instant as text.
 * `end()` gives { findings, seals, records, unsealed, head }; a finding is { kind, table, position, task, subject, revision, seal, detail }.
 */
export function createExportCheck({ publicKeys, head = null, until = null }) {
  const keyById = new Map(publicKeys.map((pem) => createPublicKey(pem)).map((key) => [keyIdOf(key), key]));
  const findings = [];
  const state = {
    header: null,
    current: null,
    previous: { number: 0, hash: noSealBefore, at: null },
    upTo: nowhere(),
    last: Object.fromEntries(tables.map((table) => [table, Number.NEGATIVE_INFINITY])),
    seals: 0,
    records: 0,
    dropped: 0,
    removedTrail: [],
    headSeen: head === null,
    end: null,
  };
  const find = (kind, place, detail) => findings.push({ kind, ...place, detail });

  const closeSeal = () => {
    const { current } = state;
    state.current = null;
    if (current === null) return;
    for (const table of tables) {
      for (const [position, entry] of current.entries[table]) {
        const place = { table, position, ...identityOf(table, entry), seal: current.number };
        if (table === "trail") state.removedTrail.push(place);
        else find("removed", place, "is sealed and not there");
      }
    }
  };

  return {
    line(text) {
      const line = parse(text);
      if (line === undefined) return find("unreadable", {}, `not a line of an export: ${text.slice(0, 80)}`);
      if (line.export !== undefined) state.header = line.export;
      else if (line.seal !== undefined) {
        closeSeal();
        openSeal(state, line.seal, { keyById, find, head });
      } else if (line.end !== undefined) {
        closeSeal();
        state.end = line.end;
      } else
        for (const table of tables)
          if (typeof line[table] === "string") checkRecord(state, table, line[table], find);
    },
    end() {
      closeSeal();
      finish(state, find, { head, until });
      const { seals, records, previous, end } = state;
      return { findings, seals, records, unsealed: end?.unsealed ?? null, head: previous };
    },
  };
}

function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whom an entry is about: an event's has task and revision, a village event's what it is about and its revision. */
function identityOf(table, entry) {
  if (table === "trail") return {};
  return table === "events"
    ? { task: entry[1], revision: entry[2] }
    : { subject: entry[1], revision: entry[2] };
}

/** The same of a record itself. */
function identityIn(table, record) {
  if (table === "trail") return {};
  const { task_id: task, kind, subject, revision } = record;
  return table === "events" ? { task, revision } : { subject: `${kind}/${subject}`, revision };
}

function openSeal(state, seal, { keyById, find, head }) {
  const place = { table: "seals", seal: seal.number };
  const body = parse(String(seal.body));
  state.seals += 1;
  if (body === undefined) find("seal-changed", place, "its body is not what was signed: no JSON");
  else checkBody(state, seal, body, { keyById, find, place });
  if (head !== null && seal.number === head.number) {
    state.headSeen = true;
    if (seal.hash !== head.hash)
      find("rewritten", place, `is not the seal whose head was written down: ${head.hash}`);
  }
  state.previous = { number: seal.number, hash: seal.hash, at: body?.at ?? null };
  const entriesOf = (table) => {
    const entries = Array.isArray(body?.[table]?.entries) ? body[table].entries : [];
    return new Map(entries.map((entry) => [entry[0], entry]));
  };
  state.current = {
    number: seal.number,
    span: Object.fromEntries(tables.map((table) => [table, body?.[table] ?? {}])),
    entries: Object.fromEntries(tables.map((table) => [table, entriesOf(table)])),
  };
  for (const table of tables) state.upTo[table] = Math.max(state.upTo[table], body?.[table]?.upTo ?? 0);
}

function checkBody(state, seal, body, { keyById, find, place }) {
  const { previous, header } = state;
  const key = keyById.get(body.key);
  const isSigned =
    key !== undefined &&
    verify(null, Buffer.from(seal.body), key, Buffer.from(String(seal.signature), "base64"));
  if (key === undefined) find("seal-changed", place, `is signed by a key that is not trusted: ${body.key}`);
  else if (!isSigned) find("seal-changed", place, "its body or its signature is not what was signed");
  if (sha256(seal.body, "hex") !== seal.hash) find("seal-changed", place, "its hash is not that of its body");
  if (
    body.number !== seal.number ||
    body.at !== seal.at ||
    (header !== null && body.tenant !== header.tenant)
  ) {
    find(
      "seal-changed",
      place,
      `its row says number ${seal.number} at ${seal.at}, what was signed ${body.number} at ${body.at}`,
    );
  }
  if (seal.number !== previous.number + 1) {
    const missing = `${previous.number + 1} to ${seal.number - 1}`;
    if (seal.number > previous.number)
      find("seal-removed", { ...place, seal: previous.number + 1 }, `seals ${missing} are not there`);
    else find("reordered", place, `comes after seal ${previous.number}`);
  } else if (body.previous !== previous.hash) {
    find("seal-changed", place, `follows a seal with another hash than seal ${previous.number} has`);
  }
  if (isSigned && body.dropped !== null) state.dropped = Math.max(state.dropped, body.dropped.upTo);
}

function checkRecord(state, table, text, find) {
  const record = parse(text) ?? {};
  const { position } = record;
  const identity = identityIn(table, record);
  const place = { table, position, ...identity, seal: state.current?.number ?? null };
  state.records += 1;
  if (!(position > state.last[table])) find("reordered", place, `comes after position ${state.last[table]}`);
  else state.last[table] = position;
  const entry = state.current?.entries[table].get(position);
  if (entry === undefined) {
    // What a seal that is missing covered has been said of that seal; what is under none was put there later.
    const isMissing = position > 0 && position <= (state.current?.span[table].after ?? 0);
    if (isMissing) find("unsealed", place, "its seal is not there");
    else find("inserted", place, "is in the span of a seal that does not list it");
    return;
  }
  state.current.entries[table].delete(position);
  if (sha256(text, "base64") === entry[entry.length - 1]) return;
  const was = identityOf(table, entry);
  const moved = Object.keys(was).some((member) => was[member] !== identity[member]);
  if (moved) {
    find("reordered", { ...place, ...was }, `${describeIdentity(identity)} stands in its place`);
  } else find("changed", place, "is not what was sealed");
}

function finish(state, find, { head, until }) {
  const { previous, end, header } = state;
  for (const place of state.removedTrail) {
    if (place.position > state.dropped)
      find("removed", place, "is sealed, not there, and not said to be dropped");
  }
  if (header === null) find("cut-off", {}, "the export has no beginning");
  if (end === null) find("cut-off", {}, "the export has no end");
  const place = { table: "seals", seal: previous.number + 1 };
  const places = tables.map((table) => `${table} position ${state.upTo[table]}`);
  const beyond = `what was recorded after ${places.join(" and ")} is gone`;
  if (!state.headSeen) {
    find(
      "cut-off",
      place,
      `seal ${head.number} was written down as the head, and the chain ends with ${previous.number}: ${beyond}`,
    );
  }
  if (until !== null && !(Date.parse(previous.at) >= Date.parse(until))) {
    find("cut-off", place, `the chain ends at ${previous.at}, before ${until}`);
  }
}

const describeIdentity = ({ task, subject, revision }) =>
  `${task === undefined ? subject : `task ${task}`} revision ${revision}`;

/** A finding as a line for people. */
export function describeFinding({ kind, table, position, task, subject, revision, seal, detail }) {
  const parts = [
    table,
    position === undefined ? undefined : `position ${position}`,
    task === undefined || task === null ? undefined : `task ${task}`,
    subject === undefined || subject === null ? undefined : subject,
    revision === undefined || revision === null ? undefined : `revision ${revision}`,
    seal === undefined || seal === null ? undefined : `seal ${seal}`,
  ].filter((part) => part !== undefined);
  return `${kind}: ${parts.join(", ")}${parts.length > 0 ? ": " : ""}${detail}`;
}

async function main(args) {
  const option = (name) => args.flatMap((value, index) => (args[index - 1] === name ? [value] : []));
  const path = args[0];
  const [headText] = option("--head");
  const keys = option("--key");
  if (path === undefined || path.startsWith("--") || keys.length === 0) {
    process.stderr.write(
      "node verifyExport.mjs EXPORT --key PUBLIC.pem [--head NUMBER:HASH] [--until INSTANT]\n",
    );
    return 2;
  }
  const [number, hash] = headText?.split(":") ?? [];
  const check = createExportCheck({
    publicKeys: keys.map((key) => readFileSync(key, "utf8")),
    head: headText === undefined ? null : { number: Number(number), hash },
    until: option("--until")[0] ?? null,
  });
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line !== "") check.line(line);
  }
  const { findings, seals, records, unsealed, head } = check.end();
  for (const finding of findings) process.stdout.write(`${describeFinding(finding)}\n`);
  process.stdout.write(
    `${findings.length === 0 ? "whole" : `${findings.length} findings`}: ${records} records under ${seals} seals, ` +
      `head ${head.number}:${head.hash} at ${head.at}, not sealed yet: ${JSON.stringify(unsealed)}\n`,
  );
  return findings.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`cannot check: ${error instanceof Error ? error.message : error}\n`);
    return 2;
  });
}
