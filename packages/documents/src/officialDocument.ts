/** A part of a document's body, in the ranks of GB/T 9704: 一、 in 黑体, （一） in 楷体, all else in 仿宋. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "subheading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string };

/** A table that is annexed on pages of its own; every row has as many cells as `columns`. */
export interface AnnexTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * An official document (公文) as it is to be read, whatever it is written as: all its words are here, none are added in writing it.
 *
 * `number` and `issuedOn` are null in a draft. `urgency` stands at the head where there is one; `card` is the colour of a supervision sheet.
 */
export interface OfficialDocument {
  /** What stands in red at the head (发文机关标志). */
  readonly mark: string;
  readonly number: string | null;
  readonly title: string;
  readonly addressees: string;
  readonly body: readonly Block[];
  /** Who signs. */
  readonly organ: string;
  /** A date as "2026-05-29". */
  readonly issuedOn: string | null;
  readonly copies: string | null;
  readonly annexes: readonly AnnexTable[];
  readonly card?: string;
}
