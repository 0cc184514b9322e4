/** The least round number, 1, 2 or 5 times a power of ten in whole steps, that a scale from 0 can end at to hold `most`. */
export function scaleOf(most: number): { readonly end: number; readonly step: number } {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((of) => of * power).find((of) => of >= rough) ?? rough);
  return { end: Math.max(1, Math.ceil(most / step)) * step, step };
}
