import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined } from "@ant-design/icons";
import { usePeople, useUnits } from "../app/queries.ts";
import type { Task } from "../app/shapes.ts";
import { partyText } from "../approvals/partyText.ts";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";

/** Which units must countersign (会签), who has, and who has said why not. */
export function Countersigns(props: {
  readonly countersign: NonNullable<Task["countersign"]>;
  readonly now: string;
}) {
  const { countersign, now } = props;
  const words = useWords();
  const { t } = words;
  const units = useUnits();
  const people = usePeople();
  return (
    <div className="stack">
      <p className="muted">
        {countersign.missing.length > 0
          ? t("countersignsWait", { n: countersign.missing.length })
          : t("countersignsWhole")}
      </p>
      <ul className="countersigns">
        {countersign.units.map((unit) => {
          const said = countersign.said.find((one) => one.unit === unit);
          const by = said && partyText(words, said.by, people, units);
          return (
            <li key={unit}>
              {said === undefined ? (
                <ClockCircleOutlined aria-hidden />
              ) : said.refusal === null ? (
                <CheckCircleOutlined aria-hidden className="many-done" />
              ) : (
                <CloseCircleOutlined aria-hidden className="many-not" />
              )}
              <span>
                <strong>{units.nameOf(unit)}</strong>{" "}
                {said === undefined
                  ? t("countersignMissing")
                  : said.refusal === null
                    ? t("countersignDone", { by: by ?? "", at: timeText(words, said.at, now) })
                    : t("countersignNot", {
                        by: by ?? "",
                        at: timeText(words, said.at, now),
                        why: said.refusal,
                      })}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
