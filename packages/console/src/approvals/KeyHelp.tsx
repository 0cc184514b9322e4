import { Dialog } from "../parts/Dialog.tsx";
import type { Word } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";

const keys = [
  ["J  ↓", "keyNext"],
  ["K  ↑", "keyPrevious"],
  ["X", "keySelect"],
  ["A", "keyApprove"],
  ["R", "keyRefuse"],
  ["O  ↵", "keyOpen"],
  ["Ctrl ↵", "keySend"],
  ["Esc", "keyLeave"],
  ["?", "keyHelp"],
] as const satisfies readonly (readonly [string, Word])[];

/** The keys of the inbox. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t("keysTitle")} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
