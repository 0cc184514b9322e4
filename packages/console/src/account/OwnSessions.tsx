import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { SaveNote } from "../admin/SaveNote.tsx";
import { useSave } from "../admin/useSave.ts";
import { call } from "../app/api.ts";
import type { Page } from "../app/shapes.ts";
import { Loading } from "../parts/Loading.tsx";
import { PlainTable } from "../parts/PlainTable.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";

interface OwnSession {
  readonly id: string;
  readonly way: "password" | "provider";
  readonly isThis: boolean;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly address: string | null;
  readonly agent: string | null;
}

const heads = [
  "sessionBegan",
  "sessionSeen",
  "sessionFrom",
  "sessionAgent",
  "sessionWay",
  "endSession",
] as const;

/** Where one is signed in, and the way to end what isn't one's own doing. */
export function OwnSessions() {
  const words = useWords();
  const { t } = words;
  const save = useSave();
  const { data, error, refetch } = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => call<Page<OwnSession>>("/v1/sessions", { signal }),
  });
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  // Sessions go by the machine's clock, which a demonstration's clock may be far from: the day is always said.
  const when = (time: string) => timeText(words, time);
  return (
    <section className="stack">
      <h2>{t("mySessions")}</h2>
      <SaveNote save={save} />
      <PlainTable label={t("mySessions")} heads={heads.map((word) => t(word))}>
        <tbody>
          {data.items.map((one) => (
            <tr key={one.id}>
              <td>{when(one.createdAt)}</td>
              <td>{when(one.seenAt)}</td>
              <td className="number">{one.address}</td>
              <td className="session-agent">{one.agent}</td>
              <td>{t(one.way === "password" ? "wayPassword" : "wayProvider")}</td>
              <td>
                {one.isThis ? (
                  <span className="muted">{t("thisSession")}</span>
                ) : (
                  <Button
                    danger
                    onClick={() =>
                      void save.send("DELETE", `/v1/sessions/${one.id}`, undefined, () => t("savedPlain"))
                    }
                  >
                    {t("endSession")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </section>
  );
}
