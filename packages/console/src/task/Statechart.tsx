import { useId } from "react";
import type { Lifecycle, RecordedEvent, Task } from "../app/shapes.ts";
import { useNarrow } from "../app/useMedia.ts";
import { useWords } from "../words/language.tsx";
import { lineBetween, nodeHeight, nodeWidth, tallLayout, wideLayout } from "./chartLayout.ts";
import { wayOf } from "./way.ts";

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
}

/** From any open state a task can be ended by order: drawn only where it happened, or it would hide the rest. */
const byOrder: ReadonlySet<string> = new Set(["terminated", "waived"]);

function arrowsOf(lifecycle: Lifecycle): readonly Arrow[] {
  const events = new Map<string, Arrow>();
  for (const { from, to, event } of lifecycle.arrows) {
    const name = `${from} ${to}`;
    events.set(name, { from, to, events: [...(events.get(name)?.events ?? []), event] });
  }
  return [...events.values()];
}

/** The lifecycle as a drawing: where the task is, the way it went, where it can go. The same in words for who can't see it. */
export function Statechart(props: {
  readonly lifecycle: Lifecycle;
  readonly task: Task;
  readonly events: readonly RecordedEvent[];
}) {
  const { lifecycle, task, events } = props;
  const { t, term, list, language } = useWords();
  const layout = useNarrow() ? tallLayout : wideLayout;
  const id = useId();
  const way = wayOf(events);
  const walked = new Set(way.map(({ from, to }) => `${from} ${to}`));
  const been = new Set([...way.flatMap(({ from, to }) => [from, to]), task.state]);
  const arrows = arrowsOf(lifecycle).filter(
    ({ from, to }) => walked.has(`${from} ${to}`) || !byOrder.has(to),
  );
  // What was walked is drawn last, over what was not.
  const ordered = [...arrows].sort(
    (one, other) =>
      Number(walked.has(`${one.from} ${one.to}`)) - Number(walked.has(`${other.from} ${other.to}`)),
  );
  const names = [way[0]?.from ?? task.state, ...way.map(({ to }) => to)].map((state) => term("state", state));
  const label = t("statechartNow", { state: term("state", task.state), way: names.join(" → ") });
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${layout.width} ${layout.height}`} role="img" aria-label={label} lang={language}>
        <defs>
          {["been", "could"].map((kind) => (
            <marker
              key={kind}
              id={`${id}-${kind}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path d="M0 0l8 4-8 4z" className={`chart-head-${kind}`} />
            </marker>
          ))}
        </defs>
        {ordered.map(({ from, to, events: types }) => {
          const line = lineBetween(layout, from, to);
          if (line === undefined) return null;
          const kind = walked.has(`${from} ${to}`) ? "been" : "could";
          const isSide = layout.axis === "x" ? layout.places[from]?.[0] === layout.places[to]?.[0] : false;
          const isDown = (layout.places[from]?.[1] ?? 0) < (layout.places[to]?.[1] ?? 0);
          return (
            <g key={`${from} ${to}`} className={`chart-line-${kind}`}>
              <path d={line.path} markerEnd={`url(#${id}-${kind})`} />
              {layout.axis === "x" && (
                <text
                  x={line.label[0]}
                  y={line.label[1]}
                  textAnchor={isSide ? (isDown ? "end" : "start") : "middle"}
                >
                  {types
                    .slice(0, 2)
                    .map((type) => term("event", type))
                    .join(language === "zh" ? "、" : ", ")}
                </text>
              )}
            </g>
          );
        })}
        {lifecycle.states.map(({ id: state }) => {
          const place = layout.places[state];
          if (place === undefined) return null;
          const kind = state === task.state ? "now" : been.has(state) ? "been" : "could";
          return (
            <g key={state} className={`chart-node chart-node-${kind}`}>
              <rect
                x={place[0] - nodeWidth / 2}
                y={place[1] - nodeHeight / 2}
                width={nodeWidth}
                height={nodeHeight}
                rx={8}
              />
              <text x={place[0]} y={place[1] + 5} textAnchor="middle">
                {kind === "been" ? "✓ " : kind === "now" ? "● " : ""}
                {term("state", state)}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="legend">
        <span>● {t("wayLegendNow")}</span>
        <span>✓ {t("wayLegendBeen")}</span>
        <span>┄ {t("wayLegendCould")}</span>
        <span>{t("wayByOrder")}</span>
        <span className="sr-only">{list(names)}</span>
      </figcaption>
    </figure>
  );
}
