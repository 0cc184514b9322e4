import type { Transport } from "./transport.ts";

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What to list; `limit` is how many come with one call (1–200). */
export interface ListCall {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly limit?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Every item of a list, page after page, each page asked for when the one before has been consumed.
 *
 * What the server's list guarantees about things that change meanwhile is what this guarantees.
 */
export async function* listItems<T>(transport: Transport, list: ListCall): AsyncGenerator<T, void> {
  let cursor: string | undefined;
  do {
    const page = (await transport({
      method: "GET",
      path: list.path,
      query: { ...list.query, limit: list.limit ?? 200, cursor },
      ...(list.headers === undefined ? {} : { headers: list.headers }),
      repeatable: true,
      signal: list.signal,
    })) as Page<T>;
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
