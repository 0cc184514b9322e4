import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { useLive } from "./live.tsx";

/** A sign beside the time that says whether the page follows what happens; in words, not by colour alone. */
export function LiveSign() {
  const { t } = useWords();
  const { state } = useLive();
  const text = state === "live" ? t("live") : state === "lost" ? t("lostShort") : t("connecting");
  return (
    <span className={`live live-${state}`} title={state === "live" ? t("liveHelp") : undefined}>
      <span className="live-dot" aria-hidden />
      {text}
    </span>
  );
}

/** Says that the connection is lost, as of when the page is, and then that it is mended. */
export function LiveBanner() {
  const words = useWords();
  const { t } = words;
  const { state, heardAt, reconnect } = useLive();
  const wasLost = useRef(false);
  const [isMended, setMended] = useState(false);
  useEffect(() => {
    if (state === "lost") {
      wasLost.current = true;
      setMended(false);
    }
    if (state !== "live" || !wasLost.current) return;
    wasLost.current = false;
    setMended(true);
    const timer = setTimeout(() => setMended(false), 6_000);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div role="status" className="live-banner">
      {state === "lost" && (
        <p className="banner banner-warning">
          {t("lost", { time: heardAt === null ? "—" : timeText(words, heardAt) })}
          <Button size="small" onClick={reconnect}>
            {t("reconnect")}
          </Button>
        </p>
      )}
      {isMended && state === "live" && <p className="banner banner-good">{t("reconnected")}</p>}
    </div>
  );
}
