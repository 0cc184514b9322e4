import type { Me } from "./shapes.ts";

/** What is known of the caller that says which screens are for him. The server decides what each of them shows. */
export type Reader = Pick<Me, "unit" | "roles">;

/** Tells whether the caller holds one of these roles. */
export const holds =
  (...roles: readonly string[]) =>
  (reader: Reader): boolean =>
    reader.roles.some((role) => roles.includes(role));

/** Tells whether the caller stands in some relation to tasks; docs/authority.md has the table. A security administrator of no unit reads none. */
export const readsTasks = (reader: Reader): boolean =>
  reader.unit !== null || reader.roles.some((role) => role !== "securityAdmin");

/** Tells whether the caller may ever decide something: an auditor reads everything and changes nothing. */
export const decides = (reader: Reader): boolean => readsTasks(reader) && !reader.roles.includes("auditor");

/** Who put matters, programmes and projects up. */
export const putsUp = holds("supervisor", "leader", "systemAdmin");
