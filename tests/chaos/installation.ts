import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createDatabase,
  type Database,
  type EmbeddedPostgres,
  silentLogger,
  startEmbeddedPostgres,
} from "@duban/engine";
import { eventually } from "../harness/eventually.ts";
import { type RedisForTests, startRedis } from "../harness/startRedis.ts";
import { ServerSlot } from "./serverSlot.ts";

export const adminKey = "the-administrator-of-the-chaos-bench";

/** Which processes there are, on which queue store, by which clock. */
export interface Layout {
  /** `DUBAN_PARTS` of each process; at least one has `api`. */
  readonly processes: readonly string[];
  readonly queues: "postgres" | "redis";
  /** `system`, or where the manual clock begins. */
  readonly clock: "system" | string;
}

/** A Postgres of its own that keeps its promises, for as many installations, one after the other, as are wanted. */
export interface PostgresForChaos {
  readonly server: EmbeddedPostgres;
  stop(): Promise<void>;
}

export async function startPostgresForChaos(): Promise<PostgresForChaos> {
  const dataDir = join(tmpdir(), `duban-chaos-${randomBytes(6).toString("hex")}`);
  const server = await startEmbeddedPostgres({ dataDir, logger: silentLogger, durability: "on" });
  return {
    server,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * A whole Duban: a database, perhaps a Redis, and server processes, everything of which can be killed and comes back.
 *
 * Nothing of it is a stand-in: the processes are `npm start`'s, Postgres writes to disk, and signals are real.
 */
export class Installation {
  readonly slots: readonly ServerSlot[];
  readonly database: Database;
  readonly isManual: boolean;
  readonly redis: RedisForTests | null;
  /** What each process is started with. */
  readonly env: Readonly<Record<string, string>>;
  readonly #postgres: PostgresForChaos;

  private constructor(
    postgres: PostgresForChaos,
    layout: Layout,
    redis: RedisForTests | null,
    env: Readonly<Record<string, string>> & { readonly DATABASE_URL: string },
  ) {
    this.#postgres = postgres;
    this.env = env;
    this.redis = redis;
    this.isManual = layout.clock !== "system";
    this.database = createDatabase(env.DATABASE_URL, { max: 4, logger: silentLogger });
    this.slots = layout.processes.map((parts, index) => new ServerSlot(`${parts} ${index + 1}`, parts, env));
  }

  /** Makes the database and starts every process; `env` is added to each one's environment. */
  static async start(
    postgres: PostgresForChaos,
    layout: Layout,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Installation> {
    const DATABASE_URL = await createEmptyDatabase(postgres);
    const redis = layout.queues === "redis" ? await startRedis() : null;
    const installation = new Installation(postgres, layout, redis, {
      DUBAN_ADMIN_KEY: adminKey,
      DUBAN_CLOCK: layout.clock === "system" ? "system" : `manual:${layout.clock}`,
      DUBAN_WEBHOOK_PRIVATE: "allow",
      DUBAN_WEBHOOK_TIMEOUT_MS: "500",
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
      ...env,
      DATABASE_URL,
    });
    for (const slot of installation.slots) await slot.start();
    return installation;
  }

  /** Where requests can go, whether somebody answers there at present or not. */
  get urls(): string[] {
    return this.slots.filter(({ url }) => url !== "").map(({ url }) => url);
  }

  get postgresPid(): number {
    return this.#postgres.server.pid;
  }

  slotsWith(part: "api" | "workers"): ServerSlot[] {
    return this.slots.filter(({ parts }) => parts.includes(part));
  }

  /** Ends the postmaster by that signal, and answers when another one serves. */
  async restartPostgres(signal: "SIGKILL" | "SIGQUIT" | "SIGINT"): Promise<void> {
    const killed = this.#postgres.server.pid;
    process.kill(killed, signal);
    await eventually(() => this.#postgres.server.pid !== killed, {
      what: "another postmaster",
      withinMs: 60_000,
    });
    await this.onceServing();
  }

  /** Resolves when the database answers. */
  async onceServing(): Promise<void> {
    await eventually(async () => (await this.database.raw("select 1", [])).length === 1, {
      withinMs: 60_000,
    });
  }

  /** Moves the manual clock as another process would: nothing that is due is done for it. */
  async moveClock(to: number): Promise<void> {
    const instant = new Date(to).toISOString();
    await this.database.raw("update manual_clock set stands_at = greatest(stands_at, $1::timestamptz)", [
      instant,
    ]);
  }

  /** What the engine's clock shows. */
  async now(): Promise<number> {
    if (!this.isManual) return Date.now();
    const [row] = await this.database.raw<{ stands_at: number }>("select stands_at from manual_clock", []);
    return row?.stands_at ?? 0;
  }

  /** Thaws and kills whatever runs, and gives the database back. */
  async remove(): Promise<void> {
    for (const slot of this.slots) slot.thaw();
    await Promise.all(this.slots.map((slot) => slot.kill("SIGKILL")));
    await this.redis?.stop();
    await this.database.close();
    const { pathname } = new URL(this.database.url);
    const maintenance = createDatabase(this.#postgres.server.url, { max: 1, logger: silentLogger });
    await maintenance.raw(`drop database if exists ${pathname.slice(1)} with (force)`);
    await maintenance.close();
  }
}

async function createEmptyDatabase(postgres: PostgresForChaos): Promise<string> {
  const url = new URL(postgres.server.url);
  const name = `chaos_${randomBytes(6).toString("hex")}`;
  const maintenance = createDatabase(url.href, { max: 1, logger: silentLogger });
  await maintenance.raw(`create database ${name}`);
  await maintenance.close();
  url.pathname = `/${name}`;
  return url.href;
}
