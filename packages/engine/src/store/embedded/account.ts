import { spawn } from "node:child_process";
import { chown, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EngineError } from "../../errors.ts";
import type { PostgresBinaries } from "./binaries.ts";

/** How to run a Postgres program: as ourselves, or as the user `postgres`, and by which means. */
export interface Account {
  /** Null: we are not root, files and processes are ours. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** The command line and spawn options that run `program` under this account. */
  command(
    program: string,
    args: readonly string[],
  ): { file: string; args: string[]; uid?: number; gid?: number };
}

const ourselves: Account = {
  owner: null,
  command: (program, args) => ({ file: program, args: [...args] }),
};

/**
 * Decides as whom Postgres runs, which refuses to run as root.
 *
 * Not root: as we are. Root: as the system user `postgres`, made if missing, by a plain change of user where that user can
 * reach both the binaries and `directory`; else (a clone below a directory of mode 0700, as `mktemp -d` makes them) by
 * `setpriv`, which leaves it the one capability to pass such directories. `directory` and its content become the user's.
 * Throws code `postgres-account` with the ways out where neither works.
 */
export async function chooseAccount(binaries: PostgresBinaries, directory: string): Promise<Account> {
  if (process.getuid?.() !== 0) return ourselves;
  const owner = (await findUser()) ?? (await makeUser());
  await giveTo(directory, owner);
  const accounts = [plainChange(owner), keepingPassage(owner)];
  for (const account of accounts) {
    if (await reaches(account, binaries, directory)) return account;
  }
  throw new EngineError(
    "postgres-account",
    `running as root, Postgres must run as the user postgres (uid ${owner.uid}), which cannot reach ${binaries.native} ` +
      `and ${directory}. Ways out: set DATABASE_URL to a Postgres of your own; put this directory and DATA_DIR where ` +
      "every user may enter (chmod o+x on the directories above); or do not run as root",
  );
}

/** Makes a file or directory the account's own; nothing to do unless root. */
export async function giveTo(path: string, owner: Account["owner"]): Promise<void> {
  if (owner !== null) await chown(path, owner.uid, owner.gid);
}

type Owner = NonNullable<Account["owner"]>;

const plainChange = (owner: Owner): Account => ({
  owner,
  command: (program, args) => ({ file: program, args: [...args], ...owner }),
});

/**
 * CAP_DAC_OVERRIDE alone passes directories and reads files whatever their mode; it is handed down through exec as an
 * ambient capability, which a change of user would clear but for `no_setuid_fixup`. Postgres checks for uid 0 only.
 */
const keepingPassage = (owner: Owner): Account => ({
  owner,
  command: (program, args) => ({
    file: "setpriv",
    args: [
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      "--clear-groups",
      "--inh-caps=-all,+dac_override",
      "--ambient-caps=-all,+dac_override",
      "--securebits=+no_setuid_fixup",
      "--",
      program,
      ...args,
    ],
  }),
});

/** True if the account can run the binaries, read what they load and write to `directory`. */
async function reaches(account: Account, binaries: PostgresBinaries, directory: string): Promise<boolean> {
  const questions = 'test -x "$0" && test -r "$1" && test -w "$2"';
  const { code } = await run(
    account.command("/bin/sh", [
      "-c",
      questions,
      binaries.postgres,
      join(binaries.native, "share"),
      directory,
    ]),
  );
  return code === 0;
}

async function findUser(): Promise<Owner | undefined> {
  const line = (await readFile("/etc/passwd", "utf8"))
    .split("\n")
    .find((entry) => entry.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

async function makeUser(): Promise<Owner> {
  await run({ file: "groupadd", args: ["--system", "postgres"] });
  const { code, output } = await run({
    file: "useradd",
    args: ["--system", "--gid", "postgres", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
  });
  const made = await findUser();
  if (made !== undefined) return made;
  throw new EngineError(
    "postgres-account",
    `running as root, Postgres needs a user postgres, and useradd could not make one (${code}: ${output.trim()}). ` +
      "Ways out: make that user, set DATABASE_URL to a Postgres of your own, or do not run as root",
  );
}

/** Runs a short command to its end; a command that cannot be started has code null and the reason as output. */
export function run(
  command: ReturnType<Account["command"]>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number | null; output: string }> {
  const { file, args, ...identity } = command;
  return new Promise((resolve) => {
    let output = "";
    // The working directory may be one the other user cannot enter.
    const child = spawn(file, args, { ...identity, env, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output }));
  });
}
