import type { LetterKind } from "@duban/documents";
import type { TaskEventType } from "@duban/engine";

/** From which events each kind of letters follows; of rungs, only from those that show a card. */
export const letterEvents: Readonly<Record<LetterKind, readonly TaskEventType[]>> = {
  assignment: ["assigned", "reassigned", "reopened"],
  urge: ["urged"],
  card: ["rungFired"],
  extension: ["extensionGranted", "extensionRefused"],
};

const kindByType = new Map(
  (Object.keys(letterEvents) as LetterKind[]).flatMap((kind) =>
    letterEvents[kind].map((type) => [type, kind] as const),
  ),
);

/** The kind of the letter that follows from an event; undefined for those that call for none. */
export function letterKindOf(type: TaskEventType, card: string | null): LetterKind | undefined {
  const kind = kindByType.get(type);
  return kind === "card" && card === null ? undefined : kind;
}
