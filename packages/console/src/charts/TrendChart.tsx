import type { TrendWeek } from "../app/shapes.ts";
import { useWords } from "../words/language.tsx";
import { scaleOf } from "./scale.ts";
import { useWidth } from "./useWidth.ts";

const height = 300;
const room = { top: 18, right: 10, bottom: 26, left: 36 };
// Below this a date under every week would run into the next.
const labelWidth = 42;

/**
 * Weeks as pairs of bars, assigned and ended, with overdue as a line above them.
 *
 * Each kind has a shape of its own besides its colour: outlined bars, filled bars, diamonds. The same numbers stand in a table
 * beside it; a screen reader gets the sum of it in a sentence.
 */
export function TrendChart({
  weeks,
  label,
}: {
  readonly weeks: readonly TrendWeek[];
  readonly label: string;
}) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const { end, step } = scaleOf(
    Math.max(...weeks.map(({ opened, closed, overdue }) => Math.max(opened, closed, overdue))),
  );
  const slot = Math.max(1, width - room.left - room.right) / weeks.length;
  const yOf = (count: number) => height - room.bottom - (count / end) * (height - room.top - room.bottom);
  const xOf = (index: number) => room.left + (index + 0.5) * slot;
  const every = Math.ceil(labelWidth / slot);
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
  const last = weeks.length - 1;
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
          {weeks.map((week, index) => (
            <g key={week.from}>
              <Bar
                kind="opened"
                x={xOf(index) - slot * 0.34}
                width={slot * 0.32}
                y={yOf(week.opened)}
                base={yOf(0)}
              />
              <Bar
                kind="closed"
                x={xOf(index) + slot * 0.02}
                width={slot * 0.32}
                y={yOf(week.closed)}
                base={yOf(0)}
              />
              {(last - index) % every === 0 && (
                <text className="chart-date" x={xOf(index)} y={height - 8} textAnchor="middle">
                  {`${Number(week.from.slice(5, 7))}/${Number(week.from.slice(8, 10))}`}
                </text>
              )}
            </g>
          ))}
          <polyline
            className="chart-overdue"
            points={weeks.map(({ overdue }, index) => `${xOf(index)},${yOf(overdue)}`).join(" ")}
          />
          {weeks.map(({ from, overdue }, index) => (
            <path key={from} className="chart-overdue-mark" d={diamondAt(xOf(index), yOf(overdue))} />
          ))}
          {weeks.length > 0 && (
            <text
              className="chart-last"
              x={xOf(last)}
              y={yOf(weeks[last]?.overdue ?? 0) - 9}
              textAnchor="middle"
            >
              {weeks[last]?.overdue}
            </text>
          )}
        </svg>
      )}
      <Legend />
    </div>
  );
}

const diamondAt = (x: number, y: number): string => `M${x} ${y - 5}l5 5-5 5-5-5Z`;

function Bar(props: {
  readonly kind: "opened" | "closed";
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly base: number;
}) {
  const { kind, x, width, y, base } = props;
  if (base - y <= 0) return null;
  return <rect className={`chart-${kind}`} x={x} y={y} width={width} height={base - y} />;
}

function Legend() {
  const { t } = useWords();
  return (
    <p className="chart-legend" aria-hidden>
      <span>
        <svg width="14" height="12" aria-hidden>
          <rect className="chart-opened" x="1" y="1" width="12" height="10" />
        </svg>
        {t("openedTasks")}
      </span>
      <span>
        <svg width="14" height="12" aria-hidden>
          <rect className="chart-closed" x="1" y="1" width="12" height="10" />
        </svg>
        {t("closedTasks")}
      </span>
      <span>
        <svg width="22" height="12" aria-hidden>
          <path className="chart-overdue" d="M0 6h22" />
          <path className="chart-overdue-mark" d={diamondAt(11, 6)} />
        </svg>
        {t("overdueAtEnd")}
      </span>
    </p>
  );
}
