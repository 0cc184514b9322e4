import type pg from "pg";
import type { Statement } from "./statement.ts";

/** The setting that says whose rows a connection sees: a county's number, or `*` for the few statements that look across. */
export const countySetting = "duban.tenant";

/** No county: row security lets no row through. */
export const noCounty = "";
const everyCounty = "*";

const countyByClient = new WeakMap<pg.PoolClient, string>();

/** What a connection is set to, as far as is known. */
export const currentCounty = (client: pg.PoolClient): string => countyByClient.get(client) ?? noCounty;

/** Takes note of what a connection is set to without setting it. */
export function noteCounty(client: pg.PoolClient, county: string): void {
  countyByClient.set(client, county);
}

/** Whose rows a statement is about, by its first value; null if about nobody's, so that any setting will do. */
export function countyOf(statement: Statement<unknown>, values: readonly unknown[]): string | null {
  if (statement.ofCounties !== true) return null;
  if (statement.across !== undefined) return everyCounty;
  const [first] = values;
  return Number.isSafeInteger(first) ? String(first) : noCounty;
}

/** Runs a query on a connection that is set to `county` before, in the same flight, unless it was already. */
export function onCounty<Row>(
  client: pg.PoolClient,
  config: pg.QueryConfig<unknown[]> | string,
  county: string | null,
): Promise<pg.QueryResult<Row & pg.QueryResultRow>> {
  if (county === null || county === currentCounty(client))
    return client.query<Row & pg.QueryResultRow>(config);
  noteCounty(client, county);
  // Not awaited: the connection does one after the other. Should this fail, so does the query, under another's setting or
  // none: it is noted as none, and the query's own failure is what is told.
  const set = client.query(`set ${countySetting} = '${county}'`);
  const ran = client.query<Row & pg.QueryResultRow>(config);
  return Promise.all([ran, set]).then(
    ([result]) => result,
    (error: unknown) => {
      if (currentCounty(client) === county) noteCounty(client, unknownCounty);
      throw error;
    },
  );
}

// Equal to no county's, so that the next statement sets its own.
const unknownCounty = "?";
