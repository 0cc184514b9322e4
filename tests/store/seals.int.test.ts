import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  appendTrail,
  createExportCheck,
  createSealer,
  describeFinding,
  exportTrail,
  findHorizon,
  openSealKey,
  readHeads,
  readPublicKeys,
  type Sealer,
  type TenantCheck,
  type TrailEntry,
  type Transaction,
  verifyDatabase,
} from "@duban/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty } from "../harness/county.ts";

const never = new AbortController().signal;
const startsAt = at("2026-03-02T10:00:00+08:00");
const hour = 3_600_000;

let clone: ClonedDatabase;
let county: County;
let directory: string;
let sealer: Sealer;
let taskId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database);
  directory = await mkdtemp(join(tmpdir(), "duban-seal-"));
  sealer = await sealerOf(null);
  const [task] = await county.createTasks();
  taskId = task?.id ?? "";
  await note("/v1/units", "/v1/people", "/v1/keys");
  await sealAll(startsAt);
  await county.send(county.callers.unit, { type: "accepted", task: taskId });
  await county.send(county.callers.unit, { type: "progressed", task: taskId, data: { note: "过半" } });
  await county.createTasks();
  await visit("h1", 1);
  await visit("h1", 2);
  await note("/v1/ladders/own", "/v1/calendars/own");
  await sealAll(startsAt + hour);
  await county.send(county.callers.unit, { type: "submitted", task: taskId, data: { result: "完成" } });
  await note("/v1/webhooks/own");
  await sealAll(startsAt + 2 * hour);
});
afterAll(async () => {
  await clone.drop();
  await rm(directory, { recursive: true });
});

const sealerOf = async (keepTrailMs: number | null) =>
  createSealer({ database: clone.database, key: await openSealKey(directory), directory, keepTrailMs });

const entryOf = (target: string, when = startsAt): TrailEntry => ({
  at: when,
  kind: "administration",
  actor: { key: "admin", person: null, unit: null },
  onBehalfOf: null,
  action: "put",
  target,
  address: "192.0.2.7",
  outcome: "done",
  detail: { body: { name: "昌宁 'a' \"b\"" } },
});
const note = (...targets: string[]) =>
  appendTrail(
    clone.database,
    county.tenantId,
    targets.map((target) => entryOf(target)),
  );

/** Records that a household was visited, as its revision. */
const visit = (household: string, revision: number) =>
  clone.database.raw(
    `insert into village_events (tenant_id, kind, subject, revision, type, source, event_id, fingerprint, at, recorded_at,
       actor, roles, data, matters)
     values ($1, 'household', $2, $3::integer, 'visited', 'urn:test:zhucun', $2 || $3::integer, '\x01', '2026-03-02Z', '2026-03-02Z',
       '{"key":"k"}', '{}', '{"note":"走访"}', '[]')`,
    [county.tenantId, household, revision],
  );

async function sealAll(now: number): Promise<number> {
  const horizon = await findHorizon(clone.database, never);
  if (horizon === undefined) throw new Error("a writer holds on");
  return sealer.seal(county.tenantId, horizon, now);
}

const check = async (on: Pick<Transaction, "query" | "execute" | "raw">): Promise<TenantCheck> => {
  const heads = await readHeads(directory);
  const [one] = await verifyDatabase(on, { publicKeys: await readPublicKeys(directory), heads }, startsAt);
  if (one === undefined) throw new Error("there is a county");
  return one;
};

class Undone extends Error {}

/** What a check says after the owner of the database did `text`, which is undone. */
async function afterTampering(text: string): Promise<string[]> {
  let said: string[] = [];
  await clone.database
    .transaction(async (tx) => {
      await tx.raw(text);
      said = (await check(tx)).findings.map(describeFinding);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return said;
}

describe("a check of what was sealed", () => {
  test("finds nothing where nothing was tampered with, and says what it saw", async () => {
    expect(await check(clone.database)).toMatchObject({
      findings: [],
      seals: 3,
      records: 13,
      unsealed: { events: 0, trail: 0, village_events: 0 },
      head: { number: 3 },
    });
  });

  test("names an event or an entry by table, position, task and revision, whichever column was changed", async () => {
    const columns = await clone.database.raw<{ table: string; name: string; type: string }>(
      `select table_name as table, column_name as name, data_type as type from information_schema.columns
       where table_name in ('events', 'trail', 'village_events') and column_name not in ('tenant_id', 'position')`,
    );
    expect(columns.length).toBeGreaterThan(20);
    const othersByType: Record<string, string> = {
      bytea: "'\\x00'",
      jsonb: `'{"key":"somebody"}'`,
      ARRAY: "array['auditor']",
      integer: "77",
      uuid: "gen_random_uuid()",
      "timestamp with time zone": "'2020-01-01Z'",
    };
    const whereByTable: Record<string, string> = {
      events: `task_id = '${taskId}' and revision = 2`,
      trail: "target = '/v1/ladders/own'",
      village_events: "subject = 'h1' and revision = 2",
    };
    const kinds: Record<string, string> = { trail: "'refusal'", village_events: "'village'" };
    for (const { table, name, type } of columns) {
      const value = (name === "kind" ? kinds[table] : othersByType[type]) ?? "'other'";
      const where = whereByTable[table];
      const said = await afterTampering(`update ${table} set ${name} = ${value} where ${where}`);
      expect(said, `${table}.${name}`).toHaveLength(1);
      expect(said[0], `${table}.${name}`).toMatch(
        new RegExp(`^(changed|reordered): ${table}, position \\d+`),
      );
      if (table === "events") expect(said[0]).toMatch(/seal 2/);
      if (table === "events" && !["task_id", "revision"].includes(name)) {
        expect(said[0]).toContain(`task ${taskId}, revision 2`);
      }
    }
    expect(columns.filter(({ table }) => table === "village_events").length).toBeGreaterThan(10);
    expect(await afterTampering("update village_events set data = '{}' where revision = 2")).toEqual([
      expect.stringMatching("^changed: village_events, position \\d+, household/h1, revision 2, seal 2"),
    ]);
  });

  test("names what was removed, in the middle and at the end, by what its seal says of it", async () => {
    expect(await afterTampering(`delete from events where task_id = '${taskId}' and revision = 2`)).toEqual([
      expect.stringMatching(`^removed: events, position \\d+, task ${taskId}, revision 2, seal 2`),
    ]);
    expect(await afterTampering(`delete from events where task_id = '${taskId}' and revision = 4`)).toEqual([
      expect.stringMatching(`^removed: events, position \\d+, task ${taskId}, revision 4, seal 3`),
    ]);
    expect(await afterTampering("delete from trail where target = '/v1/people'")).toEqual([
      expect.stringMatching("^removed: trail, position \\d+, seal 1"),
    ]);
    expect(await afterTampering("delete from village_events where revision = 1")).toEqual([
      expect.stringMatching("^removed: village_events, position \\d+, household/h1, revision 1, seal 2"),
    ]);
    expect(await afterTampering("delete from trail; delete from events")).toHaveLength(11);
  });

  test("names what was put in, in place of another, or in another order", async () => {
    const columns = `tenant_id, at, kind, actor, action, outcome, detail`;
    const row = `${county.tenantId}, now(), 'system', '{}', 'x', 'done', '{}'`;
    const [gap] = await clone.database.raw<{ position: number }>(
      "select nextval('trail_position_seq') as position",
    );
    await note("/v1/after");
    await sealAll(startsAt + 2 * hour);
    expect(
      await afterTampering(
        `insert into trail (position, ${columns}) overriding system value values (${gap?.position}, ${row})`,
      ),
    ).toEqual([expect.stringMatching(`^inserted: trail, position ${gap?.position}, seal 4`)]);
    const said = await afterTampering(`
      alter table events alter position drop identity;
      update events e set position = case revision when 2 then -3 else -2 end
        where task_id = '${taskId}' and revision in (2, 3);
      update events e set position = o.position
        from (select 2 as revision, ${await positionOf(3)} as position union select 3, ${await positionOf(2)}) o
        where o.revision = e.revision and task_id = '${taskId}'`);
    expect(said).toEqual([
      expect.stringMatching(
        `^reordered: events, position ${await positionOf(2)}, task ${taskId}, revision 2`,
      ),
      expect.stringMatching(
        `^reordered: events, position ${await positionOf(3)}, task ${taskId}, revision 3`,
      ),
    ]);
    const moved =
      "alter table trail alter position drop identity; update trail set position = position + 1000";
    const elsewhere = await afterTampering(`${moved} where target = '/v1/people'`);
    expect(elsewhere).toEqual([expect.stringMatching("^removed: trail, position \\d+, seal 1")]);
  });

  test("names the seal of which any column was changed, that was removed, or that was made without the key", async () => {
    for (const change of [
      "at = at + interval '1 second'",
      "body = replace(body, '\"form\":1', '\"form\":2')",
      "hash = repeat('a', 64)",
      "signature = repeat('A', 86) || '=='",
      "body = 'nothing'",
      "number = 99",
    ]) {
      const said = await afterTampering(`update seals set ${change} where number = 2`);
      expect(said.length, change).toBeGreaterThan(0);
      expect(said.join("\n"), change).toMatch(/seal[^\n]*\b2\b/);
    }
    expect((await afterTampering("delete from seals where number = 2"))[0]).toMatch(
      /^seal-removed: seals, seal 2/,
    );
    expect((await afterTampering("delete from seals where number = 1"))[0]).toMatch(
      /^seal-removed: seals, seal 1/,
    );
    // The whole chain made anew to fit a changed record, with everything but the key.
    const rewritten = await afterTampering(`
      update events set data = '{"note":"别的"}' where task_id = '${taskId}' and revision = 3;
      update seals set body = replace(body, o.digest, o.changed)
        from (select s.digest, encode(sha256(convert_to(to_jsonb(e)::text, 'UTF8')), 'base64') as changed
          from events e cross join (select '${await digestOf(3)}' as digest) s
          where task_id = '${taskId}' and revision = 3) o where number = 2;
      update seals set hash = encode(sha256(convert_to(body, 'UTF8')), 'hex') where number = 2;
      update seals s set body = regexp_replace(body, '"previous":"[0-9a-f]+"', '"previous":"' || p.hash || '"')
        from (select hash from seals where number = 2) p where s.number = 3;
      update seals set hash = encode(sha256(convert_to(body, 'UTF8')), 'hex') where number = 3`);
    expect(rewritten[0]).toMatch(
      /^seal-changed: seals, seal 2: its body or its signature is not what was signed/,
    );
  });

  test("tells that the end was cut off, or the whole put back to an older state, by the head kept outside", async () => {
    const said = await afterTampering(`
      delete from events where task_id = '${taskId}' and revision = 4;
      delete from trail where target in ('/v1/webhooks/own', '/v1/after');
      delete from seals where number > 2`);
    expect(said).toEqual([
      expect.stringMatching(/^cut-off: seals, seal 3: seal 4 was written down as the head/),
    ]);
    expect((await afterTampering("delete from seals; delete from events; delete from trail"))[0]).toMatch(
      /^cut-off/,
    );
  });
});

const positionOf = async (revision: number): Promise<number> => {
  const [row] = await clone.database.raw<{ position: number }>(
    "select position from events where task_id = $1 and revision = $2",
    [taskId, revision],
  );
  return row?.position ?? 0;
};

async function digestOf(revision: number): Promise<string> {
  const [row] = await clone.database.raw<{ digest: string }>(
    `select encode(sha256(convert_to(to_jsonb(e)::text, 'UTF8')), 'base64') as digest from events e
     where task_id = $1 and revision = $2`,
    [taskId, revision],
  );
  return row?.digest ?? "";
}

test("a record slipped in at a position before the first is found", async () => {
  const inserted = await afterTampering(
    `insert into trail (position, tenant_id, at, kind, actor, action, outcome, detail) overriding system value
     values (-5, ${county.tenantId}, '2026-03-02Z', 'system', '{}', 'x', 'done', '{}')`,
  );
  expect(inserted).toEqual([expect.stringMatching(/^inserted: trail, position -5, seal 1/)]);
});

describe("the check of an export", () => {
  test("names what is wrong with a line, its place or the end", async () => {
    const lines: string[] = [];
    for await (const line of exportTrail(clone.database, county.tenantId, startsAt)) lines.push(line);
    const { head } = await check(clone.database);
    const publicKeys = await readPublicKeys(directory);
    const said = (given: readonly string[], known: { head?: typeof head; until?: string } = {}) => {
      const checking = createExportCheck({ publicKeys, ...known });
      for (const line of given) checking.line(line);
      return checking.end().findings.map(describeFinding);
    };
    expect(said(lines, { head })).toEqual([]);
    const at = lines.findIndex((line) => line.includes("过半"));
    expect(said(lines.with(at, String(lines[at]).replace("过半", "完成")))).toEqual([
      expect.stringMatching(`^changed: events, position \\d+, task ${taskId}, revision 3, seal 2`),
    ]);
    expect(said(lines.toSpliced(at, 1))).toEqual([expect.stringMatching(/^removed: events/)]);
    const swapped = lines.with(at, String(lines[at - 1])).with(at - 1, String(lines[at]));
    expect(said(swapped)).toEqual([expect.stringMatching(/^reordered: events/)]);
    const cut = lines.slice(
      0,
      lines.findLastIndex((line) => line.startsWith('{"seal"')),
    );
    expect(said(cut)).toEqual(["cut-off: the export has no end"]);
    const ended = [...cut, String(lines.at(-1))];
    expect(said(ended)).toEqual([]);
    expect(said(ended, { head })).toEqual([expect.stringMatching(/^cut-off: seals, seal 4/)]);
    expect(said(ended, { until: "2026-03-02T15:00:00+08:00" })).toEqual([
      expect.stringMatching(/^cut-off: seals, seal 4: the chain ends at/),
    ]);
    expect(createExportCheck({ publicKeys: [] }).end().findings.length).toBe(2);
  });
});

describe("the sealer", () => {
  test("never steps over a record that is committed after a later one", async () => {
    let commitFirst = () => {};
    let written = () => {};
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const first = clone.database.transaction(async (tx) => {
      await appendTrail(tx, county.tenantId, [entryOf("/v1/late")]);
      written();
      await new Promise<void>((resolve) => {
        commitFirst = resolve;
      });
    });
    await isWritten;
    await note("/v1/early");
    const stopped = new AbortController();
    stopped.abort();
    expect(await findHorizon(clone.database, stopped.signal)).toBeUndefined();
    const horizon = findHorizon(clone.database, never);
    commitFirst();
    await first;
    const reached = await horizon;
    expect(reached).toBeDefined();
    if (reached !== undefined)
      expect(await sealer.seal(county.tenantId, reached, startsAt + 2 * hour)).toBe(2);
    expect((await check(clone.database)).findings).toEqual([]);
  });

  test("makes a seal when an hour has passed and nothing came, and none before", async () => {
    const { head } = await check(clone.database);
    await sealAll(startsAt + 2.5 * hour);
    expect((await check(clone.database)).head.number).toBe(head.number);
    await sealAll(startsAt + 3 * hour);
    expect((await check(clone.database)).head).toMatchObject({ number: head.number + 1 });
  });

  test("takes seals that say nothing of village events for what they are, and goes on where those were sealed", async () => {
    const [last] = await clone.database.raw<{ number: number; body: string; hash: string }>(
      "select number, body, hash from seals order by number desc limit 1",
    );
    if (last === undefined) throw new Error("there are seals");
    const said = JSON.parse(last.body);
    const empty = (span: { columns: string[]; upTo: number }) => ({ ...span, after: span.upTo, entries: [] });
    const { village_events: _, ...before } = said;
    const number = last.number + 1;
    const old = {
      ...before,
      number,
      previous: last.hash,
      events: empty(said.events),
      trail: empty(said.trail),
    };
    const body = JSON.stringify(old);
    await clone.database.raw(
      `insert into seals (tenant_id, number, at, body, hash, signature)
       values ($1, $2, $3::timestamptz, $4, encode(sha256(convert_to($4, 'UTF8')), 'hex'), $5)`,
      [county.tenantId, number, said.at, body, (await openSealKey(directory)).sign(body)],
    );
    expect((await check(clone.database)).findings).toEqual([]);
    sealer = await sealerOf(null);
    await visit("h2", 1);
    expect(await sealAll(startsAt + 3 * hour)).toBe(1);
    expect(await check(clone.database)).toMatchObject({ findings: [], unsealed: { village_events: 0 } });
    expect(await afterTampering("delete from village_events where subject = 'h2'")).toHaveLength(1);
  });

  test("goes on under a new key where the old one's public half is kept", async () => {
    await rename(join(directory, "public.pem"), join(directory, "public-2025.pem"));
    await rename(join(directory, "private.pem"), join(directory, "old.pem"));
    sealer = await sealerOf(null);
    await note("/v1/new-key");
    expect(await sealAll(startsAt + 3 * hour)).toBe(1);
    expect((await check(clone.database)).findings).toEqual([]);
  });

  test("two of them with one key make one chain", async () => {
    const other = await sealerOf(null);
    await note("/v1/1", "/v1/2");
    const horizon = await findHorizon(clone.database, never);
    if (horizon === undefined) throw new Error("a writer holds on");
    const counts = await Promise.all([
      sealer.seal(county.tenantId, horizon, startsAt + 3 * hour),
      other.seal(county.tenantId, horizon, startsAt + 3 * hour),
    ]);
    expect(counts.sort()).toEqual([0, 2]);
    await note("/v1/3");
    const next = await findHorizon(clone.database, never);
    if (next !== undefined) expect(await other.seal(county.tenantId, next, startsAt + 3 * hour)).toBe(1);
    expect((await check(clone.database)).findings).toEqual([]);
  });

  test("drops what the trail need not keep with a signed word of it, so that a check still passes", async () => {
    sealer = await sealerOf(190 * 24 * hour);
    await appendTrail(clone.database, county.tenantId, [entryOf("/v1/recent", startsAt + 180 * 24 * hour)]);
    await sealAll(startsAt + 200 * 24 * hour);
    const left = await clone.database.raw<{ target: string }>("select target from trail");
    expect(left).toEqual([{ target: "/v1/recent" }]);
    const checked = await check(clone.database);
    expect(checked.findings).toEqual([]);
    expect(await afterTampering("delete from trail")).toEqual([expect.stringMatching(/^removed: trail/)]);
    const [last] = await clone.database.raw<{ number: number }>("select max(number) as number from seals");
    // Without the statement, what was dropped is missing.
    const said = await afterTampering(`delete from seals where number = ${last?.number}`);
    expect(said.filter((line) => line.startsWith("removed: trail")).length).toBeGreaterThan(5);
  });

  test("goes no further where the chain is not the one whose head is kept, and keeps its key from others", async () => {
    expect((await stat(join(directory, "private.pem"))).mode & 0o777).toBe(0o600);
    const heads = await readFile(join(directory, "heads.json"), "utf8");
    await clone.database.raw("delete from seals where number = (select max(number) from seals)");
    sealer = await sealerOf(null);
    await note("/v1/more");
    await expect(sealAll(startsAt + 201 * 24 * hour)).rejects.toMatchObject({ code: "seals-rolled-back" });
    await writeFile(join(directory, "heads.json"), heads);
  });
});
