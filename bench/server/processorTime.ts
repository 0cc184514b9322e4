import { readdir, readFile } from "node:fs/promises";

// What the kernel counts in on every Linux that Node runs on (sysconf(_SC_CLK_TCK)).
const ticksPerSecond = 100;

/** Processor time of a process so far, user and system, in milliseconds; 0 where there is no /proc. */
export async function processorMs(pid: number): Promise<number> {
  return (await timesOf(pid))?.ownMs ?? 0;
}

/** The same of a postmaster with all its children, those that have ended too. */
export async function postgresProcessorMs(postmaster: number): Promise<number> {
  const entries = (await readdir("/proc").catch(() => [])).filter((entry) => /^\d+$/.test(entry));
  let sum = 0;
  for (const entry of entries) {
    const times = await timesOf(Number(entry));
    if (times === undefined) continue;
    if (Number(entry) === postmaster) sum += times.ownMs + times.endedMs;
    else if (times.parent === postmaster) sum += times.ownMs;
  }
  return sum;
}

/** The fields of /proc/PID/stat after the name, which is in brackets: state, parent, …, see proc(5). */
async function timesOf(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields === undefined) return undefined;
  const ms = (from: number) => ((Number(fields[from]) + Number(fields[from + 1])) * 1_000) / ticksPerSecond;
  return { parent: Number(fields[1]), ownMs: ms(11), endedMs: ms(13) };
}
