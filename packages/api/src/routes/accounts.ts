import {
  type Account,
  appendAccount,
  defaultTimeZone,
  findAccounts,
  findPerson,
  formatInstant,
  type Instant,
  lockAccount,
  savePassword,
  saveRecoveryCodes,
  saveTotpSecret,
} from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import {
  accountChangeSchema,
  accountRequestSchema,
  accountSchema,
  newAccountSchema,
} from "../schemas/accounts.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { createReadable } from "../signIn/totp.ts";

const admins = ["securityAdmin"] as const;
const params = z.strictObject({ person: codeSchema });
const unknown = (person: string) => problem("unknown-account", `${person} has no account`);

const showOrNull = (instant: Instant | null) =>
  instant === null ? null : formatInstant(defaultTimeZone, instant);

const accountView = (account: Account): z.input<typeof accountSchema> => ({
  ...account,
  roles: [...account.roles],
  lockedAt: showOrNull(account.lockedAt),
  createdAt: formatInstant(defaultTimeZone, account.createdAt),
  lastSignInAt: showOrNull(account.lastSignInAt),
});

const postAccount = operation({
  method: "post",
  path: "/v1/accounts",
  id: "postAccount",
  summary: "Make an account for a person",
  description: "The first password is made here, good for seven days, and changed at the first sign-in.",
  tag: "sign-in",
  allowed: admins,
  reads: "office",
  body: accountRequestSchema,
  answers: [{ status: 201, description: "The account.", schema: newAccountSchema }],
  problems: ["unknown-person", "already-there"],
  async handle({ api, caller: { tenantId }, body }) {
    const { person } = body;
    if ((await findPerson(api.database, tenantId, person)) === undefined) {
      return problem("unknown-person", `${person} is nobody known here`);
    }
    const password = body.password ? createReadable(4) : null;
    const passwordHash = password === null ? null : await api.passwords.hash(password);
    const now = api.sessions.now();
    if (!(await appendAccount(api.database, tenantId, { person, passwordHash }, now))) {
      return problem("already-there", `${person} has an account`);
    }
    return { status: 201, body: { person, password } };
  },
});

const getAccounts = operation({
  method: "get",
  path: "/v1/accounts",
  id: "getAccounts",
  summary: "Accounts, by person",
  tag: "sign-in",
  allowed: [...admins, "auditor"],
  reads: "office",
  query: z.strictObject({ person: codeSchema.optional(), ...pageQuery }),
  answers: [{ status: 200, description: "A page of accounts.", schema: listOf(accountSchema) }],
  async handle({ api, caller, query: { cursor, limit, person = null } }) {
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const filter = { afterPerson: place?.[0] ?? null, person };
    const accounts = await findAccounts(api.database, caller.tenantId, filter, limit + 1);
    return { status: 200, body: pageOf(accounts, limit, (one) => [one.person], accountView) };
  },
});

const putAccount = operation({
  method: "put",
  path: "/v1/accounts/{person}",
  id: "putAccount",
  summary: "Lock an account, with a reason, or unlock it",
  description: "A lock ends every session of the person at once; other processes follow within a second.",
  tag: "sign-in",
  allowed: admins,
  reads: "office",
  params,
  body: accountChangeSchema,
  answers: [{ status: 200, description: "The account as it now stands.", schema: accountSchema }],
  problems: ["unknown-account"],
  async handle({ api, caller: { tenantId }, params: { person }, body }) {
    const reason = body.locked ? (body.reason ?? null) : null;
    const now = api.sessions.now();
    if (!(await lockAccount(api.database, tenantId, person, reason, now))) return unknown(person);
    if (body.locked) await api.sessions.end(tenantId, person, {}, "account locked");
    const [account] = await findAccounts(api.database, tenantId, { afterPerson: null, person }, 1);
    return account === undefined ? unknown(person) : { status: 200, body: accountView(account) };
  },
});

const resetAccount = operation({
  method: "post",
  path: "/v1/accounts/{person}/reset",
  id: "resetAccount",
  summary: "Give somebody a new first password, for who lost his password or his second factor",
  description:
    "The second factor and the recovery codes are taken away, and every session of the person ends.",
  tag: "sign-in",
  allowed: admins,
  reads: "office",
  params,
  answers: [{ status: 200, description: "The new first password.", schema: newAccountSchema }],
  problems: ["unknown-account"],
  async handle({ api, caller: { tenantId }, params: { person } }) {
    const password = createReadable(4);
    const hash = await api.passwords.hash(password);
    const now = api.sessions.now();
    const isKnown = await api.database.transaction(async (tx) => {
      if (!(await savePassword(tx, tenantId, person, { hash, mustChange: true }, now))) return false;
      await saveTotpSecret(tx, tenantId, person, null);
      await saveRecoveryCodes(tx, tenantId, person, []);
      return true;
    });
    if (!isKnown) return unknown(person);
    await api.sessions.end(tenantId, person, {}, "account reset");
    return { status: 200, body: { person, password } };
  },
});

const endAccountSessions = operation({
  method: "delete",
  path: "/v1/accounts/{person}/sessions",
  id: "endAccountSessions",
  summary: "Sign somebody out everywhere",
  tag: "sign-in",
  allowed: admins,
  reads: "office",
  params,
  answers: [
    { status: 200, description: "How many sessions were ended.", schema: z.object({ ended: z.int() }) },
  ],
  async handle({ api, caller: { tenantId }, params: { person } }) {
    const ended = await api.sessions.end(tenantId, person, {}, "ended by an administrator");
    return { status: 200, body: { ended } };
  },
});

export const accountOperations = [postAccount, getAccounts, putAccount, resetAccount, endAccountSessions];
