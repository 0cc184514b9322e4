import { FileWordOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { downloadFile } from "../app/file.ts";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";

/** Fetches a document's Word file and hands it to the reader under a name. */
export function WordButton({ path, name }: { readonly path: string; readonly name: string }) {
  const { t } = useWords();
  const [fault, setFault] = useState<unknown>(null);
  const [isFetching, setFetching] = useState(false);
  const fetchFile = () => {
    setFault(null);
    setFetching(true);
    downloadFile(path, `${name}.docx`)
      .catch(setFault)
      .finally(() => setFetching(false));
  };
  return (
    <>
      <Button icon={<FileWordOutlined aria-hidden />} loading={isFetching} onClick={fetchFile}>
        {t("wordFile")}
      </Button>
      {fault !== null && <ProblemAlert error={fault} />}
    </>
  );
}
