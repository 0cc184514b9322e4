import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const claimStatement = statement(
  "signed-requests-claim",
  `
  insert into signed_requests (tenant_id, key_id, nonce, at)
  values ($1::integer, $2::text, $3::text, $4::timestamptz)
  on conflict on constraint signed_requests_pkey do nothing
  `,
);

/** Takes a key's nonce, once in all processes: false if a request came with it before. */
export async function claimNonce(
  executor: Executor,
  tenantId: number,
  keyId: string,
  nonce: string,
  at: Instant,
): Promise<boolean> {
  return (await executor.execute(claimStatement, [tenantId, keyId, nonce, sqlInstant(at)])) > 0;
}

const dropStatement = statement(
  "signed-requests-drop-old",
  `
  delete from signed_requests
  where (tenant_id, key_id, nonce) in (
    select tenant_id, key_id, nonce
    from signed_requests
    where at < $1::timestamptz
    limit $2::integer
  )
  `,
  { across: "what is old is old in every county" },
);

/** Forgets nonces of requests whose time is not believed any more, at most `limit`; answers how many. */
export function dropOldNonces(executor: Executor, before: Instant, limit: number): Promise<number> {
  return executor.execute(dropStatement, [sqlInstant(before), limit]);
}
