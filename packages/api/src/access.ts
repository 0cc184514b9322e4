import {
  type Access,
  accessOf,
  type Caller,
  findSeenTasks,
  findTasks,
  findUnitsBelow,
  type TaskState,
} from "@duban/engine";
import type { Api } from "./api.ts";
import { isUuid } from "./uuid.ts";

// A caller is what the key ring made of a key, a second ago at most: what is remembered for him is as old as that.
const accessByCaller = new WeakMap<Caller, Promise<Access>>();

/** What the caller may read of tasks. Asks the database only where it depends on the units below his own. */
export function accessOfCaller(api: Pick<Api, "database">, caller: Caller): Promise<Access> {
  const known = accessByCaller.get(caller);
  if (known !== undefined) return known;
  const access = lookUp(api, caller);
  accessByCaller.set(caller, access);
  access.catch(() => accessByCaller.delete(caller));
  return access;
}

async function lookUp({ database }: Pick<Api, "database">, caller: Caller): Promise<Access> {
  const without = accessOf(caller, []);
  if (without.all || caller.unit === null) return without;
  const units = await findUnitsBelow(database, caller.tenantId, [caller.unit]);
  return accessOf(
    caller,
    units.filter((unit) => unit !== caller.unit),
  );
}

/** The task of that id, if there is one that the caller may see; of any other nothing is said. */
export async function findTaskFor(
  api: Pick<Api, "database">,
  caller: Caller,
  id: string,
): Promise<TaskState | undefined> {
  const key = id.toLowerCase();
  if (!isUuid(key)) return undefined;
  const access = await accessOfCaller(api, caller);
  const seen = await findSeenTasks(api.database, caller.tenantId, [key], access);
  const [task] = await findTasks(api.database, caller.tenantId, [...seen]);
  return task;
}
