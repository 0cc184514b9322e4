import { Button } from "antd";
import { useState } from "react";
import { useOperations } from "../app/queries.ts";
import type { RefusedOperation, Task } from "../app/shapes.ts";
import { Loading } from "../parts/Loading.tsx";
import { OnBehalfOf } from "../parts/OnBehalfOf.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import type { Word } from "../words/dictionary.ts";
import { useWords, type Words } from "../words/language.tsx";
import { OperationForm } from "./OperationForm.tsx";

/** Those that carry the work on, which a person most likely came for: shown as the main buttons. */
const onward: ReadonlySet<string> = new Set([
  "accepted",
  "submitted",
  "passed",
  "closureApproved",
  "extensionGranted",
  "suspensionGranted",
  "resumed",
  "lookbackPassed",
  "countersigned",
]);

/** What the reader may do with the task now, for himself or in the name of a person he stands in for. */
export function OperationsPanel({ task }: { readonly task: Task }) {
  const { t } = useWords();
  const [onBehalfOf, setOnBehalfOf] = useState<string | null>(null);
  return (
    <>
      <OnBehalfOf ownLabel={t("actForMyself")} value={onBehalfOf} onChange={setOnBehalfOf} />
      <Offered key={onBehalfOf} task={task} onBehalfOf={onBehalfOf} />
    </>
  );
}

/** Each operation with its form; and why not what else the task would take. */
function Offered({ task, onBehalfOf }: { readonly task: Task; readonly onBehalfOf: string | null }) {
  const words = useWords();
  const { t, term } = words;
  const { data, error, refetch } = useOperations(task.id, onBehalfOf);
  const [chosen, setChosen] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const operation = data.items.find(({ type }) => type === chosen);
  return (
    <div className="operations">
      <div role="status">
        {done !== null && (
          <p className="banner banner-good">{t("sent", { operation: term("event", done) })}</p>
        )}
      </div>
      {data.items.length === 0 && <p>{t("noOperations")}</p>}
      <div className="operation-buttons">
        {data.items.map(({ type }) => (
          <Button
            key={type}
            type={onward.has(type) ? "primary" : "default"}
            aria-expanded={type === chosen}
            onClick={() => {
              setChosen(type === chosen ? null : type);
              setDone(null);
            }}
          >
            {term("event", type)}
          </Button>
        ))}
      </div>
      {operation !== undefined && (
        <OperationForm
          key={operation.type}
          operation={operation}
          task={task}
          onBehalfOf={onBehalfOf}
          onDone={(type) => {
            setChosen(null);
            setDone(type);
          }}
          onCancel={() => setChosen(null)}
        />
      )}
      {data.refused.length > 0 && (
        <details className="why-not">
          <summary>{t("whyNot")}</summary>
          <ul>
            {data.refused.map((refused) => (
              <li key={refused.type}>{refusalText(words, refused)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const recusalWords: Readonly<Record<string, Word>> = {
  ownUnit: "recusalOwnUnit",
  submitter: "recusalSubmitter",
  inspector: "recusalInspector",
  asker: "recusalAsker",
  approver: "recusalApprover",
  signer: "recusalSigner",
};
const senderWords: Readonly<Record<string, Word>> = {
  unit: "senderUnit",
  countersigner: "senderCountersigner",
  supervisor: "senderSupervisor",
  inspector: "senderInspector",
};

/** Why the reader may not send an event, in a sentence. */
export function refusalText(words: Words, { type, senders, recusal }: RefusedOperation): string {
  const operation = words.term("event", type);
  const recused = recusal === null ? undefined : recusalWords[recusal];
  if (recused !== undefined) return words.t(recused, { operation });
  const who = senders.map((sender) => {
    const word = senderWords[sender];
    return word === undefined ? sender : words.t(word);
  });
  return words.t("whyNotFor", { operation, who: who.join(words.t("or")) });
}
