/** The header by which somebody acts as a person's deputy; the id as the server reads it back. */
export const behalfHeader = (person: string | null): Record<string, string> =>
  person === null ? {} : { "on-behalf-of": encodeURIComponent(person) };
