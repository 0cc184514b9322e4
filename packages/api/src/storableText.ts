/**
 * Text that Postgres can hold: valid UTF-8 without NUL.
 *
 * JSON can spell both a NUL and half a surrogate pair (`\u0000`, `\ud800`); either would fail the statement that stores it,
 * and with it every other event of the batch. So it is refused at the door.
 */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && isWellFormed(text);
}

/** The JSON pointer to the first text in a parsed JSON value that cannot be stored, or undefined; walks without recursion. */
export function findUnstorable(value: unknown): string | undefined {
  const open: { readonly pointer: string; readonly value: unknown }[] = [{ pointer: "", value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { pointer, value: current } = next;
    if (typeof current === "string" && !isStorable(current)) return pointer;
    if (typeof current !== "object" || current === null) continue;
    for (const [name, member] of Object.entries(current)) {
      if (!isStorable(name)) return pointer;
      open.push({ pointer: `${pointer}/${name}`, value: member });
    }
  }
  return undefined;
}

const loneSurrogate = /\p{Surrogate}/u;

function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text);
}
