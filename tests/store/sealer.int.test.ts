import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appendTrail, findHorizon, openSealKey, type Sealer } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createSealedCounty,
  entryOf,
  hour,
  never,
  type SealedCounty,
  startsAt,
} from "../harness/sealedCounty.ts";

let sealed: SealedCounty;
let sealer: Sealer;
beforeAll(async () => {
  sealed = await createSealedCounty();
  sealer = sealed.sealer;
});
afterAll(() => sealed.drop());

describe("the sealer", () => {
  test("never steps over a record that is committed after a later one", async () => {
    let commitFirst = () => {};
    let written = () => {};
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const first = sealed.database.transaction(async (tx) => {
      await appendTrail(tx, sealed.county.tenantId, [entryOf("/v1/late")]);
      written();
      await new Promise<void>((resolve) => {
        commitFirst = resolve;
      });
    });
    await isWritten;
    await sealed.note("/v1/early");
    const stopped = new AbortController();
    stopped.abort();
    expect(await findHorizon(sealed.database, stopped.signal)).toBeUndefined();
    const horizon = findHorizon(sealed.database, never);
    commitFirst();
    await first;
    const reached = await horizon;
    expect(reached).toBeDefined();
    if (reached !== undefined)
      expect(await sealer.seal(sealed.county.tenantId, reached, startsAt + 2 * hour)).toBe(2);
    expect((await sealed.check()).findings).toEqual([]);
  });

  test("makes a seal when an hour has passed and nothing came, and none before", async () => {
    const { head } = await sealed.check();
    await sealed.sealBy(sealer, startsAt + 2.5 * hour);
    expect((await sealed.check()).head.number).toBe(head.number);
    await sealed.sealBy(sealer, startsAt + 3 * hour);
    expect((await sealed.check()).head).toMatchObject({ number: head.number + 1 });
  });

  test("takes seals that say nothing of village events for what they are, and goes on where those were sealed", async () => {
    const [last] = await sealed.database.raw<{ number: number; body: string; hash: string }>(
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
    await sealed.database.raw(
      `insert into seals (tenant_id, number, at, body, hash, signature)
       values ($1, $2, $3::timestamptz, $4, encode(sha256(convert_to($4, 'UTF8')), 'hex'), $5)`,
      [sealed.county.tenantId, number, said.at, body, (await openSealKey(sealed.directory)).sign(body)],
    );
    expect((await sealed.check()).findings).toEqual([]);
    sealer = await sealed.sealerOf(null);
    await sealed.visit("h2", 1);
    expect(await sealed.sealBy(sealer, startsAt + 3 * hour)).toBe(1);
    expect(await sealed.check()).toMatchObject({ findings: [], unsealed: { village_events: 0 } });
    expect(await sealed.afterTampering("delete from village_events where subject = 'h2'")).toHaveLength(1);
  });

  test("goes on under a new key where the old one's public half is kept", async () => {
    await rename(join(sealed.directory, "public.pem"), join(sealed.directory, "public-2025.pem"));
    await rename(join(sealed.directory, "private.pem"), join(sealed.directory, "old.pem"));
    sealer = await sealed.sealerOf(null);
    await sealed.note("/v1/new-key");
    expect(await sealed.sealBy(sealer, startsAt + 3 * hour)).toBe(1);
    expect((await sealed.check()).findings).toEqual([]);
  });

  test("two of them with one key make one chain", async () => {
    const other = await sealed.sealerOf(null);
    await sealed.note("/v1/1", "/v1/2");
    const horizon = await findHorizon(sealed.database, never);
    if (horizon === undefined) throw new Error("a writer holds on");
    const counts = await Promise.all([
      sealer.seal(sealed.county.tenantId, horizon, startsAt + 3 * hour),
      other.seal(sealed.county.tenantId, horizon, startsAt + 3 * hour),
    ]);
    expect(counts.sort()).toEqual([0, 2]);
    await sealed.note("/v1/3");
    const next = await findHorizon(sealed.database, never);
    if (next !== undefined)
      expect(await other.seal(sealed.county.tenantId, next, startsAt + 3 * hour)).toBe(1);
    expect((await sealed.check()).findings).toEqual([]);
  });

  test("drops what the trail need not keep with a signed word of it, so that a check still passes", async () => {
    sealer = await sealed.sealerOf(190 * 24 * hour);
    await appendTrail(sealed.database, sealed.county.tenantId, [
      entryOf("/v1/recent", startsAt + 180 * 24 * hour),
    ]);
    await sealed.sealBy(sealer, startsAt + 200 * 24 * hour);
    const left = await sealed.database.raw<{ target: string }>("select target from trail");
    expect(left).toEqual([{ target: "/v1/recent" }]);
    const checked = await sealed.check();
    expect(checked.findings).toEqual([]);
    expect(await sealed.afterTampering("delete from trail")).toEqual([
      expect.stringMatching(/^removed: trail/),
    ]);
    const [last] = await sealed.database.raw<{ number: number }>("select max(number) as number from seals");
    // Without the statement, what was dropped is missing.
    const said = await sealed.afterTampering(`delete from seals where number = ${last?.number}`);
    expect(said.filter((line) => line.startsWith("removed: trail")).length).toBeGreaterThan(5);
  });

  test("goes no further where the chain is not the one whose head is kept, and keeps its key from others", async () => {
    expect((await stat(join(sealed.directory, "private.pem"))).mode & 0o777).toBe(0o600);
    const heads = await readFile(join(sealed.directory, "heads.json"), "utf8");
    await sealed.database.raw("delete from seals where number = (select max(number) from seals)");
    sealer = await sealed.sealerOf(null);
    await sealed.note("/v1/more");
    await expect(sealed.sealBy(sealer, startsAt + 201 * 24 * hour)).rejects.toMatchObject({
      code: "seals-rolled-back",
    });
    await writeFile(join(sealed.directory, "heads.json"), heads);
  });
});
