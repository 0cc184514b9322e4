import { useSyncExternalStore } from "react";

/** Whether a media query holds, as the window changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      const list = matchMedia(query);
      list.addEventListener("change", tell);
      return () => list.removeEventListener("change", tell);
    },
    () => matchMedia(query).matches,
  );
}

/** Whether there is too little room for a table: a telephone, or a page magnified to 200 %. */
export const useNarrow = (): boolean => useMedia("(max-width: 759px)");
