import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type Config,
  createDatabase,
  describeFinding,
  describeProblems,
  isConfigProblems,
  type MatterCheck,
  noteVerification,
  parseConfig,
  readHeads,
  readPublicKeys,
  silentLogger,
  startEmbeddedPostgres,
  type TaskCheck,
  type TenantCheck,
  verifyDatabase,
  verifyMatters,
  verifyTasks,
} from "@duban/engine";

/**
 * `npm run verify [-- --key PUBLIC.pem] [--head TENANT:NUMBER:HASH]`: whether anything that was sealed was changed, removed,
 * inserted, reordered or cut off at the end, in any county, and where; and whether each task's row is what its events left, and each
 * matter's what was recorded of it.
 *
 * The environment is the server's, which may be running. Without `--key` the public keys beside the private one are trusted;
 * the heads kept there must be in the chains, and so must those given. Each county's trail is told of it. Ends with 0 if all is well, 1 if not, 2 if it could not check.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    options: { key: { type: "string", multiple: true }, head: { type: "string", multiple: true } },
  });
  const config = parseConfig(process.env);
  if (isConfigProblems(config)) throw new Error(describeProblems(config));
  const directory = config.seal.directory ?? join(config.dataDir, "seal");
  const publicKeys =
    values.key === undefined
      ? await readPublicKeys(directory)
      : await Promise.all(values.key.map((path) => readFile(path, "utf8")));
  if (publicKeys.length === 0) throw new Error(`there is no public key in ${directory}: say --key`);
  const heads = new Map<number, { number: number; hash: string }>(await readHeads(directory));
  for (const text of values.head ?? []) {
    const [tenant, number, hash] = text.split(":");
    if (hash === undefined) throw new Error(`not a head, as TENANT:NUMBER:HASH: ${text}`);
    heads.set(Number(tenant), { number: Number(number), hash });
  }
  const { checks, taskChecks, matterChecks } = await withDatabase(config, async (database) => {
    const found = {
      checks: await verifyDatabase(database, { publicKeys, heads }, Date.now()),
      taskChecks: await verifyTasks(database, showProgress),
      matterChecks: await verifyMatters(database),
    };
    const ofRows = [...found.taskChecks, ...found.matterChecks];
    for (const check of found.checks) await note(database, check, ofRows);
    return found;
  });
  for (const check of checks) report(check);
  for (const check of taskChecks) reportTasks(check);
  for (const check of matterChecks) reportMatters(check);
  return [...checks, ...taskChecks, ...matterChecks].every(({ findings }) => findings.length === 0) ? 0 : 1;
}

/** On the county's trail, for its auditor. A database that takes no writing, such as a replica, is checked all the same. */
async function note(
  database: ReturnType<typeof createDatabase>,
  check: TenantCheck,
  ofRows: readonly (TaskCheck | MatterCheck)[],
): Promise<void> {
  const differing = ofRows
    .filter(({ tenant }) => tenant === check.tenant)
    .reduce((sum, { findings }) => sum + findings.length, 0);
  await noteVerification(database, check, differing, Date.now()).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`county ${check.tenant}: this check could not be noted on the trail: ${why}\n`);
  });
}

async function withDatabase<T>(
  { databaseUrl, dataDir }: Config,
  work: (database: ReturnType<typeof createDatabase>) => Promise<T>,
): Promise<T> {
  const logger = silentLogger;
  const postgres = databaseUrl === null ? await startEmbeddedPostgres({ dataDir, logger }) : undefined;
  const database = createDatabase(databaseUrl ?? postgres?.url ?? "", { max: 1, logger });
  try {
    return await work(database);
  } finally {
    await database.close();
    await postgres?.stop();
  }
}

// What follows from one deed can be thousands of lines, and the first say where it was.
const mostLines = 200;

function report({ tenant, findings, seals, records, unsealed, head }: TenantCheck): void {
  const say = (line: string) => process.stdout.write(`county ${tenant}: ${line}\n`);
  for (const finding of findings.slice(0, mostLines)) say(describeFinding(finding));
  if (findings.length > mostLines) say(`and ${findings.length - mostLines} more`);
  const verdict = findings.length === 0 ? "whole" : `${findings.length} findings`;
  say(`${verdict}: ${records} records under ${seals} seals, not sealed yet ${JSON.stringify(unsealed)}`);
  say(`head ${tenant}:${head.number}:${head.hash} at ${head.at ?? "no time"}`);
}

// A line for every so many tasks, on stderr: what is found goes to stdout alone.
const tasksPerLine = 10_000;

function showProgress(tenant: number, tasks: number): void {
  if (tasks > 0 && tasks % tasksPerLine === 0) {
    process.stderr.write(`county ${tenant}: ${tasks} tasks compared with their events\n`);
  }
}

function reportTasks({ tenant, tasks, findings }: TaskCheck): void {
  const say = (line: string) => process.stdout.write(`county ${tenant}: ${line}\n`);
  for (const { task, field, detail } of findings.slice(0, mostLines)) {
    say(`differs: tasks, task ${task}, field ${field}: ${detail}`);
  }
  if (findings.length > mostLines) say(`and ${findings.length - mostLines} more`);
  say(
    `${tasks} tasks compared with their events: ${findings.length === 0 ? "as they left them" : `${findings.length} differences`}`,
  );
}

function reportMatters({ tenant, matters, findings }: MatterCheck): void {
  const say = (line: string) => process.stdout.write(`county ${tenant}: ${line}\n`);
  for (const { matter, field, detail } of findings.slice(0, mostLines)) {
    say(`differs: matters, matter ${matter}, field ${field}: ${detail}`);
  }
  const verdict = findings.length === 0 ? "as it was" : `${findings.length} differences`;
  say(`${matters} matters compared with what was recorded of them: ${verdict}`);
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`verify could not check: ${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
