import type { Programme } from "@duban/client";
import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { call } from "../app/api.ts";
import { useUnits } from "../app/queries.ts";
import { useWords } from "../words/language.tsx";
import { evenShare, type MatterDraft, type TargetShare } from "./matterDraft.ts";

interface Props {
  readonly draft: MatterDraft;
  readonly onChange: (change: Partial<MatterDraft>) => void;
}

type Target = Programme["lines"][number]["targets"][number];

/** The targets of the programme's line, where it is defined: each can be shared out among the units, in one of three ways. */
export function TargetShares({ draft, onChange }: Props) {
  const { t } = useWords();
  const { data } = useQuery({
    queryKey: ["programmes", draft.programme],
    enabled: draft.programme.trim() !== "",
    queryFn: ({ signal }) =>
      call<Programme>(`/v1/programmes/${encodeURIComponent(draft.programme.trim())}`, { signal }),
  });
  const line = data?.lines.find(({ id, defined }) => defined && id === draft.line.trim());
  const targets = line?.targets.filter(({ figure }) => figure !== null) ?? [];
  if (targets.length === 0) return null;
  const tick = (id: string, isTicked: boolean) =>
    onChange({
      targets: isTicked ? [...draft.targets, id] : draft.targets.filter((target) => target !== id),
    });
  return (
    <div className="stack">
      <span className="field-label">{t("splitTargets")}</span>
      {targets.map((target) => (
        <div key={target.id} className="stack">
          <label className="check">
            <input
              type="checkbox"
              checked={draft.targets.includes(target.id)}
              onChange={(event) => tick(target.id, event.target.checked)}
            />
            {t("splitTarget", {
              name: target.name ?? target.id,
              figure: target.figure ?? "",
              unit: target.unit ?? "",
            })}
          </label>
          {draft.targets.includes(target.id) && (
            <ShareFields
              target={target}
              units={draft.split}
              share={draft.shares[target.id] ?? evenShare}
              onChange={(share) => onChange({ shares: { ...draft.shares, [target.id]: share } })}
            />
          )}
        </div>
      ))}
    </div>
  );
}

const ways = [
  { value: "even", word: "shareEven" },
  { value: "hand", word: "shareHand" },
  { value: "proportional", word: "shareProportional" },
] as const;

function ShareFields(props: {
  readonly target: Target;
  readonly units: readonly string[];
  readonly share: TargetShare;
  readonly onChange: (share: TargetShare) => void;
}) {
  const { target, units, share, onChange } = props;
  const { t } = useWords();
  const { nameOf } = useUnits();
  const figure = target.figure ?? "0";
  return (
    <div className="share-fields">
      <Select
        aria-label={t("shareHow", { name: target.name ?? target.id })}
        value={share.how}
        options={ways.map(({ value, word }) => ({ value, label: t(word) }))}
        onChange={(how: TargetShare["how"]) => onChange({ ...share, how })}
        popupMatchSelectWidth={false}
      />
      {share.how !== "even" && (
        <>
          <p className="muted">
            {share.how === "hand"
              ? t("shareHandHelp", { figure, unit: target.unit ?? "" })
              : t("shareProportionalHelp")}
          </p>
          <div className="share-grid">
            {units.map((unit) => (
              <label key={unit} className="field" htmlFor={`share-${target.id}-${unit}`}>
                <span className="field-label">{nameOf(unit)}</span>
                <Input
                  id={`share-${target.id}-${unit}`}
                  inputMode="decimal"
                  maxLength={30}
                  value={share.figures[unit] ?? ""}
                  onChange={({ target: { value } }) =>
                    onChange({ ...share, figures: { ...share.figures, [unit]: value } })
                  }
                />
              </label>
            ))}
          </div>
          {share.how === "hand" && <Sum share={share} units={units} figure={figure} />}
        </>
      )}
    </div>
  );
}

// Six decimals are more than any figure has; the server adds up exactly and has the last word.
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

function Sum(props: {
  readonly share: TargetShare;
  readonly units: readonly string[];
  readonly figure: string;
}) {
  const { share, units, figure } = props;
  const { t } = useWords();
  const sum = rounded(units.reduce((total, unit) => total + (Number(share.figures[unit]?.trim()) || 0), 0));
  const rest = rounded(Number(figure) - sum);
  const word = rest === 0 ? "shareSumRight" : rest > 0 ? "shareSum" : "shareSumOver";
  return (
    <p role="status" className={rest === 0 ? "many-done" : "many-not"}>
      {t(word, { sum, rest: Math.abs(rest) })}
    </p>
  );
}
