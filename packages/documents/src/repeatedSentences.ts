// Shorter ones ("请各单位遵照执行。") are the same everywhere and say nothing.
const leastLetters = 8;

// How alike the pairs of letters of two sentences must be: in one of a dozen letters one may have come in or gone; a swapped word makes no new cause.
const sameFrom = 0.85;

/** The sentences of `text` that stand in `earlier` too, or all but a word of them; figures, spaces and points are not looked at. */
export function repeatedSentences(text: string, earlier: string): string[] {
  const before = sentencesOf(earlier).map(({ plain }) => pairsOf(plain));
  return sentencesOf(text)
    .filter(({ plain }) => {
      const pairs = pairsOf(plain);
      return before.some((other) => likeness(pairs, other) >= sameFrom);
    })
    .map(({ sentence }) => sentence);
}

function sentencesOf(text: string): { readonly sentence: string; readonly plain: string }[] {
  return text
    .split(/(?<=[。！？；!?;])|\n/u)
    .map((part) => ({ sentence: part.trim(), plain: part.replaceAll(/[^\p{L}]/gu, "") }))
    .filter(({ plain }) => [...plain].length >= leastLetters);
}

function pairsOf(plain: string): Map<string, number> {
  const letters = [...plain];
  const pairs = new Map<string, number>();
  for (const [place, letter] of letters.slice(1).entries()) {
    const pair = `${letters[place]}${letter}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Dice's coefficient of two bags of pairs: 1 where they are the same, 0 where they share none. */
function likeness(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [pair, count] of one) shared += Math.min(count, other.get(pair) ?? 0);
  const sizeOf = (pairs: ReadonlyMap<string, number>) =>
    [...pairs.values()].reduce((sum, count) => sum + count, 0);
  return (2 * shared) / (sizeOf(one) + sizeOf(other));
}
