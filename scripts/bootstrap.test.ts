import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
let root: string;

/**
 * A clone in small, in a path with a space: the real bootstrap, a lock whose packages come from the clone itself (so that npm
 * ci needs no registry), and programs that say what reached them. Its tsx is the real one, by its path; its vite counts its builds.
 */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "duban bootstrap "));
  const put = async (path: string, text: string) => {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const dependencies = { tsx: "file:tsx", vite: "file:vite" };
  const realTsx = JSON.stringify(import.meta.resolve("tsx"));
  await put(
    "package.json",
    JSON.stringify({ name: "clone", version: "0.1.0", type: "module", dependencies }),
  );
  await put(
    "tsx/package.json",
    JSON.stringify({ name: "tsx", version: "1.0.0", type: "module", exports: "./main.js" }),
  );
  await put("tsx/main.js", `import ${realTsx};`);
  await put("vite/package.json", JSON.stringify({ name: "vite", version: "1.0.0", type: "module" }));
  await put(
    "vite/bin/vite.js",
    `import { appendFileSync, mkdirSync } from "node:fs";
     mkdirSync("dist", { recursive: true });
     appendFileSync("dist/builds", "built\\n");`,
  );
  for (const source of ["src/main.tsx", "public/icon.svg", "index.html", "vite.config.ts", "package.json"]) {
    await put(`packages/console/${source}`, "");
  }
  await put(
    "package-lock.json",
    JSON.stringify({
      name: "clone",
      version: "0.1.0",
      lockfileVersion: 3,
      packages: {
        "": { name: "clone", version: "0.1.0", dependencies },
        "node_modules/tsx": { resolved: "tsx", link: true },
        tsx: { version: "1.0.0" },
        "node_modules/vite": { resolved: "vite", link: true },
        vite: { version: "1.0.0" },
      },
    }),
  );
  await put(
    "examples/changning/demo.ts",
    `const given: string[] = process.argv.slice(2);
     process.stdout.write(JSON.stringify({ given, cwd: process.cwd() }) + "\\n");
     process.exitCode = given.includes("fail") ? 7 : 0;`,
  );
  await put(
    "packages/api/src/main.ts",
    `const alive = setInterval(() => undefined, 1000) as unknown as number;
     process.once("SIGTERM", () => { process.stdout.write("drained\\n"); clearInterval(alive); });
     process.stdout.write("listening\\n");`,
  );
  await put("node_modules/.keep", "");
  await cp(join(here, "bootstrap.mjs"), join(root, "scripts/bootstrap.mjs"));
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

function bootstrap(...args: string[]) {
  const child = spawn(process.execPath, [join(root, "scripts/bootstrap.mjs"), ...args], { cwd: tmpdir() });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  const ended = new Promise<typeof said & { code: number | null; signal: string | null }>((resolve) => {
    child.once("close", (code, signal) => resolve({ ...said, code, signal }));
  });
  return { child, ended };
}

test("on a bare clone, two commands at once install what is missing once, each does its job, arguments and all", async () => {
  const [one, other] = await Promise.all([
    bootstrap("demo", "--exit", "a b").ended,
    bootstrap("demo", "--exit").ended,
  ]);
  expect(one).toMatchObject({
    code: 0,
    stdout: `${JSON.stringify({ given: ["--exit", "a b"], cwd: root })}\n`,
  });
  expect(other).toMatchObject({ code: 0, stdout: `${JSON.stringify({ given: ["--exit"], cwd: root })}\n` });
  expect(`${one.stderr}${other.stderr}`.match(/npm ci\)/g)).toHaveLength(1);
  expect(`${one.stderr}${other.stderr}`.match(/building the console/g)).toHaveLength(1);
});

test("a second call installs nothing, and the job's exit code is the command's", async () => {
  expect(await bootstrap("demo", "fail").ended).toMatchObject({ code: 7, stderr: "" });
});

test("the console is built anew once a source of it has other content, whatever its age", async () => {
  const builds = async () => (await readFile(join(root, "packages/console/dist/builds"), "utf8")).length;
  const before = await builds();
  await writeFile(join(root, "packages/console/src/main.tsx"), "");
  expect((await bootstrap("demo").ended).stderr).toBe("");
  await writeFile(join(root, "packages/console/src/main.tsx"), "// other");
  expect((await bootstrap("demo").ended).stderr).toContain("built in");
  expect(await builds()).toBe(before * 2);
});

test("a server without the console builds none", async () => {
  await writeFile(join(root, "packages/console/src/main.tsx"), "// and other again");
  process.env["DUBAN_PARTS"] = "api,workers";
  expect(await bootstrap("demo").ended).toMatchObject({ code: 0, stderr: "" });
  delete process.env["DUBAN_PARTS"];
  expect((await bootstrap("demo").ended).stderr).toContain("built in");
});

test("SIGTERM reaches the job, which ends in its own way", async () => {
  const { child, ended } = bootstrap("start");
  child.stdout.once("data", () => child.kill("SIGTERM"));
  expect(await ended).toMatchObject({ code: 0, signal: null, stdout: "listening\ndrained\n" });
});

test("an unknown job is refused with the list of jobs", async () => {
  const answer = await bootstrap("dance").ended;
  expect(answer.code).toBe(2);
  expect(answer.stderr).toContain("start|demo|verify|bench|chaos|screenshots|test|check");
});

test("npm start makes way for node in its shell: a signal to npm reaches the server, not a shell that ends without it", async () => {
  const { scripts } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  expect(scripts.start).toMatch(/^exec node /);
});
