import type { ReactNode } from "react";

/** The numbers of a chart in rows; the first cell of each is its heading, the others but those in `words` are numbers. */
export function CountTable(props: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[];
  /** The places of cells that hold words. */
  readonly words?: readonly number[];
}) {
  const { caption, heads, rows, words = [] } = props;
  const kindOf = (place: number) => (place === 0 || words.includes(place) ? undefined : "count");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={caption}>
      <table className="plain tight">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, place) => (
              <th key={head} scope="col" className={kindOf(place)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells: [first, ...rest] }) => (
            <tr key={id}>
              <th scope="row">{first}</th>
              {rest.map((cell, place) => (
                <td key={heads[place + 1]} className={kindOf(place + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
