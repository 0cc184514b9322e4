import { LogoutOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { Dialog } from "../parts/Dialog.tsx";
import { SignInForm } from "../signIn/SignIn.tsx";
import { useWords } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { LiveBanner, LiveSign } from "./LiveBanner.tsx";
import { Navigation } from "./Navigation.tsx";
import { useNow, useUnits } from "./queries.ts";
import { useMe, useSession } from "./session.tsx";

/** What surrounds every page: where one is, who one is, what time it is, and whether the page is up to date. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const { state } = useSession();
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is the reason to run.
  useEffect(() => {
    // A new page begins at its top, and a screen reader with it; the very first one is where the browser put it.
    if (!isFirst.current) {
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
    isFirst.current = false;
  }, [location]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("skipToMain")}
      </a>
      <Header />
      <Navigation />
      <main id="main" ref={main} tabIndex={-1}>
        <LiveBanner />
        {children}
      </main>
      {state === "expired" && (
        <Dialog title={t("signIn")} onClose={() => undefined} isHeld>
          <SignInForm />
        </Dialog>
      )}
    </div>
  );
}

function Header() {
  const words = useWords();
  const { t } = words;
  const { signOut } = useSession();
  const me = useMe();
  const now = useNow();
  return (
    <header className="header">
      <Link href="/" className="brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>{t("product")}</span>
      </Link>
      <div className="header-time">
        <LiveSign />
        <time dateTime={now}>{fullTimeText(words, now)}</time>
        {me.manualClock && <span className="chip">{t("manualClock")}</span>}
      </div>
      <Identity />
      <LanguageSwitch />
      <Button type="text" icon={<LogoutOutlined aria-hidden />} onClick={signOut} aria-label={t("signOut")}>
        <span className="wide-only">{t("signOut")}</span>
      </Button>
    </header>
  );
}

function Identity() {
  const { t, term, list } = useWords();
  const me = useMe();
  const units = useUnits();
  const roles = me.roles.map((role) => term("role", role));
  const where = me.unit === null ? [] : [units.nameOf(me.unit)];
  const what = roles.length > 0 ? list(roles) : t("unitSystem");
  return (
    <div className="identity" title={`${t("identity")}: ${me.key.name} (${me.key.id})`}>
      <span className="identity-name">
        {me.person === null ? me.key.name : <Link href="/account">{me.person.name}</Link>}
      </span>
      <span className="identity-roles">{[...where, what].join(" · ")}</span>
    </div>
  );
}
