import { ApiProblem, storedKey } from "../app/api.ts";

/** Fetches a file with the reader's key and hands it to the browser under a name; throws an `ApiProblem` for a "no". */
export async function download(path: string, fileName: string): Promise<void> {
  const response = await fetch(path, { headers: { authorization: `Bearer ${storedKey() ?? ""}` } }).catch(
    () => {
      throw new ApiProblem("unreachable", 0, {});
    },
  );
  if (!response.ok) {
    const problem: unknown = await response.json().catch(() => ({}));
    const body = (typeof problem === "object" && problem !== null ? problem : {}) as Record<string, unknown>;
    const kind = String(body["type"] ?? "internal-error").replace("urn:duban:problem:", "");
    throw new ApiProblem(kind, response.status, body);
  }
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has the file by the next turn; kept longer, it would stay in memory with the tab.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
