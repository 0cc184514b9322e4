import { Button } from "antd";
import { useState } from "react";
import { usePeople, useUnits } from "../app/queries.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { type Draw, type Inspection, type Team, useDraw } from "./inspectionQueries.ts";
import { RankTable } from "./RankTable.tsx";
import { verifyDraw } from "./verifyDraw.ts";

/** The draw so that anybody can follow it: what the seed is made of, who stood where, who was left out and why, who goes where. */
export function DrawPanel({ inspection }: { readonly inspection: Inspection }) {
  const { t } = useWords();
  const { data, error, refetch } = useDraw(inspection.id);
  const units = useUnits();
  const people = usePeople();
  return (
    <section className="panel stack" aria-labelledby="draw">
      <h2 id="draw">{t("drawPanel")}</h2>
      <p className="muted">{t("drawHelp")}</p>
      {error !== null && data === undefined && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && <SeedParts draw={data} />}
      {data?.objects == null && data !== undefined && <p>{t("drawNotYet")}</p>}
      {data?.objects != null && data.inspectors !== null && (
        <>
          <Verify draw={data} />
          <RankTable
            label={t("drawUnits")}
            pool={data.objects.pool}
            excluded={data.objects.excluded}
            drawn={data.objects.drawn}
            nameOf={units.nameOf}
          />
          <RankTable
            label={t("drawInspectors")}
            pool={data.inspectors.pool}
            excluded={data.inspectors.excluded}
            drawn={data.inspectors.teams.flatMap((team) => team.inspectors)}
            nameOf={people.nameOf}
          />
          <Teams teams={data.inspectors.teams} />
        </>
      )}
    </section>
  );
}

function SeedParts({ draw }: { readonly draw: Draw }) {
  const { t } = useWords();
  const { commitment, contribution, seal, publicValue, seed } = draw;
  const parts = [
    [t("commitment"), commitment],
    [t("contribution"), contribution],
    [t("sealUsed"), seal === null ? null : `${seal.number}:${seal.hash}`],
    [t("publicValueUsed"), publicValue],
    [t("seed"), seed],
  ] as const;
  return (
    <dl className="facts-list">
      {parts.map(([name, value]) => (
        <div key={name} className="facts-pair">
          <dt>{name}</dt>
          <dd className="hash">{value ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Makes the draw again on the reader's own machine. */
function Verify({ draw }: { readonly draw: Draw }) {
  const { t, list } = useWords();
  const [faults, setFaults] = useState<Awaited<ReturnType<typeof verifyDraw>> | null>(null);
  // A page that came over plain http from another machine gets no cryptography from its browser.
  if (crypto.subtle === undefined) return <p className="muted">{t("drawUnverifiable")}</p>;
  const verify = () => void verifyDraw(draw).then(setFaults);
  return (
    <>
      <div className="buttons">
        <Button onClick={verify}>{t("verifyDraw")}</Button>
      </div>
      <p role="status">
        {faults !== null &&
          (faults.length === 0
            ? t("drawHolds")
            : t("drawBroken", { what: list(faults.map((fault) => t(fault))) }))}
      </p>
    </>
  );
}

function Teams({ teams }: { readonly teams: readonly Team[] }) {
  const { t, list } = useWords();
  const units = useUnits();
  const people = usePeople();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={t("drawTeams")}>
      <table className="plain tight">
        <caption className="sr-only">{t("drawTeams")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("unit")}</th>
            <th scope="col">{t("drawInspectors")}</th>
            <th scope="col">{t("reserve")}</th>
          </tr>
        </thead>
        <tbody>
          {teams.map(({ object, inspectors, reserve }) => (
            <tr key={object}>
              <th scope="row">{units.nameOf(object)}</th>
              <td>{list(inspectors.map(people.nameOf))}</td>
              <td>{reserve.length === 0 ? "–" : list(reserve.map(people.nameOf))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
