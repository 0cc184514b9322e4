import { useWords } from "../words/language.tsx";

/** A task's state: its word, with a shape of its own before it, so that colour only repeats what is said. */
export function StateMark({ state }: { readonly state: string }) {
  const { term } = useWords();
  return (
    <span className={`state state-${state}`}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden>
        <path d={shapes[state] ?? shapes["inProgress"]} />
      </svg>
      {term("state", state)}
    </span>
  );
}

/** Not begun: a ring; under way: filled by how far; waiting: bars; done: a tick; ended otherwise: a cross. */
const shapes: Readonly<Record<string, string>> = {
  assigned: "M5 .8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4Zm0 1.6a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2Z",
  declined: "M4.6 1 .8 5l3.8 4V6.2h4.6V3.8H4.6Z",
  inProgress: "M5 .8a4.2 4.2 0 1 0 0 8.4V.8Z",
  suspended: "M2 1h2v8H2Zm4 0h2v8H6Z",
  underInspection: "M5 .8a4.2 4.2 0 1 0 4.2 4.2H5V.8Z",
  inspected: "M5 .8a4.2 4.2 0 1 0 0 8.4A4.2 4.2 0 0 0 5 .8Z",
  closed: "m1 5.4 1.3-1.3 1.9 1.9L8 2.1l1.2 1.3-5 5Z",
  archived: "m1 5.4 1.3-1.3 1.9 1.9L8 2.1l1.2 1.3-5 5Z",
  terminated: "m1.8.8 3.2 3 3.2-3 1 1-3 3.2 3 3.2-1 1-3.2-3-3.2 3-1-1 3-3.2-3-3.2Z",
  waived: "M1 4h8v2H1Z",
};
