import { readdir, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const megabyte = 1024 * 1024;

/** Resident memory of a process in MB; 0 where there is no /proc. */
export async function residentMb(pid: number): Promise<number> {
  return (await kilobytesOf(`/proc/${pid}/status`, "VmRSS")) / 1024;
}

/**
 * Memory of the postmaster and its children in MB, pages they share counted once (PSS); where the kernel does not let us
 * read that, resident memory with shared pages counted in each, which is too much.
 */
export async function postgresMb(postmaster: number): Promise<number> {
  const entries = (await readdir("/proc").catch(() => [])).filter((entry) => /^\d+$/.test(entry));
  const pids = [postmaster];
  for (const entry of entries) {
    const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "");
    if (Number(stat.split(") ").at(-1)?.split(" ")[1]) === postmaster) pids.push(Number(entry));
  }
  let sum = 0;
  for (const pid of pids) {
    const shared = await kilobytesOf(`/proc/${pid}/smaps_rollup`, "Pss");
    sum += shared > 0 ? shared : await kilobytesOf(`/proc/${pid}/status`, "VmRSS");
  }
  return (sum * 1024) / megabyte;
}

/** Memory of some servers together and of Postgres in MB: of the servers at first, and the most that was seen. */
export interface PeakMemory {
  readonly before: number;
  readonly servers: number;
  readonly postgres: number;
}

// To add up the pages of all of Postgres' processes takes a tenth of a second of processor time: looked at every half second it
// was a twelfth of the load.
const looksAPostgresLook = 6;

/** Looks at the servers twice a second, at Postgres every three, until stopped. */
export async function watchMemory(pids: readonly number[], postmaster: number) {
  const stop = new AbortController();
  const serversMb = async () =>
    (await Promise.all(pids.map(residentMb))).reduce((sum, megabytes) => sum + megabytes, 0);
  const before = await serversMb();
  const watching = (async (): Promise<PeakMemory> => {
    let servers = before;
    let postgres = 0;
    for (let look = 1; !stop.signal.aborted; look++) {
      servers = Math.max(servers, await serversMb());
      if (look % looksAPostgresLook === 0) postgres = Math.max(postgres, await postgresMb(postmaster));
      await wait(500, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    return { before, servers, postgres: Math.max(postgres, await postgresMb(postmaster)) };
  })();
  return {
    stop(): Promise<PeakMemory> {
      stop.abort();
      return watching;
    },
  };
}

async function kilobytesOf(path: string, name: string): Promise<number> {
  const text = await readFile(path, "utf8").catch(() => "");
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
}
