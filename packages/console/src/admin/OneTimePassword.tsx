import { Alert, Button } from "antd";
import { useState } from "react";
import { useWords } from "../words/language.tsx";

/** A first password, shown this once, to be handed over in person. */
export function OneTimePassword({ password }: { readonly password: string }) {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  return (
    <Alert
      type="warning"
      showIcon
      title={t("accountMade")}
      description={<code className="key-text">{password}</code>}
      action={
        <Button onClick={() => void navigator.clipboard?.writeText(password).then(() => setCopied(true))}>
          {t(isCopied ? "copied" : "copy")}
        </Button>
      }
    />
  );
}
