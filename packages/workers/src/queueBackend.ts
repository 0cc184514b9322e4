import { createPostgresBackend, createRedisBackend, type JobsOptions, withBackend } from "bullmq";
import { Cluster, Redis } from "ioredis";
import type { ClientBase } from "pg";

/** Which store carries the queues: Redis, or where `redis` is null, the schema `bullmq` of the database. */
export interface QueueConfig {
  readonly databaseUrl: string;
  readonly redis: { readonly url: string; readonly cluster: boolean } | null;
}

/** What a job carries: a ring says at most which webhook to look at, and never what is to be done. */
export interface Ring {
  readonly tenantId?: number;
  readonly webhookId?: string;
}

/** As much of BullMQ's Queue and Worker as is used here, alike on both stores. */
export interface BackendQueue {
  add(name: string, ring: Ring, options: JobsOptions): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
export interface BackendWorker {
  waitUntilReady(): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(force?: boolean): Promise<void>;
}

export interface QueueBackend {
  createQueue(name: string): BackendQueue;
  createWorker(name: string, concurrency: number, work: (ring: Ring) => Promise<void>): BackendWorker;
  /**
   * Before closing: a connection that is down stays down from now on. False if it is: BullMQ would then wait for ever for it
   * to end, so workers must be closed by force.
   */
  stopReconnecting(): boolean;
  /** Closes what the queues and workers share; after they are closed. */
  close(): void;
}

// Nobody reads what BullMQ tells of its jobs; by default it keeps the last 10,000 of each queue.
const streams = { events: { maxLen: 100 } };

/** The one place that knows of two stores: the queues run on Redis if there is a URL for it, else on Postgres. */
export function openQueueBackend(config: QueueConfig, onError: (error: Error) => void): QueueBackend {
  return config.redis === null
    ? postgresBackend(config.databaseUrl, onError)
    : redisBackend(config.redis.url, config.redis.cluster, onError);
}

function postgresBackend(databaseUrl: string, onError: (error: Error) => void): QueueBackend {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  // One connection each, and one more a worker to listen on: nine in all, whatever the load.
  const connection = {
    connectionString: databaseUrl,
    schema: "bullmq",
    migrate: true,
    max: 1,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    // BullMQ listens to no error of a connection it has checked out, for its migrations or a transaction: were it to die
    // just then, so would this process.
    onConnect: (client: ClientBase) => {
      client.on("error", onError);
    },
  };
  return {
    createQueue: (name) => new Queue<Ring>(name, { connection, streams }),
    createWorker: (name, concurrency, work) =>
      new Worker<Ring>(name, (job) => work(job.data), { connection, concurrency }),
    stopReconnecting: () => true,
    close: () => undefined,
  };
}

function redisBackend(url: string, isCluster: boolean, onError: (error: Error) => void): QueueBackend {
  const { Queue, Worker } = withBackend(createRedisBackend);
  let isStopping = false;
  const retryDelay = (times: number) => (isStopping ? null : Math.min(200 * 2 ** Math.min(times, 10), 5_000));
  const connection = isCluster
    ? clusterOf(url, retryDelay)
    : new Redis(url, { ...nodeOptions, retryStrategy: retryDelay });
  connection.on("error", onError);
  // In a cluster all keys of a queue must lie in one slot; the braces see to it, and elsewhere they do no harm.
  const options = { connection, prefix: "{duban}" };
  return {
    createQueue: (name) => new Queue<Ring>(name, { ...options, streams }),
    createWorker: (name, concurrency, work) =>
      new Worker<Ring>(name, (job) => work(job.data), { ...options, concurrency }),
    stopReconnecting: () => {
      isStopping = true;
      if (connection.status === "ready") return true;
      connection.disconnect();
      return false;
    },
    close: () => connection.disconnect(),
  };
}

type RetryDelay = (times: number) => number | null;

// BullMQ demands null: a blocking read must outlive any number of reconnections.
const nodeOptions = { maxRetriesPerRequest: null, connectTimeout: 5_000 } as const;

/** A cluster reached by one of its nodes; the user, password and TLS of the URL go for every node. */
function clusterOf(url: string, retryDelay: RetryDelay): Cluster {
  const { hostname, port, username, password, protocol } = new URL(url);
  return new Cluster([{ host: hostname, port: port === "" ? 6379 : Number(port) }], {
    redisOptions: {
      ...nodeOptions,
      ...(username === "" ? {} : { username: decodeURIComponent(username) }),
      ...(password === "" ? {} : { password: decodeURIComponent(password) }),
      ...(protocol === "rediss:" ? { tls: {} } : {}),
    },
    clusterRetryStrategy: retryDelay,
  });
}
