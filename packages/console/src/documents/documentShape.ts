/** An official document in its words, as the API gives it. */
export interface OfficialDocument {
  readonly mark: string;
  readonly number: string | null;
  readonly title: string;
  readonly addressees: string;
  readonly body: readonly {
    readonly kind: "heading" | "subheading" | "paragraph";
    readonly text: string;
  }[];
  readonly organ: string;
  readonly issuedOn: string | null;
  readonly copies: string | null;
  readonly annexes: readonly {
    readonly title: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly card?: string;
}
