import { join } from "node:path";
import { type Database, type Instant, type Logger, type Role, saveAdminKey } from "@duban/engine";
import { keepSecret } from "./keptSecret.ts";
import { createAdminToken, hashToken, keyIdOf } from "./keyToken.ts";

/** What a county's first administrator may. */
export const adminRoles: readonly Role[] = ["systemAdmin", "securityAdmin"];

/** Shorter than this, what an operator makes up can be guessed. */
const leastLength = 16;

/** What is wrong with an administrator's key that the operator chose, as a sentence; undefined if nothing is. */
export function adminKeyFault(adminKey: string | null): string | undefined {
  return adminKey === null || adminKey.length >= leastLength
    ? undefined
    : `DUBAN_ADMIN_KEY must have at least ${leastLength} characters`;
}

/**
 * Makes sure that there is a first administrator's key: the operator's own, or one made once and kept in
 * `dataDir/admin-key` for the owner of the process alone. Says where it is when it makes it; the key itself is never logged.
 * Answers its id.
 */
export async function ensureAdminKey(
  options: {
    readonly database: Database;
    readonly logger: Logger;
    readonly tenantId: number;
    readonly dataDir: string;
    readonly adminKey: string | null;
  },
  now: Instant,
): Promise<string> {
  const token = options.adminKey ?? (await keptToken(options.dataDir, options.logger));
  const key = {
    id: keyIdOf(token),
    secretHash: hashToken(token),
    name: "first administrator",
    roles: adminRoles,
  };
  await saveAdminKey(options.database, options.tenantId, key, now);
  return key.id;
}

/** The key in the file, made if there is none; says where it is when it makes it. */
async function keptToken(dataDir: string, logger: Logger): Promise<string> {
  const path = join(dataDir, "admin-key");
  const { text, isNew } = await keepSecret(path, createAdminToken);
  // A warning, so that it shows where only warnings do: without this path nobody gets in.
  if (isNew) logger.warn({ path }, "the first administrator's key was made and is kept in this file");
  return text;
}
