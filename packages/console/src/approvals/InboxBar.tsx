import { Button } from "antd";
import { useWords } from "../words/language.tsx";
import type { Side } from "./decide.ts";

/** What is done with several at once. */
export function InboxBar(props: {
  readonly decidable: number;
  readonly chosen: number;
  readonly onSelectAll: (isOn: boolean) => void;
  readonly onDecide: (side: Side) => void;
}) {
  const { decidable, chosen, onSelectAll, onDecide } = props;
  const { t } = useWords();
  return (
    <div className="inbox-bar">
      <label className="check">
        <input
          type="checkbox"
          disabled={decidable === 0}
          checked={decidable > 0 && chosen === decidable}
          onChange={(event) => onSelectAll(event.target.checked)}
        />
        {t("selectAll")}
      </label>
      <Button type="primary" disabled={chosen === 0} onClick={() => onDecide("approve")}>
        {t("approveMany", { n: chosen })}
      </Button>
      <Button danger disabled={chosen === 0} onClick={() => onDecide("refuse")}>
        {t("refuseMany", { n: chosen })}
      </Button>
    </div>
  );
}
