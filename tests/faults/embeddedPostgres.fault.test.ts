import { readFile, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import {
  createDatabase,
  type Database,
  type EmbeddedPostgres,
  isRetryable,
  silentLogger,
  startEmbeddedPostgres,
  withRetry,
} from "@duban/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { spawnServer, temporaryDataDir } from "../harness/spawnServer.ts";

// A directory as mktemp makes them, of mode 0700: as root, the user that Postgres runs as cannot even enter it by itself.
let data: Awaited<ReturnType<typeof temporaryDataDir>>;
beforeEach(async () => {
  data = await temporaryDataDir();
});
afterEach(() => data.remove());

const start = () => startEmbeddedPostgres({ dataDir: data.path, logger: silentLogger });
const hold = () => spawnServer({}, "tests/faults/holdPostgres.ts", [data.path]);

async function withDatabase<T>(
  server: EmbeddedPostgres,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = createDatabase(server.url, { max: 2, logger: silentLogger });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Nobody listens there any more; a pid would not tell, it stays until init has noticed. */
const isStopped = ({ url }: EmbeddedPostgres) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
    socket.once("connect", () => socket.destroy());
  });

test("a cluster is made on first use, durable, UTF-8, on 127.0.0.1 with a password kept from others, and stops", async () => {
  const server = await start();
  const [row] = await withDatabase(server, (database) =>
    database.raw(`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
        current_setting('full_page_writes') as full_page_writes, current_setting('server_encoding') as encoding,
        current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`),
  );
  expect(row).toEqual({
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    encoding: "UTF8",
    addresses: "127.0.0.1",
    sockets: "",
  });
  const { mode } = await stat(join(data.path, "postgres", "password"));
  expect(mode & 0o077).toBe(0);
  const open = server.url.replace(/:[^:@]+@/, ":wrong@");
  await expect(
    withDatabase({ ...server, url: open }, (database) => database.raw("select 1")),
  ).rejects.toThrow("password");
  await server.stop();
  expect(await isStopped(server)).toBe(true);
});

test("what was committed before the process was killed with -9 is there when another starts, which takes over the server", async () => {
  const killed = await hold();
  const server = await start();
  await withDatabase(server, (database) =>
    database.raw("create table kept (id integer); insert into kept values (1)"),
  );
  await killed.kill("SIGKILL");
  await server.stop();
  expect(await isStopped(server)).toBe(true);
  const again = await start();
  expect(await withDatabase(again, (database) => database.raw("select id from kept"))).toEqual([{ id: 1 }]);
  await again.stop();
});

test("a server left behind by a killed process is joined at its old address", async () => {
  const killed = await hold();
  await killed.kill("SIGKILL");
  const server = await start();
  expect(new URL(server.url).host).toBe(new URL(killed.url).host);
  await server.stop();
  expect(await isStopped(server)).toBe(true);
});

test("processes share the server of a directory, and it stops with the last of them", async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(second.url).toBe(first.url);
  await first.stop();
  expect(await withDatabase(second, (database) => database.raw("select 1 as one"))).toEqual([{ one: 1 }]);
  await second.stop();
  expect(await isStopped(second)).toBe(true);
});

test("a server killed with -9 is started again at the same address, recovered, without anybody's doing", async () => {
  const server = await start();
  await withDatabase(server, async (database) => {
    await database.raw("create table kept (id integer); insert into kept values (1)");
    const killed = server.pid;
    process.kill(killed, "SIGKILL");
    await eventually(() => server.pid !== killed, { what: "a new postmaster" });
    const read = () => database.raw("select id from kept");
    expect(await withRetry(read, { limitMs: 30_000 })).toEqual([{ id: 1 }]);
  });
  await server.stop();
});

test("a pid file that names a living process of somebody else does not stop the start", async () => {
  const server = await start();
  await server.stop();
  const cluster = join(data.path, "postgres", "cluster");
  const lines = [String(process.ppid), cluster, "1", "1", "", "127.0.0.1", "", "ready", ""];
  await writeFile(join(cluster, "postmaster.pid"), lines.join("\n"));
  const again = await start();
  expect(await readFile(join(cluster, "postmaster.pid"), "utf8")).toMatch(new RegExp(`^${again.pid}\n`));
  await again.stop();
});

test("a connection refused while there is no server is worth another try", async () => {
  const server = await start();
  await server.stop();
  await expect(withDatabase(server, (database) => database.raw("select 1"))).rejects.toSatisfy(isRetryable);
});
