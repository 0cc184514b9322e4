import { execFile } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Database } from "@duban/engine";

/** What the figures were measured on, as lines for people. */
export async function describeMachine(database: Database): Promise<Record<string, string>> {
  const [version] = await database.raw<{ server_version: string }>("show server_version");
  const commits = await database.raw<Record<string, string>>("show synchronous_commit");
  const [fsync] = await database.raw<{ fsync: string }>("show fsync");
  return {
    date: new Date().toISOString(),
    revision: await gitRevision(),
    cpu: `${cpus()[0]?.model.trim() ?? "unknown"}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 1024 ** 3)} GiB`,
    node: process.version,
    postgres: `${version?.server_version}, fsync ${fsync?.fsync}, synchronous_commit ${commits[0]?.["synchronous_commit"]}`,
  };
}

/** The commit measured; says so where files differ from it, and where there is no git. */
async function gitRevision(): Promise<string> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const git = async (...args: string[]) =>
    (await promisify(execFile)("git", args, { cwd: root })).stdout.trim();
  try {
    const changed = (await git("status", "--porcelain")) !== "";
    return `${await git("rev-parse", "--short", "HEAD")}${changed ? " with changes" : ""}`;
  } catch {
    return "unknown";
  }
}
