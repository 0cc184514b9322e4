/** What is wrong with a cell, in both languages; `suggestion` is what could stand there instead. */
export interface CellFault {
  readonly text: string;
  readonly textEn: string;
  readonly suggestion: string | null;
}

/** Makes a fault. */
export const cellFault = (text: string, textEn: string, suggestion: string | null = null): CellFault => ({
  text,
  textEn,
  suggestion,
});

/** Tells a fault from what was read. */
export const isCellFault = (read: object): read is CellFault => "textEn" in read;
