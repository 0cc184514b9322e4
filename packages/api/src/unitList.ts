import { type Executor, findUnits, type Unit } from "@duban/engine";

// A county has some hundreds of units, villages included; more come in further rounds.
const pageLength = 1_000;

/** All units of a county in their fixed order. */
export async function findAllUnits(on: Executor, tenantId: number): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  for (;;) {
    const page = await findUnits(on, tenantId, units.at(-1) ?? null, pageLength);
    units.push(...page);
    if (page.length < pageLength) return units;
  }
}
