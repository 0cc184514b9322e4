import pg from "pg";
import { EngineError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { countyOf, currentCounty, noCounty, noteCounty, onCounty } from "./county.ts";
import { isConnectionLost } from "./retry.ts";
import { sqlTypes } from "./sqlTypes.ts";
import type { Statement } from "./statement.ts";

/** What can run a statement: the pool (each statement on its own) or a transaction. */
export interface Executor {
  /** The rows of one statement. Inside a transaction, statements given without awaiting go out in one flight, in order. */
  query<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement for its effect; the number of rows it touched. */
  execute(statement: Statement<unknown>, values?: readonly unknown[]): Promise<number>;
  /** Runs text that is no constant of the store: a migration, a catalog query, a test. Several statements if `values` is left out. */
  raw<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Statements between one begin and one commit; of no use after. */
export interface Transaction extends Executor {
  readonly inTransaction: true;
}

/**
 * A pool of connections to one Postgres database.
 *
 * Before a statement its connection is set to the county that the statement names first, if it was set to another: row security
 * lets nothing else through. That rides in the same flight. Raw text is set to none, and under row security sees nothing.
 */
export interface Database extends Executor {
  readonly url: string;
  /**
   * Runs `work` in one transaction (read committed): committed, on disk, when the promise resolves; rolled back when it rejects.
   *
   * If the connection is lost while committing, nobody knows the outcome: code `commit-unknown`, retryable.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Waits for what is under way and closes every connection. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most. */
  readonly max: number;
  readonly logger: Logger;
  /** The role that the connections take; left out: that of the URL's user. */
  readonly role?: string | null;
  /** Called after each statement with its name (raw text: `raw`); the one place for measurements of the database. */
  readonly observe?: (name: string, durationMs: number, failed: boolean) => void;
  /** A statement running longer is cancelled. Raw text is under it too. */
  readonly statementTimeoutMs?: number;
}

const failFast = {
  // A healthy pool hands out a connection at once; five seconds mean the database is gone or swamped.
  connectionTimeoutMillis: 5_000,
  // Locks are taken in id order and held for milliseconds; ten seconds mean somebody sits on one (55P03, retried).
  lock_timeout: 10_000,
  // A process that stopped in mid-transaction must not hold its rows for ever.
  idle_in_transaction_session_timeout: 60_000,
};

/** Builds the pool; nothing connects before the first statement. */
export function createDatabase(url: string, options: DatabaseOptions): Database {
  const { logger } = options;
  const pool = new pg.Pool({
    ...failFast,
    connectionString: url,
    max: options.max,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    application_name: "duban",
    options: `-c timezone=UTC -c datestyle=ISO${options.role ? ` -c role=${options.role}` : ""}`,
    keepAlive: true,
    pipeline: true,
    types: sqlTypes,
  });
  // Without these two a connection that dies between two statements, idle or checked out, would end the process.
  pool.on("error", (error) => logger.warn({ err: error }, "an idle database connection failed"));
  pool.on("connect", (client) => {
    client.on("error", (error: unknown) => logger.debug({ err: error }, "a database connection failed"));
  });
  let closing: Promise<void> | undefined;
  return {
    url,
    ...executorOn(pool, options.observe),
    transaction: (work) => runTransaction(pool, options.observe, work),
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}

type Observe = DatabaseOptions["observe"];

function executorOn(
  target: pg.Pool | pg.PoolClient,
  observe: Observe,
  noteFailure?: (error: unknown) => void,
): Executor {
  async function run<Row>(name: string, config: pg.QueryConfig<unknown[]> | string, county: string | null) {
    const startedAt = performance.now();
    let failed = true;
    try {
      const result =
        target instanceof pg.Pool
          ? await onOneOf<Row>(target, config, county)
          : await onCounty<Row>(target, config, county);
      failed = false;
      return result;
    } catch (error) {
      noteFailure?.(error);
      throw error;
    } finally {
      observe?.(name, performance.now() - startedAt, failed);
    }
  }
  const prepared = ({ name, text, replan }: Statement<unknown>, values: readonly unknown[]) => ({
    ...(replan === true ? {} : { name }),
    text,
    values: [...values],
  });
  return {
    query: async (statement, values = []) =>
      (await run(statement.name, prepared(statement, values), countyOf(statement, values))).rows as never,
    execute: async (statement, values = []) =>
      (await run(statement.name, prepared(statement, values), countyOf(statement, values))).rowCount ?? 0,
    raw: async (text, values) => {
      const config = values === undefined ? text : { text, values: [...values] };
      return (await run("raw", config, noCounty)).rows as never;
    },
  };
}

async function onOneOf<Row>(
  pool: pg.Pool,
  config: pg.QueryConfig<unknown[]> | string,
  county: string | null,
) {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await onCounty<Row>(client, config, county);
  } catch (error) {
    if (isConnectionLost(error)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function runTransaction<T>(
  pool: pg.Pool,
  observe: Observe,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const county = currentCounty(client);
  // Statements in one flight all fail once one has, the later ones only as 25P02, and whose promise is seen to reject
  // first is chance: the one that says why is kept, and asked for when all have been heard.
  let cause: unknown;
  const noteFailure = (error: unknown) => {
    if (!isAborted(error)) cause ??= error;
  };
  try {
    // Awaited, though it costs a round trip: were it to fail with the statements already sent behind it, each of
    // them would commit alone.
    await client.query("begin");
    const result = await work({ ...executorOn(client, observe, noteFailure), inTransaction: true });
    await commit(client);
    return result;
  } catch (caught) {
    broken = await rollback(client, caught);
    // A setting made in the transaction went with it.
    noteCounty(client, county);
    throw isAborted(caught) ? (cause ?? caught) : caught;
  } finally {
    client.release(broken);
  }
}

/** True for "current transaction is aborted": some statement before this one failed. */
const isAborted = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "25P02";

async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query("commit").catch((error: unknown) => {
    if (!isConnectionLost(error)) throw error;
    throw new EngineError("commit-unknown", "the connection was lost while committing", {
      retryable: true,
      cause: error,
    });
  });
  // Postgres answers "commit" of a failed transaction with a rollback and no error: a statement's failure was swallowed.
  if (command !== "COMMIT") {
    throw new EngineError("transaction-failed", `a failed statement was ignored: commit answered ${command}`);
  }
}

/** Rolls back; answers the error for which the connection must not be used again, if there is one. */
async function rollback(client: pg.PoolClient, cause: unknown): Promise<Error | undefined> {
  if (isConnectionLost(cause) || (cause instanceof EngineError && cause.code === "commit-unknown")) {
    return cause as Error;
  }
  try {
    await client.query("rollback");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
