import { join } from "node:path";
import {
  type Config,
  createDatabase,
  createEngine,
  createManualClock,
  createSealer,
  type Database,
  type Engine,
  type EngineClock,
  ensureTenant,
  type Instant,
  type Logger,
  migrate,
  openSealKey,
  protectTenants,
  type Sealer,
  startEmbeddedPostgres,
  systemClock,
  withRetry,
} from "@duban/engine";
import {
  createClockAdvance,
  startWorkers,
  stormLanes,
  type WorkerStats,
  type Workers,
  webhookUrlProblem,
} from "@duban/workers";
import { ensureAdminKey } from "./adminKey.ts";
import { createChangeWatch } from "./changeWatch.ts";
import { readConsoleFiles } from "./consoleFiles.ts";
import { createKeyRing } from "./keyRing.ts";
import { createMetrics } from "./metrics.ts";
import { createRateLimits, defaultLimits } from "./rateLimits.ts";
import { openSecretBox, type SecretBox } from "./secretBox.ts";
import { type ApiServer, startServer } from "./server.ts";
import { createPasswordHasher } from "./signIn/passwordHasher.ts";
import { createProvider } from "./signIn/provider.ts";
import { createSessions } from "./signIn/sessions.ts";
import { createTrail } from "./trail.ts";

/** The parts that run in this process. */
export interface Duban {
  /** Where the API listens; null if it is not among the parts. */
  readonly url: string | null;
  readonly database: Database;
  readonly engine: Engine;
  readonly clock: EngineClock;
  /**
   * Ends in order: no new work, what was begun is answered and committed, then everything is closed. Within 10 s.
   *
   *     not ready → server closes → engine drains → workers drain → database closes → embedded Postgres stops
   */
  stop(): Promise<void>;
}

// The whole of an end takes 10 s at most: 4 for the requests under way, 2 for the workers, the rest for a Postgres to stop.
const serverLimitMs = 4_000;
const workersLimitMs = 2_000;

// A Postgres that comes back after a crash replays its log first; a minute is long for that, and short for a person.
const databaseLimitMs = 60_000;

// Beside one connection a lane: reads of the API, the workers, the clock. More only queue up inside Postgres.
const readConnections = 10;

/**
 * Starts what the configuration asks for: the composition root, the only place where parts meet.
 *
 * `machineClock` is what sessions and sign-ins go by, whatever the engine's clock is. Rejects if any of it cannot start; what had been started is stopped before.
 */
export async function startDuban(
  config: Config,
  logger: Logger,
  machineClock: () => Instant = Date.now,
): Promise<Duban> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };
  try {
    return { ...(await start(config, logger, machineClock, ends)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts everything in order, and leaves in `ends` how to end it: the last one started first. */
async function start(
  config: Config,
  logger: Logger,
  machineClock: () => Instant,
  ends: (() => Promise<void>)[],
): Promise<Omit<Duban, "stop">> {
  const { database, databaseUrl } = await openDatabase(config, logger, ends);
  const clock =
    config.clock.kind === "manual" ? await createManualClock(database, config.clock.startsAt) : systemClock;
  const now = await clock.read();
  const tenantId = await ensureTenant(database, { code: "default", name: "default" }, now);
  const firstKeyId = await ensureAdminKey(
    { database, logger, tenantId, dataDir: config.dataDir, adminKey: config.adminKey },
    now,
  );
  let workers: Workers | undefined;
  const { lanes, queueLimit } = config;
  const engine = createEngine({
    database,
    clock,
    logger,
    lanes,
    queueLimit,
    onCommitted: (committed) => workers?.onCommitted(committed),
  });
  workers = startWorkers({
    engine,
    database,
    clock,
    sealer: config.parts.has("workers") ? await openSealer(config, database) : undefined,
    config: { redis: config.redis, webhook: config.webhook, databaseUrl },
    logger,
    works: config.parts.has("workers"),
    lanes: stormLanes(config.parts.has("api")),
  });
  const { deliver, stats } = workers;
  ends.push(
    () => workers.drain(workersLimitMs),
    () => engine.drain(),
  );
  if (!config.parts.has("api")) return { url: null, database, engine, clock };
  const advanceClock = createClockAdvance({ engine, database, clock, deliver, logger, stats });
  const secrets = await openSecretBox(config, logger);
  const services = {
    engine,
    database,
    clock,
    logger,
    advanceClock,
    stats,
    secrets,
    machineClock,
    firstKeyId,
  };
  const server = await serve(config, services, tenantId, ends);
  return { url: server.url, database, engine, clock };
}

const monthMs = 31 * 24 * 60 * 60 * 1_000;

async function openSealer({ seal, dataDir }: Config, database: Database): Promise<Sealer> {
  const directory = seal.directory ?? join(dataDir, "seal");
  const key = await openSealKey(directory);
  const keepTrailMs = seal.keepTrailMonths === null ? null : seal.keepTrailMonths * monthMs;
  return createSealer({ database, key, directory, keepTrailMs });
}

/** Migrates as the owner, puts every county's rows under row security, and answers the role to go on with. */
async function prepareDatabase(databaseUrl: string, logger: Logger): Promise<string | null> {
  const owner = createDatabase(databaseUrl, { max: 1, logger });
  try {
    // A database that is just starting up, or gone for a moment, is waited for; one that stays away ends the start.
    return await withRetry(
      async () => {
        await migrate(owner, { logger });
        return protectTenants(owner, logger);
      },
      {
        limitMs: databaseLimitMs,
        onRetry: (error, attempt) => logger.warn({ err: error, attempt }, "waiting for the database"),
      },
    );
  } finally {
    await owner.close();
  }
}

async function openDatabase(config: Config, logger: Logger, ends: (() => Promise<void>)[]) {
  let databaseUrl = config.databaseUrl;
  if (databaseUrl === null) {
    const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, logger });
    ends.push(() => postgres.stop());
    databaseUrl = postgres.url;
  }
  const role = await prepareDatabase(databaseUrl, logger);
  const database = createDatabase(databaseUrl, { max: config.lanes + readConnections, logger, role });
  ends.push(() => database.close());
  return { database, databaseUrl };
}

// When a key was last used is kept to the minute.
const usedEveryMs = 60_000;

interface Services {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  readonly logger: Logger;
  readonly advanceClock: (to: number) => Promise<void>;
  readonly stats: WorkerStats;
  readonly secrets: SecretBox;
  readonly firstKeyId: string;
  readonly machineClock: () => Instant;
}

async function serve(
  config: Config,
  services: Services,
  tenantId: number,
  ends: (() => Promise<void>)[],
): Promise<ApiServer> {
  let isServing = true;
  const changes = createChangeWatch(services.database, services.clock, services.logger);
  const trail = createTrail(services);
  const keys = createKeyRing(services.database, services.clock);
  const noteKeys = () =>
    keys.writeUsed().catch((error: unknown) => {
      services.logger.warn({ err: error }, "when keys were last used could not be kept");
    });
  const usedTimer = setInterval(() => void noteKeys(), usedEveryMs).unref();
  const api = {
    ...services,
    changes,
    console: config.parts.has("console") ? readConsoleFiles() : undefined,
    keys,
    trail,
    homeTenantId: tenantId,
    ...doorOf(config, services),
    limits: createRateLimits({ ...defaultLimits, requestsPerSecond: config.rateLimit }),
    metrics: createMetrics({ ...services, tenantId }),
    webhookFault: (url: string) => webhookUrlProblem(url, config.webhook.privateAddresses === "allow"),
    isServing: () => isServing,
  };
  const server = await startServer(api, config.host, config.port);
  ends.push(async () => {
    isServing = false;
    changes.close();
    await server.close(serverLimitMs);
    clearInterval(usedTimer);
    await noteKeys();
    await trail.close();
  });
  return server;
}

/** What it takes to know who is at the door. */
function doorOf(config: Config, { database, machineClock, secrets }: Services) {
  const { publicOrigin, proxyCount, session, oidc } = config;
  const limits = { idleMs: session.idleMinutes * 60_000, lifeMs: session.lifeHours * 3_600_000 };
  return {
    sessions: createSessions(database, limits, machineClock),
    passwords: createPasswordHasher(),
    provider:
      oidc === null || publicOrigin === null
        ? undefined
        : createProvider(oidc, { publicOrigin, secrets, now: machineClock }),
    browser: { publicOrigin, proxyCount, isSecure: publicOrigin?.startsWith("https:") === true },
  };
}
