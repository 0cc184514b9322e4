import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Redis } from "ioredis";
import { eventually } from "./eventually.ts";

/** A Redis that a test may empty, kill and start again as it likes. */
export interface RedisForTests {
  readonly url: string;
  /** Takes away everything it holds, as an operator's mistake or a lost disk would. */
  empty(): Promise<void>;
  /** Ends the server at once; nothing for a server that was given by `TEST_REDIS_URL`. */
  kill(): Promise<void>;
  /** Starts it again on the same port after `kill`, empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * True if tests can have a Redis: `redis-server` is on the PATH, or `TEST_REDIS_URL` names one that may be emptied.
 *
 * `npm test` must do its job on a bare machine, so without a Redis those tests are not there; in CI (`CI=true`) that would hide
 * what should be tested, so there it is an error.
 */
export function redisAvailable(): boolean {
  const available = process.env["TEST_REDIS_URL"] !== undefined || onPath("redis-server");
  if (!available && process.env["CI"] === "true") {
    throw new Error("CI=true, but there is neither redis-server on the PATH nor TEST_REDIS_URL");
  }
  return available;
}

/** The stores that can carry the queues here: for `describe.each`. Postgres always, Redis where there is one. */
export const queueStores = (): ("postgres" | "redis")[] =>
  redisAvailable() ? ["postgres", "redis"] : ["postgres"];

/** Starts a Redis of the test file's own, for `beforeAll`; `stop` it in `afterAll`. */
export async function startRedis(): Promise<RedisForTests> {
  const given = process.env["TEST_REDIS_URL"];
  const directory = await mkdtemp(join(tmpdir(), "duban-redis-"));
  const port = await freePort();
  const url = given ?? `redis://127.0.0.1:${port}`;
  const launch = async () => {
    const child = given === undefined ? launchServer(port, directory) : undefined;
    await eventually(() => ask(url, (redis) => redis.ping()), { what: "Redis answering" });
    return child;
  };
  let child = await launch();
  const kill = async () => {
    await end(child);
    child = undefined;
  };
  return {
    url,
    empty: async () => {
      await ask(url, (redis) => redis.flushall());
    },
    kill,
    restart: async () => {
      child = await launch();
    },
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function launchServer(port: number, directory: string): ChildProcess {
  // Memory only; noeviction as BullMQ wants it.
  const settings = {
    port,
    bind: "127.0.0.1",
    dir: directory,
    save: "",
    appendonly: "no",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return spawn("redis-server", args, { stdio: "ignore" });
}

function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

function onPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
