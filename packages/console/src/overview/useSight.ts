import { useMe } from "../app/session.tsx";

const workingRoles: ReadonlySet<string> = new Set(["handler", "liaison", "head"]);

/**
 * Whose tasks the overview is about: undefined for the county's, else the unit of somebody who only works for it.
 *
 * His unit's own numbers are what he can do something about.
 */
export function useSight(): string | undefined {
  const me = useMe();
  const isOverseer = me.unit === null || me.roles.some((role) => !workingRoles.has(role));
  return isOverseer ? undefined : (me.unit ?? undefined);
}
