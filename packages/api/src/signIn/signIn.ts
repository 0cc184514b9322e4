import {
  type AccountSecrets,
  claimRecoveryCode,
  claimTotpStep,
  findAccountSecrets,
  findTenantId,
  type SessionHolder,
  type SessionStage,
  type SignInWay,
} from "@duban/engine";
import type { Api } from "../api.ts";
import { type Problem, problem, retryLater } from "../problem.ts";
import { accountSubject, forgive, type Subject, takeAttempt } from "./attempts.ts";
import type { Origin } from "./sessions.ts";
import { hashRecoveryCode, totpStepOf } from "./totp.ts";

const dayMs = 24 * 60 * 60_000;

/** A first password that nobody used for so long is worth nothing any more. */
export const firstPasswordMs = 7 * dayMs;

/** Where the secret of somebody's second factor belongs: it opens for nobody else. */
export const totpPurpose = (tenantId: number, person: string): string => `totp/${tenantId}/${person}`;

/** Somebody who gave a name and a password. `county` is a tenant's code, null for the county of this installation. */
export interface Attempt extends Origin {
  readonly county: string | null;
  readonly typed: string;
  readonly password: string;
}

/** Who came in, and the token of his new session. */
export interface SignedIn {
  readonly tenantId: number;
  readonly person: string;
  readonly stage: SessionStage;
  readonly token: string;
}

const wrong = () =>
  problem(
    "unauthenticated",
    "the name or the password is wrong, or the account is locked; after several tries one has to wait",
  );

/**
 * Signs somebody in by his password.
 *
 * A name that nobody has, a wrong password, a locked account and one without a password get one and the same answer, after the
 * same work, and are slowed down alike.
 */
export async function signInByPassword(api: Api, attempt: Attempt): Promise<SignedIn | Problem> {
  const { database } = api;
  if (!api.passwords.hasRoom()) return retryLater("overloaded", "too many are signing in just now", 5);
  const known = attempt.county === null ? api.homeTenantId : await findTenantId(database, attempt.county);
  const tenantId = known ?? api.homeTenantId;
  const account =
    known === undefined ? undefined : await findAccountSecrets(database, tenantId, attempt.typed);
  const address: Subject = `address:${attempt.address ?? ""}`;
  const subject = accountSubject(account?.person ?? attempt.typed);
  const refused = (await takeAttempt(api, tenantId, address)) ?? (await takeAttempt(api, tenantId, subject));
  if (refused !== undefined) return refused;
  const isRight = await api.passwords.verify(account?.passwordHash ?? null, attempt.password);
  if (account === undefined || !isRight || !isOpen(account, api.sessions.now())) return wrong();
  await forgive(api, tenantId, address);
  await forgive(api, tenantId, subject);
  return beginSession(api, account, "password", attempt);
}

/** Neither locked, nor with a first password that came too late. */
const isOpen = ({ lockedAt, mustChange, passwordSetAt }: AccountSecrets, now: number) =>
  lockedAt === null && !(mustChange && passwordSetAt !== null && now > passwordSetAt + firstPasswordMs);

/** Begins the session of somebody who is known to be himself: with what it still wants. */
export async function beginSession(
  api: Api,
  account: AccountSecrets,
  way: SignInWay,
  { address, agent }: Origin,
): Promise<SignedIn> {
  const { tenantId, person } = account;
  const stage = stageOf(account, way);
  const token = await api.sessions.begin({ tenantId, person, way, stage, address, agent });
  return { tenantId, person, stage, token };
}

/** A provider asks for a second factor of its own, and knows nothing of a password here. */
function stageOf({ totpConfirmedAt, mustChange }: AccountSecrets, way: SignInWay): SessionStage {
  if (way === "provider") return "whole";
  if (totpConfirmedAt !== null) return "secondFactor";
  return mustChange ? "passwordChange" : "whole";
}

/** Puts another session in the place of this one: under a new token, with the same end. */
export async function replaceSession(
  api: Api,
  session: SessionHolder,
  stage: SessionStage,
  why: string,
): Promise<string> {
  const { tenantId, person, way, address, agent, expiresAt: until } = session;
  const token = await api.sessions.begin({ tenantId, person, way, stage, address, agent, until });
  await api.sessions.end(tenantId, person, { only: session.id }, why);
  return token;
}

/**
 * Takes the second factor: a code of the authenticator, or a recovery code, each good once. Wrong ones are slowed down like wrong
 * passwords.
 */
export async function passSecondFactor(
  api: Api,
  { tenantId, person }: Pick<SessionHolder, "tenantId" | "person">,
  code: string,
): Promise<Problem | undefined> {
  const subject: Subject = `factor:${person}`;
  const refused = await takeAttempt(api, tenantId, subject);
  if (refused !== undefined) return refused;
  if (!(await claimCode(api, tenantId, person, code.trim()))) {
    return problem("forbidden", "the code is not right, or was used before");
  }
  await forgive(api, tenantId, subject);
  return undefined;
}

async function claimCode(api: Api, tenantId: number, person: string, code: string): Promise<boolean> {
  const now = api.sessions.now();
  if (!/^\d{6}$/.test(code)) {
    return claimRecoveryCode(api.database, tenantId, person, hashRecoveryCode(code), now);
  }
  const account = await findAccountSecrets(api.database, tenantId, person);
  if (account?.totpSecret == null) return false;
  const secret = api.secrets.open(account.totpSecret, totpPurpose(tenantId, person));
  const step = totpStepOf(secret, code, now);
  return step !== undefined && claimTotpStep(api.database, tenantId, person, step, now);
}
