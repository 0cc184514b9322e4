import type { Draw, Ranked } from "./inspectionQueries.ts";

const utf8 = new TextEncoder();
const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const sha256 = async (text: string): Promise<string> =>
  hexOf(await crypto.subtle.digest("SHA-256", utf8.encode(text)));

async function rankingOf(seed: string, pool: readonly Ranked[]): Promise<string[]> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(seed), algorithm, false, ["sign"]);
  const ranked = await Promise.all(
    pool.map(async ({ id }) => ({
      id,
      digest: hexOf(await crypto.subtle.sign("HMAC", key, utf8.encode(id))),
    })),
  );
  ranked.sort((one, other) => (one.digest < other.digest ? -1 : 1));
  return ranked.map(({ id, digest }, place) => `${place + 1} ${id} ${digest}`);
}

const shown = (pool: readonly Ranked[]): string[] =>
  pool.map(({ id, digest, rank }) => `${rank} ${id} ${digest}`);
const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.join("\n") === other.join("\n");

/** What of a draw does not hold when it is made again, in the browser itself; empty: all of it does. */
export async function verifyDraw(draw: Draw): Promise<("commitment" | "seed" | "rank" | "drawOutcome")[]> {
  const { contribution, commitment, inspection, seal, publicValue, seed, objects, inspectors } = draw;
  if (contribution === null || seed === null) return [];
  const faults = new Set<"commitment" | "seed" | "rank" | "drawOutcome">();
  if ((await sha256(contribution)) !== commitment) faults.add("commitment");
  const sealed = seal === null ? "-" : `${seal.number}:${seal.hash}`;
  const parts = ["duban-draw-1", inspection, contribution, sealed, publicValue ?? "-", ""];
  if ((await sha256(parts.join("\n"))) !== seed) faults.add("seed");
  if (objects === null || inspectors === null) return [...faults];
  for (const { pool } of [objects, inspectors]) {
    if (!same(await rankingOf(seed, pool), shown(pool))) faults.add("rank");
  }
  const out = new Set(objects.excluded.map(({ id }) => id));
  const left = objects.pool.map(({ id }) => id).filter((id) => !out.has(id));
  if (!same(left.slice(0, objects.wanted), objects.drawn)) faults.add("drawOutcome");
  if (
    !same(
      inspectors.teams.map(({ object }) => object),
      objects.drawn,
    )
  )
    faults.add("drawOutcome");
  for (const { object, inspectors: first, reserve } of inspectors.teams) {
    const excluded = inspectors.excluded.filter((one) => one.object === null || one.object === object);
    const kept = inspectors.pool.map(({ id }) => id).filter((id) => !excluded.some((one) => one.id === id));
    const [team, rest] = [kept.slice(0, inspectors.wanted), kept.slice(inspectors.wanted)];
    if (!same(team, first) || !same(rest, reserve)) faults.add("drawOutcome");
  }
  return [...faults];
}
