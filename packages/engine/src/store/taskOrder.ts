import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

const orderByUnitStatement = statement<{ id: string }>(
  "tasks-order-by-unit",
  `select t.id
from unnest($2::uuid[]) with ordinality as given (id, place)
join tasks t on t.tenant_id = $1::integer and t.id = given.id
join units u on u.tenant_id = t.tenant_id and u.code = t.unit
order by u.position, u.code, given.place`,
);

/** The tasks there are among `ids`, by their units' fixed order (建制序), those of one unit as they were given. */
export async function orderTasksByUnit(
  on: Executor,
  tenantId: number,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await on.query(orderByUnitStatement, [tenantId, ids]);
  return rows.map(({ id }) => id);
}
