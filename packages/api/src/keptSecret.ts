import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** A secret in a file of its own, and whether it was made just now. */
export interface KeptSecret {
  readonly text: string;
  readonly isNew: boolean;
}

/**
 * The secret in the file at `path`, for the owner of the process alone (mode 0600); made by `make` if there is none. Two
 * processes that start at once end with the same one.
 */
export async function keepSecret(path: string, make: () => string): Promise<KeptSecret> {
  const kept = await readKept(path);
  if (kept !== undefined) return { text: kept, isNew: false };
  await mkdir(dirname(path), { recursive: true });
  const text = make();
  // Written aside and linked into place: nobody ever reads half a secret, and only the first link holds.
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${text}\n`, { mode: 0o600, flag: "w" });
  try {
    await link(aside, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    return { text: (await readKept(path)) ?? text, isNew: false };
  } finally {
    await unlink(aside);
  }
  return { text, isNew: true };
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
