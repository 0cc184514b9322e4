import { createExportCheck, describeFinding, exportTrail, readPublicKeys } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSealedCounty, hour, type SealedCounty, startsAt } from "../harness/sealedCounty.ts";

let sealed: SealedCounty;
beforeAll(async () => {
  sealed = await createSealedCounty();
});
afterAll(() => sealed.drop());

describe("a check of what was sealed", () => {
  test("finds nothing where nothing was tampered with, and says what it saw", async () => {
    expect(await sealed.check()).toMatchObject({
      findings: [],
      seals: 3,
      records: 13,
      unsealed: { events: 0, trail: 0, village_events: 0 },
      head: { number: 3 },
    });
  });

  test("names an event or an entry by table, position, task and revision, whichever column was changed", async () => {
    const columns = await sealed.database.raw<{ table: string; name: string; type: string }>(
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
      events: `task_id = '${sealed.taskId}' and revision = 2`,
      trail: "target = '/v1/ladders/own'",
      village_events: "subject = 'h1' and revision = 2",
    };
    const kinds: Record<string, string> = { trail: "'refusal'", village_events: "'village'" };
    for (const { table, name, type } of columns) {
      const value = (name === "kind" ? kinds[table] : othersByType[type]) ?? "'other'";
      const where = whereByTable[table];
      const said = await sealed.afterTampering(`update ${table} set ${name} = ${value} where ${where}`);
      expect(said, `${table}.${name}`).toHaveLength(1);
      expect(said[0], `${table}.${name}`).toMatch(
        new RegExp(`^(changed|reordered): ${table}, position \\d+`),
      );
      if (table === "events") expect(said[0]).toMatch(/seal 2/);
      if (table === "events" && !["task_id", "revision"].includes(name)) {
        expect(said[0]).toContain(`task ${sealed.taskId}, revision 2`);
      }
    }
    expect(columns.filter(({ table }) => table === "village_events").length).toBeGreaterThan(10);
    expect(await sealed.afterTampering("update village_events set data = '{}' where revision = 2")).toEqual([
      expect.stringMatching("^changed: village_events, position \\d+, household/h1, revision 2, seal 2"),
    ]);
  });

  test("names what was removed, in the middle and at the end, by what its seal says of it", async () => {
    expect(
      await sealed.afterTampering(`delete from events where task_id = '${sealed.taskId}' and revision = 2`),
    ).toEqual([
      expect.stringMatching(`^removed: events, position \\d+, task ${sealed.taskId}, revision 2, seal 2`),
    ]);
    expect(
      await sealed.afterTampering(`delete from events where task_id = '${sealed.taskId}' and revision = 4`),
    ).toEqual([
      expect.stringMatching(`^removed: events, position \\d+, task ${sealed.taskId}, revision 4, seal 3`),
    ]);
    expect(await sealed.afterTampering("delete from trail where target = '/v1/people'")).toEqual([
      expect.stringMatching("^removed: trail, position \\d+, seal 1"),
    ]);
    expect(await sealed.afterTampering("delete from village_events where revision = 1")).toEqual([
      expect.stringMatching("^removed: village_events, position \\d+, household/h1, revision 1, seal 2"),
    ]);
    expect(await sealed.afterTampering("delete from trail; delete from events")).toHaveLength(11);
  });

  test("names what was put in, in place of another, or in another order", async () => {
    const columns = `tenant_id, at, kind, actor, action, outcome, detail`;
    const row = `${sealed.county.tenantId}, now(), 'system', '{}', 'x', 'done', '{}'`;
    const [gap] = await sealed.database.raw<{ position: number }>(
      "select nextval('trail_position_seq') as position",
    );
    await sealed.note("/v1/after");
    await sealed.sealBy(sealed.sealer, startsAt + 2 * hour);
    expect(
      await sealed.afterTampering(
        `insert into trail (position, ${columns}) overriding system value values (${gap?.position}, ${row})`,
      ),
    ).toEqual([expect.stringMatching(`^inserted: trail, position ${gap?.position}, seal 4`)]);
    const said = await sealed.afterTampering(`
      alter table events alter position drop identity;
      update events e set position = case revision when 2 then -3 else -2 end
        where task_id = '${sealed.taskId}' and revision in (2, 3);
      update events e set position = o.position
        from (select 2 as revision, ${await positionOf(3)} as position union select 3, ${await positionOf(2)}) o
        where o.revision = e.revision and task_id = '${sealed.taskId}'`);
    expect(said).toEqual([
      expect.stringMatching(
        `^reordered: events, position ${await positionOf(2)}, task ${sealed.taskId}, revision 2`,
      ),
      expect.stringMatching(
        `^reordered: events, position ${await positionOf(3)}, task ${sealed.taskId}, revision 3`,
      ),
    ]);
    const moved =
      "alter table trail alter position drop identity; update trail set position = position + 1000";
    const elsewhere = await sealed.afterTampering(`${moved} where target = '/v1/people'`);
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
      const said = await sealed.afterTampering(`update seals set ${change} where number = 2`);
      expect(said.length, change).toBeGreaterThan(0);
      expect(said.join("\n"), change).toMatch(/seal[^\n]*\b2\b/);
    }
    expect((await sealed.afterTampering("delete from seals where number = 2"))[0]).toMatch(
      /^seal-removed: seals, seal 2/,
    );
    expect((await sealed.afterTampering("delete from seals where number = 1"))[0]).toMatch(
      /^seal-removed: seals, seal 1/,
    );
    // The whole chain made anew to fit a changed record, with everything but the key.
    const rewritten = await sealed.afterTampering(`
      update events set data = '{"note":"别的"}' where task_id = '${sealed.taskId}' and revision = 3;
      update seals set body = replace(body, o.digest, o.changed)
        from (select s.digest, encode(sha256(convert_to(to_jsonb(e)::text, 'UTF8')), 'base64') as changed
          from events e cross join (select '${await digestOf(3)}' as digest) s
          where task_id = '${sealed.taskId}' and revision = 3) o where number = 2;
      update seals set hash = encode(sha256(convert_to(body, 'UTF8')), 'hex') where number = 2;
      update seals s set body = regexp_replace(body, '"previous":"[0-9a-f]+"', '"previous":"' || p.hash || '"')
        from (select hash from seals where number = 2) p where s.number = 3;
      update seals set hash = encode(sha256(convert_to(body, 'UTF8')), 'hex') where number = 3`);
    expect(rewritten[0]).toMatch(
      /^seal-changed: seals, seal 2: its body or its signature is not what was signed/,
    );
  });

  test("tells that the end was cut off, or the whole put back to an older state, by the head kept outside", async () => {
    const said = await sealed.afterTampering(`
      delete from events where task_id = '${sealed.taskId}' and revision = 4;
      delete from trail where target in ('/v1/webhooks/own', '/v1/after');
      delete from seals where number > 2`);
    expect(said).toEqual([
      expect.stringMatching(/^cut-off: seals, seal 3: seal 4 was written down as the head/),
    ]);
    expect(
      (await sealed.afterTampering("delete from seals; delete from events; delete from trail"))[0],
    ).toMatch(/^cut-off/);
  });
});

const positionOf = async (revision: number): Promise<number> => {
  const [row] = await sealed.database.raw<{ position: number }>(
    "select position from events where task_id = $1 and revision = $2",
    [sealed.taskId, revision],
  );
  return row?.position ?? 0;
};

async function digestOf(revision: number): Promise<string> {
  const [row] = await sealed.database.raw<{ digest: string }>(
    `select encode(sha256(convert_to(to_jsonb(e)::text, 'UTF8')), 'base64') as digest from events e
     where task_id = $1 and revision = $2`,
    [sealed.taskId, revision],
  );
  return row?.digest ?? "";
}

test("a record slipped in at a position before the first is found", async () => {
  const inserted = await sealed.afterTampering(
    `insert into trail (position, tenant_id, at, kind, actor, action, outcome, detail) overriding system value
     values (-5, ${sealed.county.tenantId}, '2026-03-02Z', 'system', '{}', 'x', 'done', '{}')`,
  );
  expect(inserted).toEqual([expect.stringMatching(/^inserted: trail, position -5, seal 1/)]);
});

describe("the check of an export", () => {
  test("names what is wrong with a line, its place or the end", async () => {
    const lines: string[] = [];
    for await (const line of exportTrail(sealed.database, sealed.county.tenantId, startsAt)) lines.push(line);
    const { head } = await sealed.check();
    const publicKeys = await readPublicKeys(sealed.directory);
    const said = (given: readonly string[], known: { head?: typeof head; until?: string } = {}) => {
      const checking = createExportCheck({ publicKeys, ...known });
      for (const line of given) checking.line(line);
      return checking.end().findings.map(describeFinding);
    };
    expect(said(lines, { head })).toEqual([]);
    const at = lines.findIndex((line) => line.includes("过半"));
    expect(said(lines.with(at, String(lines[at]).replace("过半", "完成")))).toEqual([
      expect.stringMatching(`^changed: events, position \\d+, task ${sealed.taskId}, revision 3, seal 2`),
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
