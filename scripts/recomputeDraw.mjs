/*
 * Makes the draw of an inspection again, from what GET /v1/inspections/{id}/draw answered, and compares. Needs nothing of Duban:
 * copy it anywhere. Node is enough:
 *
 *   node recomputeDraw.mjs draw.json
 *
 * Prints each check, and ends with 1 if one fails.
 */
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const draw = JSON.parse(readFileSync(process.argv[2] ?? 0, "utf8"));
let failed = false;

function check(what, holds) {
  process.stdout.write(`${holds ? "ok  " : "BAD "} ${what}\n`);
  failed ||= !holds;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");

const { inspection, contribution, commitment, seal, publicValue, seed, objects, inspectors } = draw;
check("the contribution is the one that was committed to with the plan", sha256(contribution) === commitment);

const sealed = seal === null ? "-" : `${seal.number}:${seal.hash}`;
const parts = ["duban-draw-1", inspection, contribution, sealed, publicValue ?? "-", ""];
check("the seed is the hash of its parts", sha256(parts.join("\n")) === seed);

function ranked(pool) {
  const digestOf = (id) => createHmac("sha256", Buffer.from(seed, "hex")).update(id, "utf8").digest("hex");
  return pool
    .map(({ id }) => ({ id, digest: digestOf(id) }))
    .sort((one, other) => (one.digest < other.digest ? -1 : 1))
    .map(({ id, digest }, place) => [place + 1, id, digest]);
}

const asRanked = (pool) => pool.map(({ id, digest, rank }) => [rank, id, digest]);

if (objects === null) process.stdout.write("the draw has not been made yet\n");
else {
  check("the units are ranked by the seed", same(ranked(objects.pool), asRanked(objects.pool)));
  const out = new Set(objects.excluded.map(({ id }) => id));
  const left = objects.pool.map(({ id }) => id).filter((id) => !out.has(id));
  check(`drawn: ${objects.drawn.join(", ")}`, same(left.slice(0, objects.wanted), objects.drawn));

  check("the inspectors are ranked by the seed", same(ranked(inspectors.pool), asRanked(inspectors.pool)));
  for (const team of inspectors.teams) {
    const excluded = inspectors.excluded.filter((one) => one.object === null || one.object === team.object);
    const kept = inspectors.pool.map(({ id }) => id).filter((id) => !excluded.some((one) => one.id === id));
    const [first, rest] = [kept.slice(0, inspectors.wanted), kept.slice(inspectors.wanted)];
    const holds = same(first, team.inspectors) && same(rest, team.reserve);
    check(`${team.object} is inspected by ${team.inspectors.join(", ")}`, holds);
  }
  check(
    "each unit drawn has its inspectors",
    same(
      inspectors.teams.map(({ object }) => object),
      objects.drawn,
    ),
  );
}
process.exitCode = failed ? 1 : 0;
