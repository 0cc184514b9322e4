/*
 * Runs a job of package.json on a bare clone: `node scripts/bootstrap.mjs <job> [arguments]`.
 *
 *   node_modules as package-lock.json wants it? ──no──► npm ci ──► console built from its sources? ──no──► vite ──► job
 *                      └──────────────yes─────────────────────────►            └────────yes────────────────────────►
 *
 * Plain JavaScript without dependencies: it runs before there are any. A job that is one program of ours runs inside this very
 * process, so that a signal or a kill meant for it meets nobody in between; tools run as children, one after the other.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tool = (path, ...args) => [join(root, "node_modules", path), ...args];
const script = (path, ...args) => ["--import", "tsx", join(root, path), ...args];
const tests = tool("vitest/vitest.mjs", "run");

// What was checked before and has not changed is not checked again: a second check takes a third of the time.
const types = (project) =>
  tool(
    "typescript/bin/tsc",
    ...["-p", project, "--noEmit", "--incremental", "--tsBuildInfoFile"],
    join(root, "node_modules/.cache", `${project.replaceAll(/\W/g, "-")}.tsbuildinfo`),
  );

/** `program`: a main of ours. `steps`: what node is to run, one after the other; the arguments go to the last. `shows`: the console. */
const jobs = {
  start: { program: "packages/api/src/main.ts", shows: true },
  demo: { program: "examples/changning/demo.ts", shows: true },
  verify: { program: "packages/api/src/verify.ts" },
  bench: { program: "bench/main.ts" },
  chaos: { program: "scripts/chaos.ts" },
  screenshots: { program: "tests/e2e/screenshots.ts", shows: true },
  test: { steps: [tests], shows: true },
  check: {
    shows: true,
    steps: [
      tool("@biomejs/biome/bin/biome", "ci", "."),
      types("tsconfig.json"),
      types("packages/console/tsconfig.json"),
      script("scripts/lifecycleDiagram.ts", "--check"),
      script("scripts/authorityMatrix.ts", "--check"),
      script("scripts/schema.ts", "--check"),
      // .ci/run follows this with the README's own test command and leaves the tests to it.
      ...(process.env.DUBAN_CHECK_TESTS === "skip" ? [] : [tests]),
    ],
  },
};

const say = (line) => process.stderr.write(`${line}\n`);

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * True if what npm says it installed is what the lock asks for. By content, not by age: a clone or a copy gives files any time.
 * npm writes its own record last, so an interrupted install has none. What is optional may be absent: it is for other machines.
 */
function isInstalled() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const installed = readJson(join(root, "node_modules/.package-lock.json"))?.packages;
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([path, { version, resolved, integrity, link, optional }]) => {
    const found = installed[path];
    if (path === "") return true;
    if (found === undefined) return optional === true;
    if (link === true) return existsSync(join(root, path));
    return (
      found.version === version &&
      (found.integrity ?? integrity) === integrity &&
      (found.resolved ?? resolved) === resolved
    );
  });
}

const consoleRoot = join(root, "packages/console");
const builtFrom = join(consoleRoot, "dist/.built-from");

/** A hash of everything the console is built from: by content, not by age, as with what is installed. */
function consoleSources() {
  const hash = createHash("sha256");
  const add = (path) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  };
  for (const name of ["src", "public", "index.html", "vite.config.ts", "package.json"]) {
    add(join(consoleRoot, name));
  }
  add(join(root, "package-lock.json"));
  return hash.digest("hex");
}

const isBuilt = () => existsSync(builtFrom) && readFileSync(builtFrom, "utf8") === consoleSources();

/** Whether this run serves the console at all. */
const wantsConsole = () =>
  (process.env.DUBAN_PARTS || "console").split(",").some((part) => part.trim() === "console");

/** Builds the console where its sources are not those it was last built from. Answers vite's exit code. */
function build() {
  return underLock("build.lock", () => {
    if (isBuilt()) return 0;
    say("duban: building the console (vite) ...");
    const startedAt = Date.now();
    const sources = consoleSources();
    const args = tool("vite/bin/vite.js", "build", "--logLevel", "warn");
    const { status } = spawnSync(process.execPath, args, {
      cwd: consoleRoot,
      stdio: ["ignore", process.stderr.fd, "inherit"],
    });
    if (status === 0) {
      writeFileSync(builtFrom, sources);
      say(`duban: built in ${Math.max(1, Math.round((Date.now() - startedAt) / 1000))} s`);
    } else say("duban: the console cannot be built; DUBAN_PARTS=api,workers starts without it");
    return status ?? 1;
  });
}

/** Does the work while nobody else in this clone does any under a lock of that name. */
async function underLock(name, work) {
  const lock = join(root, ".duban", name);
  mkdirSync(dirname(lock), { recursive: true });
  while (!tryLock(lock)) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Installs under a lock, so that two commands given at once on a fresh clone don't install over each other. Answers npm's exit code. */
function install() {
  return underLock("install.lock", () => {
    if (isInstalled()) return 0;
    say("duban: installing what is missing (npm ci); this happens once ...");
    const startedAt = Date.now();
    // The npm that runs us, where there is one. Development packages too, whatever NODE_ENV says: the jobs need them.
    const npm = process.env.npm_execpath;
    const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    const [file, all] = npm?.endsWith("npm-cli.js") ? [process.execPath, [npm, ...args]] : ["npm", args];
    const { status, error } = spawnSync(file, all, {
      cwd: root,
      stdio: ["ignore", process.stderr.fd, "inherit"],
    });
    if (status === 0) say(`duban: installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    else
      say(
        `duban: npm ci failed${error === undefined ? "" : ` (${error.message})`}; is the package registry reachable?`,
      );
    return status ?? 1;
  });
}

function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    // An install takes minutes at most; what is older was left by one that was killed.
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 600_000 || !isAlive(readJson(path))) rmSync(path, { force: true });
    return false;
  }
}

function isAlive(pid) {
  if (typeof pid !== "number") return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs node with these arguments to its end; signals sent to us go to it. Answers its exit code, 128 + n if signal n ended it. */
function runNode(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
  // A Ctrl-C in a terminal reaches the whole group by itself; a second one would mean "at once" to the child.
  const forward = (signal) => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      say(error.message);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      for (const each of signals) process.off(each, forward);
      resolve(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
    });
  });
}

async function runProgram(path, args) {
  const main = join(root, path);
  process.chdir(root);
  process.argv = [process.execPath, main, ...args];
  // The same as `node --import tsx`, after the fact; children that are started with our execArgv need it said.
  process.execArgv.push("--import", "tsx");
  const { resolve } = (await import("node:module")).createRequire(join(root, "package.json"));
  await import(pathToFileURL(resolve("tsx")).href);
  await import(pathToFileURL(main).href);
}

async function runSteps(steps, args) {
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    if (steps.length > 1)
      say(`\n> ${[step.find((part) => part.startsWith(root)), ""].join("").slice(root.length + 1)}`);
    const code = await runNode(last ? [...step, ...args] : step);
    if (code !== 0) return code;
  }
  return 0;
}

const [name, ...args] = process.argv.slice(2);
const job = Object.hasOwn(jobs, name ?? "") ? jobs[name] : undefined;
if (job === undefined) {
  say(`usage: node scripts/bootstrap.mjs ${Object.keys(jobs).join("|")} [arguments]`);
  process.exit(2);
}
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`duban needs Node 20.19 or newer; this is ${process.versions.node}`);
  process.exit(1);
}
const installed = isInstalled() ? 0 : await install();
const built = installed !== 0 || !job.shows || !wantsConsole() || isBuilt() ? 0 : await build();
if (installed + built !== 0) process.exitCode = installed + built;
else if (job.program !== undefined) await runProgram(job.program, args);
else process.exitCode = await runSteps(job.steps, args);
