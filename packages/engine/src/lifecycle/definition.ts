import type { Definition } from "./definitionShape.ts";
import { taskDefinition } from "./taskDefinition.ts";
import type { DefinitionRef } from "./taskState.ts";

export type { Definition } from "./definitionShape.ts";

/** Every lifecycle that a stored task may follow; versions are added, never changed or taken away. */
export const definitions: readonly Definition[] = [taskDefinition];

/** The lifecycle that a task assigned today follows. */
export const currentDefinition: Definition = taskDefinition;

/** Finds the lifecycle of that id and version. */
export function findDefinition(ref: DefinitionRef): Definition | undefined {
  return definitions.find(
    (definition) => definition.ref.id === ref.id && definition.ref.version === ref.version,
  );
}
