/**
 * Text as two hands that mean the same write it alike: full-width forms made half-width (NFKC), every kind of space taken out.
 *
 * For comparing and for reading dates and names; what is kept is what was written.
 */
export const plainText = (text: string): string =>
  text.normalize("NFKC").replaceAll(/[\s\u200B\uFEFF]+/gu, "");
