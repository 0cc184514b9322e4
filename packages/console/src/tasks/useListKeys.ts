import { useEffect } from "react";

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Whether a key pressed there is meant for what is being typed. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog") !== null
  );
}

/** Keys of a page: each does its own while nothing is being typed; with a modifier they stay the browser's. */
export function useListKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [keys]);
}

/** Moves the focus to the next or previous element of a kind, from where it is; to the first if it is nowhere there. */
function moveFocus(selector: string, step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  const place = all.indexOf(document.activeElement as HTMLElement);
  const next =
    place === -1 ? (step === 1 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, place + step));
  all[next]?.focus();
}

/** The keys that walk a list up and down: the arrows, and J and K as in many mail programs. */
export function walkKeys(selector: string): Keys {
  const [down, up] = [() => moveFocus(selector, 1), () => moveFocus(selector, -1)];
  return Object.fromEntries([
    ["ArrowDown", down],
    ["ArrowUp", up],
    ["j", down],
    ["k", up],
  ]);
}
