import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  appendTrail,
  createSealer,
  describeFinding,
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
import { cloneDatabase } from "./cloneDatabase.ts";
import { at, createCounty } from "./county.ts";

export const never = new AbortController().signal;
export const startsAt = at("2026-03-02T10:00:00+08:00");
export const hour = 3_600_000;

export type SealedCounty = Awaited<ReturnType<typeof createSealedCounty>>;

/**
 * A county whose records are under three seals, an hour apart: its first task's events, two visits to a household and a few
 * acts of administration.
 */
export async function createSealedCounty() {
  const clone = await cloneDatabase();
  const { database } = clone;
  const county = await createCounty(database);
  const directory = await mkdtemp(join(tmpdir(), "duban-seal-"));
  const sealerOf = async (keepTrailMs: number | null): Promise<Sealer> =>
    createSealer({ database, key: await openSealKey(directory), directory, keepTrailMs });

  const note = (...targets: string[]) =>
    appendTrail(
      database,
      county.tenantId,
      targets.map((target) => entryOf(target)),
    );

  /** Records that a household was visited, as its revision. */
  const visit = (household: string, revision: number) =>
    database.raw(
      `insert into village_events (tenant_id, kind, subject, revision, type, source, event_id, fingerprint, at, recorded_at,
         actor, roles, data, matters)
       values ($1, 'household', $2, $3::integer, 'visited', 'urn:test:zhucun', $2 || $3::integer, '\x01', '2026-03-02Z', '2026-03-02Z',
         '{"key":"k"}', '{}', '{"note":"走访"}', '[]')`,
      [county.tenantId, household, revision],
    );

  async function sealBy(sealer: Sealer, now: number): Promise<number> {
    const horizon = await findHorizon(database, never);
    if (horizon === undefined) throw new Error("a writer holds on");
    return sealer.seal(county.tenantId, horizon, now);
  }

  const check = async (
    on: Pick<Transaction, "query" | "execute" | "raw"> = database,
  ): Promise<TenantCheck> => {
    const heads = await readHeads(directory);
    const [one] = await verifyDatabase(on, { publicKeys: await readPublicKeys(directory), heads }, startsAt);
    if (one === undefined) throw new Error("there is a county");
    return one;
  };

  /** What a check says after the owner of the database did `text`, which is undone. */
  async function afterTampering(text: string): Promise<string[]> {
    let said: string[] = [];
    await database
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

  const sealer = await sealerOf(null);
  const [task] = await county.createTasks();
  const taskId = task?.id ?? "";
  const { unit } = county.callers;
  await note("/v1/units", "/v1/people", "/v1/keys");
  await sealBy(sealer, startsAt);
  await county.send(unit, { type: "accepted", task: taskId });
  await county.send(unit, { type: "progressed", task: taskId, data: { note: "过半" } });
  await county.createTasks();
  await visit("h1", 1);
  await visit("h1", 2);
  await note("/v1/ladders/own", "/v1/calendars/own");
  await sealBy(sealer, startsAt + hour);
  await county.send(unit, { type: "submitted", task: taskId, data: { result: "完成" } });
  await note("/v1/webhooks/own");
  await sealBy(sealer, startsAt + 2 * hour);
  return {
    database,
    county,
    directory,
    sealer,
    taskId,
    sealerOf,
    note,
    visit,
    sealBy,
    check,
    afterTampering,
    async drop() {
      await clone.drop();
      await rm(directory, { recursive: true });
    },
  };
}

class Undone extends Error {}

/** An act of administration as the trail has it. */
export const entryOf = (target: string, when = startsAt): TrailEntry => ({
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
