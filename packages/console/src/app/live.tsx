import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { credentials } from "./api.ts";
import { parseStream } from "./eventStream.ts";

/**
 * The connection that tells the page that something changed (`GET /v1/stream`).
 *
 *     connecting ──hello──► live ──silence, end or error──► lost ──after a while, or at once if asked──► connecting
 *
 * A change makes every query on the page ask again, at most once in `quietMs`. So does coming back after a loss, since nobody
 * said what happened meanwhile.
 */
export interface Live {
  readonly state: "connecting" | "live" | "lost";
  /** The time at the server when it last said something. */
  readonly heardAt: string | null;
  reconnect(): void;
}

// The server beats every ten seconds.
const silenceMs = 25_000;
const quietMs = 700;
const waitsMs = [500, 1_000, 2_000, 4_000, 8_000];

const Context = createContext<Live>({ state: "connecting", heardAt: null, reconnect: () => undefined });

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<Live["state"]>("connecting");
  const [heardAt, setHeardAt] = useState<string | null>(null);
  const wake = useRef<() => void>(() => undefined);

  useEffect(() => {
    const ending = new AbortController();
    let due: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      due ??= setTimeout(() => {
        due = undefined;
        void queries.invalidateQueries();
      }, quietMs);
    };
    const hear = (event: string, data: string) => {
      const { now } = JSON.parse(data) as { now: string };
      setHeardAt(now);
      setState("live");
      if (event === "hello" || event === "changed") refresh();
    };
    const run = async () => {
      for (let attempt = 0; !ending.signal.aborted; attempt += 1) {
        const began = Date.now();
        await connect(hear, ending.signal).catch(() => undefined);
        if (ending.signal.aborted) return;
        setState("lost");
        if (Date.now() - began > 5_000) attempt = 0;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, waitsMs[Math.min(attempt, waitsMs.length - 1)]);
          wake.current = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    };
    void run();
    return () => {
      clearTimeout(due);
      ending.abort();
      wake.current();
    };
  }, [queries]);

  const reconnect = useCallback(() => wake.current(), []);
  const value = useMemo(() => ({ state, heardAt, reconnect }), [state, heardAt, reconnect]);
  return <Context value={value}>{children}</Context>;
}

export const useLive = (): Live => useContext(Context);

/** Listens until the stream ends, fails, or is silent for too long. */
async function connect(hear: (event: string, data: string) => void, ended: AbortSignal): Promise<void> {
  // Not AbortSignal.any: browsers that a county still has don't know it.
  const silence = new AbortController();
  const end = () => silence.abort();
  ended.addEventListener("abort", end);
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const response = await fetch("/v1/stream", {
      headers: credentials(),
      signal: silence.signal,
    });
    if (!response.ok || response.body === null) return;
    for await (const { event, data } of parseStream(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      hear(event, data);
    }
  } finally {
    clearTimeout(timer);
    ended.removeEventListener("abort", end);
  }
}
