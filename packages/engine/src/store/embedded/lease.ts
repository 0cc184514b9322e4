import { mkdir, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { EngineError } from "../../errors.ts";

/*
 * Several processes may share one embedded Postgres (the parts of Duban run apart on one DATA_DIR). Each holds a lease,
 * a file named by its pid, from before it looks for the server until it has no more use of it; who gives back the last
 * lease stops the server. Both happen under a lock, so that nobody stops what another is just about to use.
 * A process that was killed leaves its files behind; they count for nothing once its pid is gone.
 */

let leaseCount = 0;
const heldLocks = new Set<string>();

/** True if a process of this pid exists. A pid that was given to another program counts as existing: that errs on the safe side. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** One use of the server. `giveBack` answers whether it was the last living one; call it under the lock. */
export interface Lease {
  giveBack(): Promise<{ last: boolean }>;
}

/** Enters this process as a user of the directory. To be called under the lock. */
export async function takeLease(directory: string): Promise<Lease> {
  const leases = join(directory, "users");
  const name = `${process.pid}-${++leaseCount}`;
  await mkdir(leases, { recursive: true });
  await clearDeadLeases(leases);
  await writeFile(join(leases, name), "");
  return {
    async giveBack() {
      await rm(join(leases, name), { force: true });
      await clearDeadLeases(leases);
      return { last: (await readdir(leases)).length === 0 };
    },
  };
}

const ownLeases = (name: string) => name.startsWith(`${process.pid}-`);

async function clearDeadLeases(leases: string): Promise<void> {
  for (const name of await readdir(leases)) {
    const pid = Number.parseInt(name, 10);
    // In a container a restarted process often has the pid of its predecessor: a number we never handed out is his.
    const leftByPredecessor = ownLeases(name) && Number(name.split("-")[1]) > leaseCount;
    if (leftByPredecessor || !isProcessAlive(pid)) await rm(join(leases, name), { force: true });
  }
}

/** Runs `work` while no other process does so on this directory. Waits at most `limitMs`, then throws code `embedded-postgres-busy`. */
export async function withLock<T>(directory: string, work: () => Promise<T>, limitMs = 60_000): Promise<T> {
  const path = join(directory, "lock");
  const startedAt = performance.now();
  while (!(await tryLock(path))) {
    if (performance.now() - startedAt > limitMs) {
      throw new EngineError(
        "embedded-postgres-busy",
        `another process has been starting or stopping Postgres in ${directory} for over ${limitMs / 1000} s (see ${path})`,
        { retryable: true },
      );
    }
    await wait(25);
  }
  try {
    return await work();
  } finally {
    heldLocks.delete(path);
    await rm(path, { force: true });
  }
}

/**
 * Two processes that find the same stale lock at once may both pass. What then collides is two postmasters on one
 * cluster, which Postgres itself rules out: the second exits, and its starter finds the first.
 */
async function tryLock(path: string): Promise<boolean> {
  if (heldLocks.has(path)) return false;
  try {
    heldLocks.add(path);
    const file = await open(path, "wx", 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    heldLocks.delete(path);
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
    // An empty lock was made this instant, or by a process killed between two system calls; the limit covers that.
    if (holder === process.pid || (holder > 0 && !isProcessAlive(holder))) await rm(path, { force: true });
    return false;
  }
}
