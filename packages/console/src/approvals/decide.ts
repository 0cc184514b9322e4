import type { Approval, EventResult } from "../app/shapes.ts";

/** The two sides of a decision. */
export type Side = "approve" | "refuse";

/** What the inbox shows, one kind at a time or all together; in the order of its tabs. */
export const kinds = [
  "closure",
  "extension",
  "suspension",
  "inspection",
  "reassignment",
  "countersign",
] as const;
export type Kind = (typeof kinds)[number];

export const isKind = (text: string | null): text is Kind => kinds.some((kind) => kind === text);

/** What that side of the decision on an approval is: its event, and whether it must say why; undefined where it takes no yes or no. */
export const choiceOf = ({ choices }: Approval, side: Side): Approval["choices"][number] | undefined =>
  choices.find(({ decision }) => decision === side);

/** The event of an approval that takes more than a yes or no, as a reassignment; undefined where there is none. */
export const otherOf = ({ choices }: Approval): string | undefined =>
  choices.find(({ decision }) => decision === null)?.type;

/** Whether it can be decided here, alone or with others. */
export const isDecidable = (approval: Approval): boolean => choiceOf(approval, "approve") !== undefined;

/** Whether that decision on any of them must say why. */
export const mustSayWhy = (approvals: readonly Approval[], side: Side): boolean =>
  approvals.some((approval) => choiceOf(approval, side)?.reason === "required");

/** The approvals by whom they are decided for: each group is one call, one's own first. */
export function groupsOf(
  approvals: readonly Approval[],
): readonly { readonly onBehalfOf: string | null; readonly approvals: readonly Approval[] }[] {
  const byPerson = new Map<string | null, Approval[]>([[null, []]]);
  for (const approval of approvals) {
    const group = byPerson.get(approval.onBehalfOf);
    if (group === undefined) byPerson.set(approval.onBehalfOf, [approval]);
    else group.push(approval);
  }
  return [...byPerson]
    .filter(([, group]) => group.length > 0)
    .map(([onBehalfOf, group]) => ({ onBehalfOf, approvals: group }));
}

/** The kind of a result's problem, or null where it was applied, now or before. */
export function faultOf(result: Pick<EventResult, "status" | "problem">): string | null {
  if (result.status !== "rejected") return null;
  return result.problem?.type.replace("urn:duban:problem:", "") ?? "internal-error";
}
