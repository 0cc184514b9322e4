import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const kept = join(root, "node_modules/.cache/duban");
const builtByProgram = new Map<string, Promise<string>>();

/**
 * A program of ours as one file of JavaScript, from its sources as they are now: the same code, by the compiler that `tsx` uses, and what
 * is installed stays as it is installed. Loading some 450 files one by one takes half of a start, and the tests start some sixty
 * servers. The demo, and the test of a bad configuration, start the server from its sources, as `npm start` does.
 */
export function builtProgram(program: string): Promise<string> {
  const known = builtByProgram.get(program) ?? buildOnce(program);
  builtByProgram.set(program, known);
  return known;
}

/** Under a name that follows from the sources, so that each state of them is built once; put into place whole. */
async function buildOnce(program: string): Promise<string> {
  const outfile = join(kept, `${program.replaceAll(/\W/g, "-")}-${await sourcesHash(program)}.mjs`);
  if (existsSync(outfile)) return outfile;
  await mkdir(kept, { recursive: true });
  const aside = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [join(root, program)],
    outfile: aside,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    logLevel: "warning",
    plugins: [ownSources],
  });
  await rename(aside, outfile);
  return outfile;
}

/** Packages of ours are taken by their sources, each of which goes on finding its neighbours where it lies. */
const ownSources: Plugin = {
  name: "own sources",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@duban\/\w+$/ }, ({ path }) => ({
      path: join(root, "packages", path.slice("@duban/".length), "src/index.ts"),
    }));
    onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: path.endsWith(".ts") ? "ts" : "js" };
    });
  },
};

async function sourcesHash(program: string): Promise<string> {
  const packages = await readdir(join(root, "packages"));
  const sources = packages.filter((name) => name !== "console").map((name) => `packages/${name}/src`);
  const hash = createHash("sha256");
  const add = async (path: string) => hash.update(`${path}\0`).update(await readFile(join(root, path)));
  for (const directory of sources.filter((path) => existsSync(join(root, path)))) {
    const names = await readdir(join(root, directory), { recursive: true });
    for (const name of names.filter((one) => /\.m?ts$|\.mjs$/.test(one)).sort()) {
      await add(join(directory, name));
    }
  }
  for (const path of [program, "package-lock.json"]) await add(path);
  return hash.digest("hex").slice(0, 16);
}
