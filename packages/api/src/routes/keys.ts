import {
  appendKey,
  defaultTimeZone,
  findFilledOffices,
  findKeys,
  findKnownUnits,
  findPerson,
  formatInstant,
  isFoundersKey,
  offices,
  revokeKey,
  rotateKey,
} from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { createToken } from "../keyToken.ts";
import { officesFault } from "../offices.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { faulty, isProblem, problem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import {
  keyRequestSchema,
  keySchema,
  newKeySchema,
  rotatedKeySchema,
  rotationSchema,
} from "../schemas/directory.ts";
import { keyPurpose } from "../signedRequest.ts";
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

const admins = ["securityAdmin"] as const;

const postKey = operation({
  method: "post",
  path: "/v1/keys",
  id: "postKey",
  summary: "Make a key",
  description:
    "Roles left out are the person's, looked up whenever the key is used; so is the unit. A key with a unit and neither person nor roles is that unit's own system. `eventTypes` narrows what it may post, `expiresAt` ends it, and a `signed` one proves itself by signatures.",
  tag: "keys",
  allowed: admins,
  reads: "office",
  body: keyRequestSchema,
  answers: [{ status: 201, description: "The key, shown this once.", schema: newKeySchema }],
  problems: ["unknown-unit", "unknown-person", "separate-offices"],
  async handle({ api, caller, body }) {
    const { tenantId } = caller;
    const { name, unit = null, person = null, roles = null, scope = null, signed } = body;
    const { eventTypes = null, expiresAt = null } = body;
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
    if (expiresAt !== null && expiresAt <= createdAt) {
      return faulty("invalid-request", [{ pointer: "/expiresAt", detail: "is past already" }]);
    }
    const shown = { id, name, unit, person, roles, scope, eventTypes, signed };
    const sealedSecret = signed ? api.secrets.seal(Buffer.from(token), keyPurpose(tenantId, id)) : null;
    const key = { ...shown, expiresAt, createdAt, secretHash: hash, sealedSecret };
    const refused = await api.database.transaction(async (tx) => {
      const giving = { person, roles: roles ?? [], isOwn: false, pointer: "/roles" };
      const fault = await officesFault(tx, caller, [giving]);
      if (fault === undefined) await appendKey(tx, tenantId, key);
      return fault;
    });
    if (refused !== undefined) return refused;
    const expiry = expiresAt === null ? null : formatInstant(defaultTimeZone, expiresAt);
    return { status: 201, body: { ...shown, key: token, expiresAt: expiry } };
  },
});

const getKeys = operation({
  method: "get",
  path: "/v1/keys",
  id: "getKeys",
  summary: "Keys, without their secrets, revoked ones too",
  tag: "keys",
  allowed: [...admins, "auditor"],
  reads: "office",
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of keys.", schema: listOf(keySchema) }],
  async handle({ api, caller, query: { cursor, limit } }) {
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    await api.keys.writeUsed();
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
  description:
    "A first administrator's key, which holds two offices, can be retired so once three administrators have accounts that are in use; the installation's own comes back only by another DUBAN_ADMIN_KEY.",
  tag: "keys",
  allowed: admins,
  reads: "office",
  params: z.strictObject({ id: codeSchema }),
  answers: [{ status: 200, description: "It is revoked; other processes follow within a second." }],
  problems: ["unknown-key", "not-accepted"],
  async handle({ api, caller, params: { id } }) {
    if (await isFoundersKey(api.database, caller.tenantId, id)) {
      const filled = await findFilledOffices(api.database, caller.tenantId);
      const missing = offices.filter((office) => !filled.has(office));
      const detail = "first let three administrators sign in, one of each office";
      if (missing.length > 0) return problem("not-accepted", detail, { extra: { missing } });
    }
    const now = await api.clock.read();
    if (!(await revokeKey(api.database, caller.tenantId, id, now))) {
      return problem("unknown-key", `no key has the id ${id}`);
    }
    api.keys.forget();
    return { status: 200, body: { id, revoked: true } };
  },
});

const postRotation = operation({
  method: "post",
  path: "/v1/keys/{id}/rotate",
  id: "rotateKey",
  summary: "Give a key another secret, the present one staying good for a while",
  description:
    "With an overlap a system goes over without a gap: it gets the new secret while the old one still works. The first administrator's key is changed by DUBAN_ADMIN_KEY instead.",
  tag: "keys",
  allowed: admins,
  reads: "office",
  params: z.strictObject({ id: codeSchema }),
  body: rotationSchema,
  answers: [{ status: 200, description: "The new secret, shown this once.", schema: rotatedKeySchema }],
  problems: ["unknown-key"],
  async handle({ api, caller: { tenantId }, params: { id }, body: { overlap } }) {
    if (id === api.firstKeyId)
      return problem("unknown-key", "the first administrator's key is not rotated here");
    const { token, hash } = createToken(id);
    const now = await api.clock.read();
    const overlapUntil = now + overlap * 1000;
    const sealed = api.secrets.seal(Buffer.from(token), keyPurpose(tenantId, id));
    if (!(await rotateKey(api.database, tenantId, id, { hash, sealed, overlapUntil }, now))) {
      return problem("unknown-key", `no key that is good has the id ${id}`);
    }
    api.keys.forget();
    const previousUntil = formatInstant(defaultTimeZone, overlapUntil);
    return { status: 200, body: { id, key: token, previousUntil } };
  },
});

export const keyOperations = [postKey, getKeys, deleteKey, postRotation];
