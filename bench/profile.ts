import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Where a process spent its time, from V8's CPU profiles (`node --cpu-prof`).
 *
 *   npm run bench -- --only events --profile DIR     the benchmark, with every server process profiled into DIR
 *   node --import tsx bench/profile.ts FILE|DIR ...  the functions with the most time of their own, and the time by package
 */

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Time of its own, in milliseconds and as a share of the time the process was not idle. */
export interface SelfTime {
  readonly name: string;
  readonly ms: number;
  readonly share: number;
}

/** Sums a profile by `keyOf` its frames, the largest first; idle time is left out. */
function sumBy(profile: CpuProfile, keyOf: (name: string, url: string) => string): SelfTime[] {
  const msById = new Map<number, number>();
  for (const [index, id] of profile.samples.entries()) {
    msById.set(id, (msById.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1_000);
  }
  const msByKey = new Map<string, number>();
  let busyMs = 0;
  for (const { id, callFrame } of profile.nodes) {
    const ms = msById.get(id) ?? 0;
    if (ms === 0 || callFrame.functionName === "(idle)") continue;
    busyMs += ms;
    const key = keyOf(callFrame.functionName || "(anonymous)", callFrame.url);
    msByKey.set(key, (msByKey.get(key) ?? 0) + ms);
  }
  return [...msByKey]
    .map(([name, ms]) => ({ name, ms, share: ms / busyMs }))
    .sort((one, other) => other.ms - one.ms);
}

/** `packages/engine/src/store/tasks.ts`, `node_modules/pg`, `node:net`, or V8's own `(program)`. */
function placeOf(url: string, whole: boolean): string {
  if (url === "") return "";
  const module = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(url);
  if (module !== null) return whole ? `${module[1]}/${module[2]}` : `${module[1]}`;
  const own = /(packages|bench|tests|scripts)\/.*$/.exec(url.split("?")[0] ?? "")?.[0] ?? url;
  return whole ? own : own.split("/").slice(0, 4).join("/");
}

/** The functions with the most time of their own. */
export const functionsOf = (profile: CpuProfile): SelfTime[] =>
  sumBy(profile, (name, url) => `${name}  ${placeOf(url, true)}`.trim());

/** The time by package, or by folder of ours. */
export const placesOf = (profile: CpuProfile): SelfTime[] =>
  sumBy(profile, (name, url) => placeOf(url, false) || name);

/** The profiles among `paths`, files or directories, as text. */
export async function renderProfiles(paths: readonly string[], top = 40): Promise<string> {
  const files = (await Promise.all(paths.map(profilesIn))).flat();
  const texts = await Promise.all(
    files.map(async (file) => {
      const profile = JSON.parse(await readFile(file, "utf8")) as CpuProfile;
      const lines = (title: string, times: readonly SelfTime[]) => [
        `\n  ${title}`,
        ...times.map(
          ({ name, ms, share }) =>
            `  ${(share * 100).toFixed(1).padStart(5)} % ${ms.toFixed(0).padStart(7)} ms  ${name}`,
        ),
      ];
      const places = placesOf(profile).slice(0, top / 2);
      return [
        `\n${file}`,
        ...lines("by place", places),
        ...lines("by function", functionsOf(profile).slice(0, top)),
      ].join("\n");
    }),
  );
  return texts.join("\n");
}

async function profilesIn(path: string): Promise<string[]> {
  if (path.endsWith(".cpuprofile")) return [path];
  const names = await readdir(path);
  return names.filter((name) => name.endsWith(".cpuprofile")).map((name) => join(path, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await renderProfiles(process.argv.slice(2)));
}
