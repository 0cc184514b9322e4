/** How deep a body may be nested: much deeper than anything that is asked for, and far from what a recursion can't bear. */
const deepest = 64;

/** Whether something lies deeper in a parsed JSON value than a body may be nested. Goes no deeper itself. */
export function isTooDeep(value: unknown, left = deepest): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((member) => isTooDeep(member, left - 1));
}
