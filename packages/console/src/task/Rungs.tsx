import type { Rung, Timeline } from "../app/shapes.ts";
import { CardMark } from "../parts/CardMark.tsx";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";

/** The rungs of each clock that still counts: what has fired, and what will if nothing happens. */
export function Rungs({ timeline }: { readonly timeline: Timeline }) {
  const { t, term } = useWords();
  const clocks = timeline.clocks.filter(({ state, rungs }) => state !== "done" || rungs.length > 0);
  return (
    <div className="rungs">
      <p className="muted">{t("ladderHelp")}</p>
      {clocks.length === 0 && <p>{t("noRungs")}</p>}
      {clocks.map((clock) => (
        <section key={clock.name} aria-label={term("clock", clock.name)}>
          <h3>{term("clock", clock.name)}</h3>
          {clock.rungs.length === 0 ? (
            <p className="muted">{t("noRungs")}</p>
          ) : (
            <ol className="rung-list">
              {clock.rungs.map((rung) => (
                <RungLine key={rung.rung} rung={rung} now={timeline.now} />
              ))}
            </ol>
          )}
        </section>
      ))}
    </div>
  );
}

function RungLine({ rung, now }: { readonly rung: Rung; readonly now: string }) {
  const words = useWords();
  const { t, term, list } = words;
  const tells = list(rung.notify.map((role) => term("role", role)));
  return (
    <li className={rung.fired ? "rung rung-fired" : "rung"}>
      <span className={rung.fired ? "dot dot-fired" : "dot dot-come"} aria-hidden />
      <span>
        <time dateTime={rung.at}>{fullTimeText(words, rung.at, now)}</time>{" "}
        <span className="muted">{t(rung.fired ? "firedAt" : "comesAt")}</span>
        <br />
        {rung.card === null ? t("rungNoCard") : <CardMark card={rung.card} />}
        {rung.notify.length > 0 && ` · ${t("rungTells", { roles: tells })}`}
        {rung.propose !== null && ` · ${t("rungProposes", { what: rung.propose })}`}
        {rung.urgent && <span className="chip chip-strong">{t("urgentRung")}</span>}
      </span>
    </li>
  );
}
