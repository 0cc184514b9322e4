import type { ReactNode } from "react";

/** A column's heading; `count` where it holds numbers, which stand to the right. */
export type Head = string | { readonly text: string; readonly isCount: true };

/**
 * A table of plain rows in a frame of its own that scrolls sideways, also by keyboard. `children` are its bodies.
 *
 * `label` names it for who hears it. `isStacked`: where it is narrow each row is a block, its cells named by `data-label`.
 */
export function PlainTable(props: {
  readonly label: string;
  readonly heads: readonly Head[];
  readonly isStacked?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { label, heads, isStacked = false, className = "", children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={label}>
      <table className={`plain ${isStacked ? "stacked" : ""} ${className}`.trim()}>
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {heads.map((head) =>
              typeof head === "string" ? (
                <th key={head} scope="col">
                  {head}
                </th>
              ) : (
                <th key={head.text} scope="col" className="count">
                  {head.text}
                </th>
              ),
            )}
          </tr>
        </thead>
        {children}
      </table>
    </section>
  );
}
