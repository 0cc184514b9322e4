import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The end of a county's chain: after it was seen, no database that lacks it is whole. */
export interface SealHead {
  readonly tenant: number;
  readonly number: number;
  readonly hash: string;
  readonly at: string;
}

const headsName = "heads.json";

/**
 * The heads kept beside the key, outside the database: what shows that seals were cut off at the end, or that the database
 * was put back to an older state. Empty if there is no such file.
 */
export async function readHeads(directory: string): Promise<Map<number, SealHead>> {
  const text = await readFile(join(directory, headsName), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "[]";
    throw error;
  });
  const heads = JSON.parse(text) as SealHead[];
  return new Map(heads.map((head) => [head.tenant, head]));
}

/** Writes the heads whole: aside, then into place. */
export async function writeHeads(directory: string, heads: ReadonlyMap<number, SealHead>): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, headsName);
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${JSON.stringify([...heads.values()], null, 1)}\n`, { mode: 0o600 });
  await rename(aside, path);
}
