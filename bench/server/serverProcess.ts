import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The first administrator's key of every server the benchmark starts. */
export const adminKey = "benchmark-administrator-key";

/** A Duban process, started as `npm start` starts it. */
export interface ServerProcess {
  readonly pid: number;
  /** Where it listens; empty if it runs workers only. */
  readonly url: string;
  /** From the start of the process to its listening line (workers only: to the log line that says started). */
  readonly listeningMs: number;
  /** SIGTERM, and waits for its end; throws if that was not in order. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly dataDir: string;
  /** Left out: all of them. */
  readonly parts?: string;
  /** Where to leave a CPU profile when it ends. */
  readonly profileDir?: string | undefined;
}

// A start on a million tasks, with Postgres to recover, is allowed this much.
const startLimitMs = 120_000;

/** As in the script `start` of package.json. */
const heapFlags = ["--max-semi-space-size=32"];

const running = new Set<ChildProcess>();

/** Ends every server at once; for a benchmark that is interrupted. */
export function killServers(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Starts a Duban process on the testbed's directory and answers when it listens. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const startedAt = performance.now();
  // Node takes this flag from its command line only.
  const profiling =
    options.profileDir === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profileDir}`];
  const program = [join(root, "scripts/bootstrap.mjs"), "start"];
  const child = spawn(process.execPath, [...profiling, ...heapFlags, ...program], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: environmentOf(options),
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  const ended = new Promise<number>((resolve) =>
    child.on("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 128)),
  );
  const errors = lastLinesOf(child);
  const url = await waitUntilStarted(child, ended, errors);
  return {
    pid: child.pid ?? 0,
    url,
    listeningMs: performance.now() - startedAt,
    async stop() {
      child.kill("SIGTERM");
      const code = await ended;
      if (code !== 0) throw new Error(`a server ended with ${code}:\n${errors()}`);
    },
  };
}

/** The product's defaults whatever the caller's environment says. */
function environmentOf({ dataDir, parts }: ServerOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(DUBAN_|DATABASE_URL|REDIS_|HOST$|NODE_OPTIONS)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PORT: "0",
    DATA_DIR: dataDir,
    DUBAN_ADMIN_KEY: adminKey,
    ...(parts === undefined ? {} : { DUBAN_PARTS: parts }),
  };
}

function waitUntilStarted(
  child: ChildProcess,
  ended: Promise<number>,
  errors: () => string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => fail(`did not start in ${startLimitMs / 1_000} s`), startLimitMs);
    const fail = (why: string) => {
      clearTimeout(limit);
      child.kill("SIGKILL");
      reject(new Error(`a server ${why}:\n${errors()}`));
    };
    const started = (url: string) => {
      clearTimeout(limit);
      resolve(url);
    };
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      const url = /duban listening on (\S+)/.exec(out)?.[1];
      if (url !== undefined) started(url);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.includes('"msg":"started"')) started("");
    });
    void ended.then((code) => fail(`ended with ${code} before it listened`));
  });
}

/** The end of what it logged. Read to the end in any case, or the pipe would fill and stop it. */
function lastLinesOf(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4_000);
  });
  return () => text;
}

/** Waits until `/readyz` answers 200. */
export async function waitUntilReady(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
