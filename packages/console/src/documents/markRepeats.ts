/** A stretch of a text, and whether it is one of the sentences that were pointed out. */
export interface Stretch {
  readonly at: number;
  readonly text: string;
  readonly isRepeated: boolean;
}

/** A text cut where sentences that are pointed out begin and end; joined again it is the same text. */
export function markRepeats(text: string, sentences: readonly string[]): readonly Stretch[] {
  const spans = sentences
    .map((sentence) => ({ at: sentence === "" ? -1 : text.indexOf(sentence), length: sentence.length }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
  const stretches: Stretch[] = [];
  let done = 0;
  const add = (until: number, isRepeated: boolean) => {
    if (until > done) stretches.push({ at: done, text: text.slice(done, until), isRepeated });
    done = Math.max(done, until);
  };
  for (const { at, length } of spans) {
    add(at, false);
    add(at + length, true);
  }
  add(text.length, false);
  return stretches;
}
