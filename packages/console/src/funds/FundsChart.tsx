import { useWidth } from "../charts/useWidth.ts";
import { useWords } from "../words/language.tsx";
import { type LineFunds, moneyText } from "./fundsQueries.ts";

const rowHeight = 44;

/**
 * Lines as bars: the frame is the money there is, the filled part what is paid of it, the mark what is planned.
 *
 * The same numbers stand in the table beside it; a screen reader gets them in a sentence.
 */
export function FundsChart({
  lines,
  nameOf,
}: {
  readonly lines: readonly LineFunds[];
  readonly nameOf: (line: LineFunds) => string;
}) {
  const { t, list } = useWords();
  const [frame, width] = useWidth<HTMLDivElement>();
  // Where a bar ends on the screen is no sum: here, and only here, money is a float.
  const most = Math.max(
    1,
    ...lines.flatMap(({ amount, planned, paid }) => [amount, planned, paid].map(Number)),
  );
  const xOf = (money: string) => (Math.max(0, Number(money)) / most) * Math.max(1, width - 2);
  const text = lines.map((line) =>
    t("fundsChartLine", { line: nameOf(line), paid: moneyText(line.paid), amount: moneyText(line.amount) }),
  );
  return (
    <div ref={frame} className="funds-chart">
      {width > 0 && (
        <svg
          width={width}
          height={lines.length * rowHeight}
          role="img"
          aria-label={t("fundsChart", { text: list(text) })}
        >
          {lines.map((line, index) => (
            <g key={`${line.programme}/${line.line}`} transform={`translate(1 ${index * rowHeight})`}>
              <text className="funds-name" x={0} y={14}>
                {nameOf(line)}
              </text>
              <rect className="chart-opened" x={0} y={20} width={xOf(line.amount)} height={16} />
              <rect className="chart-closed" x={0} y={20} width={xOf(line.paid)} height={16} />
              <path className="funds-planned" d={`M${xOf(line.planned)} 17v22`} />
            </g>
          ))}
        </svg>
      )}
      <Legend />
    </div>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <p className="chart-legend" aria-hidden>
      <span>
        <svg width="14" height="12" aria-hidden>
          <rect className="chart-opened" x="1" y="1" width="12" height="10" />
        </svg>
        {t("fundAmount")}
      </span>
      <span>
        <svg width="14" height="12" aria-hidden>
          <rect className="chart-closed" x="1" y="1" width="12" height="10" />
        </svg>
        {t("fundPaid")}
      </span>
      <span>
        <svg width="6" height="12" aria-hidden>
          <path className="funds-planned" d="M3 0v12" />
        </svg>
        {t("fundPlanned")}
      </span>
    </p>
  );
}
