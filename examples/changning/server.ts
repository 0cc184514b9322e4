import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A Duban of the demo's own: a child process on a manual clock, its data in a directory that goes when it stops. */
export interface DemoServer {
  readonly url: string;
  readonly adminKey: string;
  readonly adminKeyPath: string;
  readonly logPath: string;
  /** The last lines it logged. */
  endOfLog(): Promise<string>;
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Stops the process, with force after ten seconds and a little, and removes its data. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Long enough to lay out a new Postgres on a slow disk. */
const startLimitMs = 90_000;
/** The server promises to drain within 10 s of SIGTERM. */
const stopLimitMs = 12_000;

/** Starts the server with its clock standing at `startsAt`; rejects with the end of its log if it doesn't come up. */
export async function startServer(startsAt: string, signal: AbortSignal): Promise<DemoServer> {
  const directory = await mkdtemp(join(tmpdir(), "duban-demo-"));
  // The embedded Postgres runs as a user of its own where this runs as root, and has to get in.
  await chmod(directory, 0o755);
  const adminKey = randomBytes(32).toString("base64url");
  const adminKeyPath = join(directory, "admin-key");
  await writeFile(adminKeyPath, `${adminKey}\n`, { mode: 0o600 });
  const logPath = join(directory, "server.log");
  const log = await open(logPath, "a");
  const child = spawn(process.execPath, ["--import", "tsx", "packages/api/src/main.ts"], {
    cwd: root,
    env: environment({ startsAt, adminKey, dataDir: directory }),
    stdio: ["ignore", "pipe", log.fd],
    // A group of its own, so that Ctrl-C reaches this process alone, which then stops the server in order.
    detached: true,
  });
  await log.close();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.once("exit", () => child.kill("SIGKILL"));
  const stop = async () => {
    await stopChild(child, ended);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const url = await listening(child, logPath, signal);
    return { url, adminKey, adminKeyPath, logPath, endOfLog: () => endOfLog(logPath), ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(given: { startsAt: string; adminKey: string; dataDir: string }): NodeJS.ProcessEnv {
  // The demo brings its own of everything: what the shell has set for a real server is left out.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("DUBAN_") && !["DATABASE_URL", "REDIS_URL", "REDIS_CLUSTER"].includes(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOST: "127.0.0.1",
    PORT: "0",
    DATA_DIR: given.dataDir,
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
    DUBAN_ADMIN_KEY: given.adminKey,
    DUBAN_CLOCK: `manual:${given.startsAt}`,
    DUBAN_WEBHOOK_PRIVATE: "allow",
  };
}

async function listening(child: ChildProcess, logPath: string, signal: AbortSignal): Promise<string> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startLimitMs)]);
  return new Promise((resolve, reject) => {
    const fail = async (why: string) => reject(new Error(`${why}\n${await endOfLog(logPath)}`));
    let said = "";
    child.stdout?.setEncoding("utf8");
    child.stdout?.on("data", (text: string) => {
      said += text;
      const url = /duban listening on (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("error", reject);
    child.once("exit", (code) => void fail(`the server ended with ${code} before it listened`));
    limit.addEventListener("abort", () => void fail("the server was given up before it listened"), {
      once: true,
    });
  });
}

async function endOfLog(path: string): Promise<string> {
  const log = await open(path, "r");
  try {
    return (await log.readFile("utf8")).split("\n").slice(-15).join("\n");
  } finally {
    await log.close();
  }
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const force = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(force);
}
