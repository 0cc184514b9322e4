import { ask } from "./api.ts";

/** Fetches a file and hands it to the browser under a name; throws an `ApiProblem` for a "no". */
export async function downloadFile(path: string, fileName: string): Promise<void> {
  keepFile(fileName, await (await ask(path)).blob());
}

/** A table as a file for Excel and WPS: the text of `csvOf`. */
export const keepCsv = (fileName: string, text: string): void =>
  keepFile(fileName, new Blob([text], { type: "text/csv;charset=utf-8" }));

/** Gives the reader a file to keep. */
function keepFile(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // Not at once: some browsers begin to read it only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
