import { Alert, Button } from "antd";
import { useState } from "react";
import { useWords } from "../words/language.tsx";

/** A first password or a key, shown this once, to be handed over in person; `title` says so. */
export function OneTimeSecret({ title, secret }: { readonly title: string; readonly secret: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <Alert
      type="warning"
      showIcon
      title={title}
      description={<code className="key-text">{secret}</code>}
      action={
        <Button onClick={() => void navigator.clipboard?.writeText(secret).then(() => setCopied(secret))}>
          {t(copied === secret ? "copied" : "copy")}
        </Button>
      }
    />
  );
}
