import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../app/api.ts";
import { useNow } from "../app/queries.ts";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords, type Words } from "../words/language.tsx";
import { timeText } from "../words/when.ts";

interface PerKind {
  readonly events: number;
  readonly villageEvents: number;
  readonly trail: number;
}

/** How far the record is sealed, and how its last check ended. */
interface SealState {
  readonly last: {
    readonly number: number;
    readonly at: string;
    readonly hash: string;
    readonly key: string | null;
    readonly upTo: PerKind;
  } | null;
  readonly unsealed: PerKind;
  readonly verification: {
    readonly at: string;
    readonly outcome: "whole" | "altered";
    readonly findings: number;
    readonly records: number;
    readonly seals: number;
  } | null;
}

/** For the auditor: what is sealed, what waits to be, whether the last check found an alteration, and what to do now. */
export function SealPanel() {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: ["trail", "seals"],
    queryFn: ({ signal }) => call<SealState>("/v1/trail/seals", { signal }),
    refetchInterval: 60_000,
  });
  if (data === undefined) {
    return error === null ? null : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const { last, unsealed, verification } = data;
  return (
    <section className="panel" aria-labelledby="seals">
      <h2 id="seals">{t("sealTitle")}</h2>
      <p className="muted">{t("sealHelp")}</p>
      <dl className="facts">
        <Fact name={t("sealLast")}>
          {last === null
            ? t("sealNone")
            : t("sealNumber", { n: last.number, time: timeText(words, last.at, now) })}
        </Fact>
        <Fact name={t("sealWaiting")}>{t("sealCounts", { ...unsealed })}</Fact>
        <Fact name={t("verifyLast")}>
          <Verdict verification={verification} words={words} now={now} />
        </Fact>
        {last !== null && (
          <>
            <Fact name={t("sealHead")}>
              <code className="hash">{`${last.number}:${last.hash}`}</code>{" "}
              <span className="muted">{t("sealHeadHelp")}</span>
            </Fact>
            <Fact name={t("sealKey")}>
              <code className="hash">{last.key ?? t("none")}</code>
            </Fact>
          </>
        )}
      </dl>
    </section>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Verdict(props: {
  readonly verification: SealState["verification"];
  readonly words: Words;
  readonly now: string;
}) {
  const { verification, words, now } = props;
  const { t } = words;
  if (verification === null) return <>{t("verifyNone")}</>;
  const { at, outcome, findings, records, seals } = verification;
  const time = timeText(words, at, now);
  return outcome === "whole" ? (
    <span className="many-done">{t("verifyWhole", { time, records, seals })}</span>
  ) : (
    <strong className="many-not">{t("verifyAltered", { time, findings })}</strong>
  );
}
