import { scaleOf } from "./scale.ts";
import { useWidth } from "./useWidth.ts";

/** A bar: what stands under it, how high it is, and whether it is set apart from the others. */
export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly isMarked?: boolean;
}

const height = 200;
const room = { top: 12, right: 8, bottom: 26, left: 36 };
// Below this one label would run into the next.
const labelWidth = 44;

/** Counts as bars in their order; the same numbers stand in a table beside it, a screen reader gets `label`. */
export function BarChart({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const { end, step } = scaleOf(Math.max(0, ...bars.map(({ count }) => count)));
  const slot = Math.max(1, width - room.left - room.right) / Math.max(1, bars.length);
  const yOf = (count: number) => height - room.bottom - (count / end) * (height - room.top - room.bottom);
  const xOf = (index: number) => room.left + (index + 0.5) * slot;
  const every = Math.ceil(labelWidth / slot);
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
  return (
    <div ref={frame} className="trend-chart">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          {ticks.map((tick) => (
            <g key={tick} className="chart-tick">
              <line x1={room.left} x2={width - room.right} y1={yOf(tick)} y2={yOf(tick)} />
              <text x={room.left - 6} y={yOf(tick) + 4} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          {bars.map(({ id, label: under, count, isMarked }, index) => (
            <g key={id}>
              <rect
                className={isMarked ? "chart-opened" : "chart-closed"}
                x={xOf(index) - slot * 0.35}
                width={slot * 0.7}
                y={yOf(count)}
                height={yOf(0) - yOf(count)}
              />
              {index % every === 0 && (
                <text className="chart-date" x={xOf(index)} y={height - 8} textAnchor="middle">
                  {under}
                </text>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
