import { Alert, Button } from "antd";
import { useState } from "react";
import { storedKey } from "../app/api.ts";
import { LanguageSwitch } from "../app/LanguageSwitch.tsx";
import { useSession } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { useWords } from "../words/language.tsx";
import { KeyForm } from "./KeyForm.tsx";
import { NewPasswordForm } from "./NewPasswordForm.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { SecondFactorForm } from "./SecondFactorForm.tsx";

/** The sign-in, at the step it has come to; on a page of its own, or over a page whose session or key ended. */
export function SignInForm() {
  const { t } = useWords();
  const { state, account } = useSession();
  const [isByKey, setByKey] = useState(() => storedKey() !== null);
  const isExpired = state === "expired";
  if (account?.stage === "secondFactor") return <SecondFactorForm />;
  if (account?.stage === "passwordChange") return <NewPasswordForm isForced />;
  return (
    <div className="stack">
      {isExpired && <Alert type="warning" showIcon title={t(isByKey ? "keyExpired" : "sessionExpired")} />}
      {isByKey ? <KeyForm /> : <PasswordForm />}
      <Button type="link" onClick={() => setByKey(!isByKey)}>
        {t(isByKey ? "signInWithPassword" : "signInWithKey")}
      </Button>
    </div>
  );
}

/** What the way back from the provider says in the address, if it failed there. */
const hasProviderFailed = (): boolean => new URLSearchParams(location.search).get("signin") === "failed";

/** The first page of somebody who is not signed in. */
export function SignInPage() {
  const { t } = useWords();
  const { state, check } = useSession();
  usePageTitle(t("signIn"));
  return (
    <main className="sign-in" id="main">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <img src="/icon.svg" alt="" width={40} height={40} />
          <h1>{t("signInTitle")}</h1>
        </div>
        {hasProviderFailed() && <Alert type="error" showIcon title={t("providerFailed")} />}
        {state === "unreachable" ? (
          <Alert
            type="error"
            showIcon
            title={t("unreachable")}
            action={<Button onClick={check}>{t("retry")}</Button>}
          />
        ) : (
          <SignInForm />
        )}
        <p className="classified">{t("classified")}</p>
        <div className="sign-in-foot">
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
