import { EngineError } from "../errors.ts";

/**
 * One SQL statement the store issues: a named constant, prepared once a connection under its name.
 *
 * `Row` is the shape of a row that comes back; it is a promise of the author, held by the statement's own test.
 */
export interface Statement<Row = unknown> {
  readonly name: string;
  readonly text: string;
  /** Planned afresh each time: for what is asked seldom of tables whose size changes more than a kept plan bears. */
  readonly replan?: true;
  /** Why it looks across counties. Left out: its first parameter is the county's number, and it sees no other's rows. */
  readonly across?: string;
  /** Whether it is about rows of counties at all. */
  readonly ofCounties?: boolean;
  /** Carries the type; never present. */
  readonly row?: Row;
}

const registry = new Map<string, Statement>();

/**
 * Defines a statement and enters it in the registry, so that a test can prepare every one against the migrated schema.
 *
 * To be called where a module is loaded, never while serving. A name may be used once: `pg` prepares by name, and
 * Postgres cuts names at 63 bytes.
 */
export function statement<Row>(
  name: string,
  text: string,
  options: { readonly replan?: true; readonly across?: string } = {},
): Statement<Row> {
  if (registry.has(name)) throw new EngineError("statement-name-taken", `two statements are called ${name}`);
  if (Buffer.byteLength(name) > 63) throw new EngineError("statement-name-long", `over 63 bytes: ${name}`);
  const defined: Statement<Row> = {
    name,
    text,
    ofCounties: text.includes("tenant_id") || options.across !== undefined,
    ...options,
  };
  registry.set(name, defined);
  return defined;
}

/** Every statement defined so far, by name; complete once the modules of the store are loaded. */
export const statements = (): ReadonlyMap<string, Statement> => registry;
