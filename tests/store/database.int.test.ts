import { isRetryable, sqlInstant, statement } from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";

let clone: ClonedDatabase;
beforeAll(async () => {
  clone = await cloneDatabase();
  await clone.database.raw("create table notes (id bigint primary key, at timestamptz, day date)");
});
afterAll(() => clone.drop());

const insertNote = statement<never>(
  "test_insert_note",
  "insert into notes (id, at, day) values ($1::bigint, $2::timestamptz, $3::date)",
);
const selectNote = statement<{ id: number; at: number | null; day: string | null }>(
  "test_select_note",
  "select id, at, day from notes where id = $1::bigint",
);
const selectTypes = statement<{
  big: number;
  bigs: number[];
  at: number;
  ats: (number | null)[];
  days: string[];
}>(
  "test_select_types",
  `select $1::bigint as big,
     $2::bigint[] as bigs,
     $3::timestamptz as at,
     $4::timestamptz[] as ats,
     $5::date[] as days`,
);

test("instants come back as the milliseconds they went in as, dates as text, bigints as numbers", async () => {
  const instant = Date.parse("2026-10-08T17:30:00.123+08:00");
  const [row] = await clone.database.query(selectTypes, [
    9_007_199_254_740_991,
    [1, 2],
    sqlInstant(instant),
    [sqlInstant(instant), null],
    ["2026-10-01", "2028-02-29"],
  ]);
  expect(row).toEqual({
    big: 9_007_199_254_740_991,
    bigs: [1, 2],
    at: instant,
    ats: [instant, null],
    days: ["2026-10-01", "2028-02-29"],
  });
});

test("a bigint that no number can hold is an error, never rounded", async () => {
  await expect(clone.database.raw("select 9007199254740993 as big")).rejects.toMatchObject({
    code: "integer-too-large",
  });
  expect(await clone.database.raw("select 1 as one")).toEqual([{ one: 1 }]);
});

test("a transaction that resolves is kept, one that rejects leaves nothing", async () => {
  const { database } = clone;
  await database.transaction((tx) => tx.execute(insertNote, [1, null, "2026-10-01"]));
  const failed = database.transaction(async (tx) => {
    await tx.execute(insertNote, [2, null, null]);
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  expect(await database.query(selectNote, [1])).toEqual([{ id: 1, at: null, day: "2026-10-01" }]);
  expect(await database.query(selectNote, [2])).toEqual([]);
});

test("statements sent together run in order in one transaction, and one failure undoes them all", async () => {
  const { database } = clone;
  const both = database.transaction((tx) =>
    Promise.all([tx.execute(insertNote, [3, null, null]), tx.execute(insertNote, [3, null, null])]),
  );
  await expect(both).rejects.toMatchObject({ code: "23505" });
  expect(await database.query(selectNote, [3])).toEqual([]);
});

test("a failure that the work swallowed does not pass for a commit", async () => {
  const work = clone.database.transaction(async (tx) => {
    await tx.raw("select 1 / 0").catch(() => undefined);
  });
  await expect(work).rejects.toMatchObject({ code: "transaction-failed" });
});

test("a connection cut in a transaction is a retryable failure and the pool goes on", async () => {
  const { database } = clone;
  const cut = database.transaction(async (tx) => {
    const [me] = await tx.raw<{ pid: number }>("select pg_backend_pid() as pid");
    await database.raw("select pg_terminate_backend($1::integer)", [me?.pid]);
    await tx.raw("select 1");
  });
  await expect(cut).rejects.toSatisfy(isRetryable);
  expect(await database.raw("select 1 as one")).toEqual([{ one: 1 }]);
});

test("sessions run in UTC under our name", async () => {
  const [session] = await clone.database.raw(
    "select current_setting('timezone') as zone, current_setting('application_name') as name",
  );
  expect(session).toEqual({ zone: "UTC", name: "duban" });
});

test("of statements in one flight the one that failed first says why, however deep its promise is wrapped", async () => {
  await clone.database.execute(insertNote, [71, null, null]);
  const wrap = async (work: () => Promise<unknown>) => {
    const deep = async () => await work();
    return await deep();
  };
  const failing = clone.database.transaction((tx) =>
    Promise.all([
      wrap(() => tx.execute(insertNote, [71, null, null])),
      tx.query(selectNote, [71]),
      tx.query(selectNote, [71]),
    ]),
  );
  await expect(failing).rejects.toMatchObject({ code: "23505" });
});

const divide = statement<never>(
  "test_divide_in_a_county",
  "select 1 / $2::integer as tenant_id where $1::integer > 0",
);

test("of statements in one flight the one that failed first says why, also where it set the connection's county before", async () => {
  const failing = clone.database.transaction((tx) =>
    Promise.all([tx.query(divide, [7, 0]), tx.query(divide, [7, 1]), tx.query(divide, [7, 1])]),
  );
  await expect(failing).rejects.toMatchObject({ code: "22012" });
});
