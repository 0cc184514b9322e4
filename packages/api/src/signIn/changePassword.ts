import { findAccountSecrets, findPastPasswords, type SessionHolder, savePassword } from "@duban/engine";
import type { Api } from "../api.ts";
import { faulty, type Problem, problem } from "../problem.ts";
import { accountSubject, forgive, takeAttempt } from "./attempts.ts";
import { passwordFault, rememberedPasswords } from "./passwordPolicy.ts";
import { replaceSession } from "./signIn.ts";

/**
 * Changes a person's own password: the present one must be right, the new one by the policy and none of the last five. Ends all his
 * other sessions and puts a new one in the place of this; answers its token.
 */
export async function changePassword(
  api: Api,
  session: SessionHolder,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<string | Problem> {
  const { tenantId, person, name } = session;
  const account = await findAccountSecrets(api.database, tenantId, person);
  const isRight = await confirmPassword(api, session, current);
  if (isRight !== undefined) return isRight;
  const fault =
    passwordFault(next, { person, name }) ??
    ((await wasUsed(api, tenantId, person, account?.passwordHash ?? null, next))
      ? `was used before: none of the last ${rememberedPasswords} comes back`
      : undefined);
  if (fault !== undefined) return faulty("invalid-request", [{ pointer: "/next", detail: fault }]);
  const hash = await api.passwords.hash(next);
  await savePassword(api.database, tenantId, person, { hash, mustChange: false }, api.sessions.now());
  const token = await replaceSession(api, session, "whole", "password changed");
  await endOthers(api, session, token);
  return token;
}

async function endOthers(api: Api, { tenantId, person }: SessionHolder, token: string): Promise<void> {
  const [, kept = ""] = token.split(".");
  await api.sessions.end(tenantId, person, { except: kept }, "password changed");
}

async function wasUsed(
  api: Api,
  tenantId: number,
  person: string,
  present: string | null,
  next: string,
): Promise<boolean> {
  const past = await findPastPasswords(api.database, tenantId, person, rememberedPasswords - 1);
  for (const hash of [...(present === null ? [] : [present]), ...past]) {
    if (await api.passwords.verify(hash, next)) return true;
  }
  return false;
}

/**
 * Asks somebody who is signed in for his password once more, before what a stolen session must not do; undefined if it is right.
 * Wrong ones count against the account like those of a sign-in.
 */
export async function confirmPassword(
  api: Api,
  { tenantId, person }: SessionHolder,
  password: string,
): Promise<Problem | undefined> {
  const account = await findAccountSecrets(api.database, tenantId, person);
  const refused = await takeAttempt(api, tenantId, accountSubject(person));
  if (refused !== undefined) return refused;
  if (!(await api.passwords.verify(account?.passwordHash ?? null, password))) {
    return problem("forbidden", "the present password is not right");
  }
  await forgive(api, tenantId, accountSubject(person));
  return undefined;
}
