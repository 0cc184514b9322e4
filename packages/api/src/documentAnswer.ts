import { type OfficialDocument, pagePolicy, renderPage, writeDocx } from "@duban/documents";
import type { Answer } from "./answer.ts";

export const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A document as a Word file, to be kept under a name that says what it is. */
export async function docxAnswer(document: OfficialDocument): Promise<Answer> {
  const name = encodeURIComponent(`${document.number ?? "草稿"} ${document.title}.docx`);
  return {
    status: 200,
    body: await writeDocx(document, { creator: document.organ }),
    headers: {
      "content-type": docxType,
      "content-disposition": `attachment; filename="document.docx"; filename*=UTF-8''${name}`,
    },
  };
}

/** A document as a web page; the policy lets it have its one style and nothing else. */
export const pageAnswer = (document: OfficialDocument): Answer => ({
  status: 200,
  body: Buffer.from(renderPage(document)),
  headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": pagePolicy },
});
