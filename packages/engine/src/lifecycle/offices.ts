import type { Role } from "./caller.ts";

/**
 * The three offices of administration (三员): the system's, the security's and the auditor's. Nobody holds two of them, so that
 * nobody can both give himself a right and hide that he did.
 */
export const offices = ["systemAdmin", "securityAdmin", "auditor"] as const;
export type Office = (typeof offices)[number];

/** Which offices are among these roles, in their fixed order. */
export const officesAmong = (roles: Iterable<Role>): Office[] => {
  const held = new Set<Role>(roles);
  return offices.filter((office) => held.has(office));
};

/** Whether he who holds these roles looks at everything and changes nothing. */
export const isAuditor = ({ roles }: { readonly roles: readonly Role[] }): boolean =>
  roles.includes("auditor");
