/**
 * The county year, end to end: `npm run demo`.
 *
 *     this process                                   a child process
 *     department systems ──CloudEvents over HTTP──►  Duban, its clock standing at 2013-01-04
 *     supervisors, inspectors ──────────────────►    │
 *     the story ──POST /v1/clock────────────────►    │ rungs fire, notices go out
 *     the data centre's webhook ◄────────────────────┘
 *
 * At the end the server's ledger is read back, compared with what the story expects, and printed. A difference ends the
 * run with 1. Without `--exit` the server stays up until Ctrl-C; stopped by a signal, the run ends with 130.
 */
import type { Client } from "@duban/client";
import { county, programme, standingRules, workLines } from "./county/programme.ts";
import { check } from "./ledger/check.ts";
import { countFigures } from "./ledger/figures.ts";
import { matterTable, unitTable } from "./ledger/ledgerTables.ts";
import { readLedger } from "./ledger/readLedger.ts";
import { summary } from "./ledger/summary.ts";
import { tellProgramme } from "./programmeYear.ts";
import { startReceiver, webhookTypes } from "./receiver.ts";
import { runStory, webhookId, yearBegins } from "./runStory.ts";
import { createScreen, type Screen } from "./screen/progress.ts";
import { type DemoServer, startServer } from "./server.ts";
import { closeYear } from "./yearEnd.ts";

const screen = createScreen(process.stdout);
const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => stopping.abort(new Error(`stopped by ${name}`)));
}

process.exitCode = await run(screen, process.argv.includes("--exit"), stopping.signal);

async function run(on: Screen, exits: boolean, signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  introduce(on);
  const receiver = await startReceiver();
  let server: DemoServer | undefined;
  try {
    server = await startServer(yearBegins, signal);
    on.say(`服务器已就绪 server ready after ${since(startedAt)}, its clock at ${yearBegins}\n`);
    const { differences, administrator } = await tellAndCompare(on, server, receiver, signal);
    on.say(`\n用时 the year took ${since(startedAt)}`);
    if (!exits) await stayUp(on, server, administrator, signal);
    return differences === 0 ? 0 : 1;
  } catch (error) {
    on.clear();
    on.say(error instanceof Error ? error.message : String(error));
    if (signal.aborted) return 130;
    if (server !== undefined) on.say(`服务器日志 the server's log ends:\n${await server.endOfLog()}`);
    return 1;
  } finally {
    await server?.stop();
    await receiver.close();
  }
}

async function tellAndCompare(
  on: Screen,
  server: DemoServer,
  receiver: Awaited<ReturnType<typeof startReceiver>>,
  signal: AbortSignal,
): Promise<{ readonly differences: number; readonly administrator: Client }> {
  const told = await runStory(server, receiver, on, signal);
  const ledger = await readLedger(told.administrator, told.matterIds, webhookId, { signal });
  const { tally } = told.systems;
  const differences = check(ledger, { outcomes: told.outcomes, tally, receiver, webhookTypes });
  on.say(
    `\n事项台账 ledger of matters (* 仍逾期 still overdue; 逾期按工作日 late in working days)\n${matterTable(ledger)}`,
  );
  on.say(`\n单位台账 ledger by unit, in the fixed order\n${unitTable(ledger)}`);
  on.say(`\n${summary(countFigures(ledger), tally, receiver)}`);
  const programmeYear = await tellProgramme(server.url, told);
  const yearEnd = await closeYear(server, told.administrator, signal);
  on.say(`\n${[...programmeYear.lines, ...yearEnd.lines].join("\n")}\n`);
  const all = [...told.objections, ...differences, ...programmeYear.objections, ...yearEnd.objections];
  on.say(
    all.length === 0
      ? "核对 checked: the server's ledger is what the story expects, task by task and event by event"
      : `核对 checked: ${all.length} differences\n${all.map((difference) => `  - ${difference}`).join("\n")}`,
  );
  return { differences: all.length, administrator: told.administrator };
}

function introduce(on: Screen): void {
  on.say(
    `督办 Duban · ${county.name} ${county.english} (${county.code}) · ${county.year}年${programme.name} ${programme.english}`,
  );
  on.say(workLines.map((line) => `  ${line.name} ${line.english}`).join("\n"));
  on.say(`六项制度 standing rules:\n${standingRules.map((rule) => `  ${rule}`).join("\n")}`);
  on.say("人员、数量、文号均为示例 people, quantities and papers are examples\n");
}

async function stayUp(
  on: Screen,
  server: DemoServer,
  administrator: Client,
  signal: AbortSignal,
): Promise<void> {
  const { key } = await administrator.createKey({ name: "console", person: "sup-chief" }, { signal });
  on.say(`\n控制台 console ${server.url}/`);
  on.say(`  登录密钥 sign in as a supervisor (督为民) with ${key}`);
  on.say(`  接口文档 docs ${server.url}/docs`);
  on.say(`  管理密钥 admin key in ${server.adminKeyPath}`);
  on.say(`  日志 log ${server.logPath}`);
  on.say(
    `  例 e.g. curl -H "Authorization: Bearer $(cat ${server.adminKeyPath})" "${server.url}/v1/tasks?overdue=true"`,
  );
  on.say("Ctrl-C 结束并清除数据 stops it and removes its data");
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
    void server.ended.then(resolve);
  });
}

function since(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
