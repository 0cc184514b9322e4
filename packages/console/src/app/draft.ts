import { useCallback, useState } from "react";

const prefix = "duban.draft.";

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(prefix + name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Forgets every draft: who comes to this tab after a sign-out must not find another's words. */
export function dropDrafts(): void {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
}

/**
 * What somebody types, kept in the tab with every stroke: another page, a reload, a lost key don't cost him a word.
 *
 * `discard` forgets it, for when it was sent. Answers [value, change, discard].
 */
export function useDraft<T>(name: string, initial: T): [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => read<T>(name) ?? initial);
  const change = useCallback(
    (next: T) => {
      setValue(next);
      sessionStorage.setItem(prefix + name, JSON.stringify(next));
    },
    [name],
  );
  const discard = useCallback(() => {
    sessionStorage.removeItem(prefix + name);
    setValue(initial);
  }, [name, initial]);
  return [value, change, discard];
}
