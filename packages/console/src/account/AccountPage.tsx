import { useMe, useSession } from "../app/session.tsx";
import { usePageTitle } from "../app/usePageTitle.ts";
import { NewPasswordForm } from "../signIn/NewPasswordForm.tsx";
import { useWords } from "../words/language.tsx";
import { Deputies } from "./Deputies.tsx";
import { OwnSessions } from "./OwnSessions.tsx";
import { SecondFactor } from "./SecondFactor.tsx";

/** One's own account: who stands in for one, the password, the second factor, and where one is signed in. */
export function AccountPage() {
  const { t } = useWords();
  const { account } = useSession();
  const me = useMe();
  usePageTitle(t("myAccount"));
  return (
    <section className="page">
      <h1>{t("myAccount")}</h1>
      {account === null && <p className="banner banner-note">{t("signInHelp")}</p>}
      {account !== null && !account.hasPassword && (
        <p className="banner banner-note">{t("byProviderOnly")}</p>
      )}
      {account?.hasPassword === true && (
        <div className="account-panels">
          <section className="panel stack">
            <h2>{t("changePassword")}</h2>
            <NewPasswordForm />
          </section>
          <section className="panel stack">
            <h2>{t("secondFactor")}</h2>
            <SecondFactor hasOne={account.hasSecondFactor} />
          </section>
        </div>
      )}
      {me.person !== null && <Deputies person={me.person.id} />}
      {account !== null && <OwnSessions />}
    </section>
  );
}
