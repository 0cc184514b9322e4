import type { Executor, Transaction } from "./database.ts";
import { statement } from "./statement.ts";

/** What names a household: never in a list, an export or a log. */
export interface HouseholdParticulars {
  readonly household: string;
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly note: string | null;
}

const saveStatement = statement(
  "household-particulars-save",
  `insert into household_particulars (tenant_id, household, name, phone, address, note)
select $1::integer, n.household, n.name, n.phone, n.address, n.note
from json_to_recordset($2::json) as n (household text, name text, phone text, address text, note text)
order by n.household
on conflict on constraint household_particulars_pkey do update
set name = excluded.name,
  phone = excluded.phone,
  address = excluded.address,
  note = excluded.note`,
);

/** Writes the particulars of households that are there. */
export function saveParticulars(
  tx: Transaction,
  tenantId: number,
  particulars: readonly HouseholdParticulars[],
): Promise<number> {
  return tx.execute(saveStatement, [tenantId, JSON.stringify(particulars)]);
}

const findStatement = statement<HouseholdParticulars>(
  "household-particulars-find-one",
  `select p.household, p.name, p.phone, p.address, p.note
from household_particulars p
where p.tenant_id = $1::integer
  and p.household = $2::text`,
);

/** The particulars of one household: for whoever has shown his right to them, on the trail. There is no statement for several. */
export async function findParticulars(
  on: Executor,
  tenantId: number,
  household: string,
): Promise<HouseholdParticulars | undefined> {
  const [row] = await on.query(findStatement, [tenantId, household]);
  return row;
}
