import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { silentLogger, startEmbeddedPostgres } from "@duban/engine";
import { builtProgram } from "./builtProgram.ts";

/** The real server as a process of its own: what the fault tests kill. */
export interface SpawnedServer {
  /** As it announced itself. */
  readonly url: string;
  readonly pid: number;
  /** What it printed so far. */
  stdout(): string;
  stderr(): string;
  /** Sends the signal and answers how the process ended. */
  kill(signal: NodeJS.Signals): Promise<ServerEnd>;
  /** Kills it (-9 unless said otherwise) and starts it again with the same environment, on the same port. */
  restart(signal?: NodeJS.Signals): Promise<SpawnedServer>;
}

export interface ServerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const startLimitMs = 60_000;
const living = new Set<ChildProcessByStdio<null, Readable, Readable>>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

/**
 * Starts the server and answers once it printed `duban listening on …`; throws with what it said if it ends before that.
 *
 * The environment is `env` and nothing of ours but PATH and the like, so that no variable of the developer's leaks in. `PORT` is any
 * free one unless given; `program` is another main than the server's.
 */
export async function spawnServer(
  env: Readonly<Record<string, string>>,
  program = "packages/api/src/main.ts",
  args: readonly string[] = [],
): Promise<SpawnedServer> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const inherited = { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
  const child = spawn(process.execPath, [await builtProgram(program), ...args], {
    cwd: root,
    env: { ...inherited, PORT: "0", LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  living.add(child);
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<ServerEnd>((resolve) => {
    child.once("exit", (code, signal) => {
      living.delete(child);
      resolve({ code, signal });
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the server ${why}\n${stdout}${stderr}`));
    const limit = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`did not listen within ${startLimitMs} ms`);
    }, startLimitMs);
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      const announced = /^duban listening on (http:\/\/\S+)$/m.exec(stdout)?.[1];
      if (announced === undefined) return;
      clearTimeout(limit);
      resolve(announced);
    });
    child.once("close", (code, signal) => {
      clearTimeout(limit);
      fail(`ended with ${signal ?? `code ${code}`} before it listened`);
    });
  });
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    kill,
    async restart(signal = "SIGKILL") {
      await kill(signal);
      return spawnServer({ ...env, PORT: new URL(url).port }, program, args);
    },
  };
}

/** A `DATA_DIR` of the test's own. `remove` also stops an embedded Postgres that a killed server left running there. */
export async function temporaryDataDir(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "duban-data-"));
  return {
    path,
    async remove() {
      if (existsSync(join(path, "postgres"))) {
        const left = await startEmbeddedPostgres({ dataDir: path, logger: silentLogger });
        await left.stop();
      }
      await rm(path, { recursive: true, force: true });
    },
  };
}
