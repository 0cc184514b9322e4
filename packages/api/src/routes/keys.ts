import { appendKey, defaultTimeZone, findKeys, findKnownUnits, findPerson, revokeKey } from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { createToken } from "../keyToken.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { keyRequestSchema, keySchema, newKeySchema } from "../schemas/directory.ts";
import { keyView } from "../views/recordViews.ts";

/** The first of these that is no unit. */
export async function findUnknownUnit(
  { database }: Pick<Api, "database">,
  tenantId: number,
  units: readonly string[],
): Promise<string | undefined> {
  const known = await findKnownUnits(database, tenantId, units);
  return units.find((unit) => !known.has(unit));
}

const admins = ["securityAdmin", "systemAdmin"] as const;

const postKey = operation({
  method: "post",
  path: "/v1/keys",
  id: "postKey",
  summary: "Make a key",
  description:
    "Roles left out are the person's, looked up whenever the key is used; so is the unit. A key with a unit and neither person nor roles is that unit's own system.",
  tag: "keys",
  allowed: admins,
  body: keyRequestSchema,
  answers: [{ status: 201, description: "The key, shown this once.", schema: newKeySchema }],
  problems: ["unknown-unit", "unknown-person"],
  async handle({ api, caller: { tenantId }, body }) {
    const { name, unit = null, person = null, roles = null, scope = null } = body;
    if (unit !== null && (await findUnknownUnit(api, tenantId, [unit])) !== undefined) {
      return problem("unknown-unit", `${unit} is no unit`);
    }
    if (person !== null && (await findPerson(api.database, tenantId, person)) === undefined) {
      return problem("unknown-person", `${person} is nobody known here`);
    }
    const unknown = await findUnknownUnit(api, tenantId, scope?.units ?? []);
    if (unknown !== undefined) return problem("unknown-unit", `${unknown} in the scope is no unit`);
    const { id, token, hash } = createToken();
    const createdAt = await api.clock.read();
    const key = { id, name, unit, person, roles, scope, createdAt, secretHash: hash };
    await appendKey(api.database, tenantId, key);
    return { status: 201, body: { id, key: token, name, unit, person, roles, scope } };
  },
});

const getKeys = operation({
  method: "get",
  path: "/v1/keys",
  id: "getKeys",
  summary: "Keys, without their secrets, revoked ones too",
  tag: "keys",
  allowed: admins,
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of keys.", schema: listOf(keySchema) }],
  async handle({ api, caller, query: { cursor, limit } }) {
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const keys = await findKeys(api.database, caller.tenantId, place?.[0] ?? null, limit + 1);
    return {
      status: 200,
      body: pageOf(
        keys,
        limit,
        ({ id }) => [id],
        (key) => keyView(key, defaultTimeZone),
      ),
    };
  },
});

const deleteKey = operation({
  method: "delete",
  path: "/v1/keys/{id}",
  id: "deleteKey",
  summary: "Revoke a key, for good",
  tag: "keys",
  allowed: admins,
  params: z.strictObject({ id: codeSchema }),
  answers: [{ status: 200, description: "It is revoked; other processes follow within a second." }],
  problems: ["unknown-key"],
  async handle({ api, caller, params: { id } }) {
    const now = await api.clock.read();
    if (!(await revokeKey(api.database, caller.tenantId, id, now))) {
      return problem("unknown-key", `no key has the id ${id}`);
    }
    api.keys.forget();
    return { status: 200, body: { id, revoked: true } };
  },
});

export const keyOperations = [postKey, getKeys, deleteKey];
