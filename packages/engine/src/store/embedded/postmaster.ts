import { spawn } from "node:child_process";
import { open, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { EngineError } from "../../errors.ts";
import type { Account } from "./account.ts";
import { isProcessAlive } from "./lease.ts";

/** Where one cluster is and how to reach it; everything below one directory. */
export interface Cluster {
  /** PGDATA. */
  readonly path: string;
  readonly logPath: string;
  readonly password: string;
}

/** A postmaster that lives, by its own pid file. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** How long a start may take: recovery after a power failure replays at most `max_wal_size`. */
const startLimitMs = 60_000;
const pollMs = 25;

export const clusterUrl = (cluster: Cluster, port: number): string =>
  `postgresql://duban:${cluster.password}@127.0.0.1:${port}/duban`;

/**
 * The living postmaster of this cluster, if there is one.
 *
 * A pid file whose process is gone, or whose pid now belongs to another program (common after a container restarts), is
 * not believed. Where nothing at all runs on the cluster such a file is removed: Postgres would refuse to start over it
 * if the pid's new owner is a process of the same user.
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const path = join(cluster.path, "postmaster.pid");
  const lines = (await readFile(path, "utf8").catch(() => "")).split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[3] ?? "", 10);
  if (Number.isNaN(pid)) return undefined;
  if (await isServing(cluster, pid)) return { pid, port };
  if (await isDeserted(cluster)) await rm(path, { force: true });
  return undefined;
}

/**
 * True if this process runs on the cluster, by its command line: the postmaster has the cluster's path as an argument, its
 * children show the cluster's name. A zombie has no command line and so does not count. Where there is no /proc any living process does.
 */
export async function isServing(cluster: Cluster, pid: number): Promise<boolean> {
  if (!isProcessAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const marks = [`\0${cluster.path}\0`, `postgres: ${clusterName(cluster)}:`];
  return marks.some((mark) => commandLine.includes(mark));
}

/** True if no process of the cluster is left, not even a child that outlived a killed postmaster; false where we can't know. */
async function isDeserted(cluster: Cluster): Promise<boolean> {
  if (process.platform !== "linux") return false;
  for (const entry of await readdir("/proc")) {
    if (/^\d+$/.test(entry) && (await isServing(cluster, Number(entry)))) return false;
  }
  return true;
}

/** Shown in process titles; Postgres keeps 63 bytes of printable ASCII, so the path itself would not do. */
const clusterName = (cluster: Cluster) =>
  `duban-${Buffer.from(cluster.password.slice(0, 6)).toString("hex")}`;

/**
 * Starts the postmaster on 127.0.0.1 and answers when it takes statements.
 *
 * It gets a session of its own: neither the death of this process nor a Ctrl-C in its terminal reaches it, so a kill -9 of
 * ours never costs more than finding it again. Throws code `embedded-postgres-failed` with the end of its log.
 */
export async function launchPostmaster(
  postgres: string,
  account: Account,
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  const all = { ...settings, port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: "" };
  const options = Object.entries({ ...all, cluster_name: clusterName(cluster) });
  const command = account.command(postgres, [
    "-D",
    cluster.path,
    ...options.flatMap(([k, v]) => ["-c", `${k}=${v}`]),
  ]);
  const log = await open(cluster.logPath, "a", 0o600);
  const { file, args, ...identity } = command;
  const stdio: ["ignore", number, number] = ["ignore", log.fd, log.fd];
  const child = spawn(file, args, {
    ...identity,
    detached: true,
    cwd: "/",
    stdio,
    env: { ...process.env, LC_ALL: "C" },
  });
  let ended: string | undefined;
  child.on("error", (error) => {
    ended = error.message;
  });
  child.on("exit", (code, signal) => {
    ended = `it ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();
  await log.close();
  await waitUntilReady(cluster, port, () => ended);
  return { pid: child.pid ?? 0, port };
}

/** Waits until the server answers a statement. `ended` says, once it is so, why it never will. */
async function waitUntilReady(
  cluster: Cluster,
  port: number,
  ended: () => string | undefined,
): Promise<void> {
  const startedAt = performance.now();
  let last: unknown;
  while (ended() === undefined && performance.now() - startedAt < startLimitMs) {
    try {
      return await ensureDatabase(cluster, port);
    } catch (error) {
      last = error;
      await wait(pollMs);
    }
  }
  throw new EngineError(
    "embedded-postgres-failed",
    `the embedded Postgres in ${cluster.path} did not start: ${ended() ?? `no answer in ${startLimitMs / 1000} s`}. ` +
      `The end of ${cluster.logPath}:\n${await endOfLog(cluster)}`,
    { cause: last },
  );
}

/** Joins the postmaster that runs on the cluster, once it answers; undefined if there is none, or it was just shutting down. */
export async function joinPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const running = await findPostmaster(cluster);
  if (running === undefined) return undefined;
  let ended: string | undefined;
  const watch = setInterval(async () => {
    if (!(await isServing(cluster, running.pid))) ended = "it was shutting down";
  }, pollMs);
  try {
    await waitUntilReady(cluster, running.port, () => ended);
    return running;
  } catch (error) {
    if (ended !== undefined) return undefined;
    throw error;
  } finally {
    clearInterval(watch);
  }
}

/** Connects; makes the database `duban` where initdb's work was not yet followed by it. */
async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const maintenance = clusterUrl(cluster, port).replace(/duban$/, "postgres");
  const client = new pg.Client({ connectionString: maintenance, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'duban'");
    if (rowCount === 0) await client.query("create database duban");
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function endOfLog(cluster: Cluster): Promise<string> {
  const log = await readFile(cluster.logPath, "utf8").catch((error: Error) => error.message);
  return log.trimEnd().split("\n").slice(-15).join("\n");
}

/**
 * Stops a postmaster: fast (rolls back, disconnects, checkpoints), and after `limitMs` at once, which the next start repairs from
 * the log. Answers when it is gone.
 */
export async function stopPostmaster(
  cluster: Cluster,
  postmaster: Postmaster,
  limitMs = 5_000,
): Promise<void> {
  const startedAt = performance.now();
  let signal: NodeJS.Signals = "SIGINT";
  send(postmaster.pid, signal);
  while (await isServing(cluster, postmaster.pid)) {
    if (signal === "SIGINT" && performance.now() - startedAt > limitMs) {
      signal = "SIGQUIT";
      send(postmaster.pid, signal);
    }
    await wait(pollMs);
  }
  // Its command line goes before its sockets do; only then is its port free for the next.
  while (!(await hasEnded(postmaster.pid))) await wait(pollMs);
}

/** A zombie has ended: in a container there may be nobody to reap it. */
async function hasEnded(pid: number): Promise<boolean> {
  if (!isProcessAlive(pid)) return true;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return /^\d+ \(.*\) [ZX] /.test(stat);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** A port nobody listens on: `preferred` if it is free. */
export function freePort(preferred: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (preferred === undefined ? reject(error) : resolve(freePort(undefined))));
    server.listen({ port: preferred ?? 0, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
