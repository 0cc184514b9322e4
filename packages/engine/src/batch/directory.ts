import type { Role } from "../lifecycle/caller.ts";
import { isInForce } from "../lifecycle/deputation.ts";
import type { NotifyEffect } from "../lifecycle/effects.ts";
import type { Holder } from "../store/directory.ts";
import type { Instant } from "../time/calendar.ts";

/** A person who is told, by which role; `deputyOf` where he is told in somebody's stead. */
export interface Told {
  readonly person: string;
  readonly role: Role | null;
  readonly deputyOf?: string;
}

/** Who is told of what, and by which role; `climbed` names the roles that nobody held and who was told instead. */
export interface Addressees {
  readonly told: readonly Told[];
  readonly climbed: readonly { readonly from: Role; readonly to: Role | null }[];
}

/** The way up where a role has no holder (time.md 15). */
const upward: Partial<Record<Role, Role>> = {
  handler: "liaison",
  liaison: "head",
  head: "supervisor",
  supervisor: "leader",
};
const unitRoles: ReadonlySet<Role> = new Set<Role>(["handler", "liaison", "head"]);

const holds = (holder: Holder, role: Role): boolean =>
  holder.roles.includes(role) || (role === "head" && holder.head);

/** The people of a county whom a batch may have to tell, by role. */
export class Directory {
  readonly #holders: readonly Holder[];
  readonly #holderById: ReadonlyMap<string, Holder>;
  readonly #known = new Map<string, readonly string[]>();

  constructor(holders: readonly Holder[]) {
    this.#holders = holders;
    this.#holderById = new Map(holders.map((holder) => [holder.id, holder]));
  }

  /** Who holds the role: in the unit for handler, liaison and head; in the county for the others. In id order. */
  holdersOf(role: Role, unit: string): readonly string[] {
    const key = unitRoles.has(role) ? `${role}/${unit}` : role;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#holders
      .filter((holder) => (!unitRoles.has(role) || holder.unit === unit) && holds(holder, role))
      .map((holder) => holder.id);
    this.#known.set(key, found);
    return found;
  }

  /**
   * Whom an effect reaches, each person once. The task's own handler, where it names one, stands for the role of handler.
   * Deputies of these persons at `now` are told beside them.
   * Where an effect climbs, a role that nobody holds passes to the next one up, and `climbed` says so (to: null, nobody at all).
   */
  addresseesOf(effect: NotifyEffect, unit: string, handler: string | null, now: Instant): Addressees {
    const told = new Map<string, Role | null>();
    const climbed: { from: Role; to: Role | null }[] = [];
    for (const person of effect.persons) told.set(person, null);
    for (const role of effect.roles) {
      const { persons, by } = this.reach(role, unit, handler, effect.climb);
      for (const person of persons) if (!told.has(person)) told.set(person, by);
      if (by !== role) climbed.push({ from: role, to: by });
    }
    const principals = [...told].map(([person, role]): Told => ({ person, role }));
    return { told: [...principals, ...this.#deputiesOf(principals, now)], climbed };
  }

  /** Who stands in now for those who are told, and isn't told already. */
  #deputiesOf(principals: readonly Told[], now: Instant): readonly Told[] {
    const told = new Set(principals.map(({ person }) => person));
    return principals.flatMap(({ person, role }) =>
      (this.#holderById.get(person)?.deputies ?? []).flatMap((deputation): Told[] => {
        const { deputy } = deputation;
        if (told.has(deputy) || !isInForce(deputation, now)) return [];
        told.add(deputy);
        return [{ person: deputy, role, deputyOf: person }];
      }),
    );
  }

  /** Whom a role reaches, and by which role: the one asked for, one further up where it climbs, or null for nobody at all. */
  reach(
    asked: Role,
    unit: string,
    handler: string | null,
    climb: boolean,
  ): { readonly persons: readonly string[]; readonly by: Role | null } {
    let role: Role | undefined = asked;
    while (role !== undefined) {
      const persons = role === "handler" && handler !== null ? [handler] : this.holdersOf(role, unit);
      if (persons.length > 0) return { persons, by: role };
      if (!climb) return { persons, by: asked };
      role = upward[role];
    }
    return { persons: [], by: null };
  }
}
