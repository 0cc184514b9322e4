import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { ApiProblem, call, dropKey, onUnauthenticated, storedKey, storeKey } from "./api.ts";
import type { Me } from "./shapes.ts";

/**
 * Who works here.
 *
 *     out ──signIn──► in ──the server no longer knows the key──► expired ──signIn──► in
 *                     └──signOut──► out
 *
 * Expired keeps the page and all that was typed into it; only out begins anew.
 */
export interface Session {
  readonly state: "out" | "checking" | "in" | "expired" | "unreachable";
  readonly me: Me | null;
  /** Rejects with an `ApiProblem` where the key is not good. */
  signIn(key: string): Promise<void>;
  signOut(): void;
  /** Asks again who the kept key stands for. */
  check(): void;
}

const Context = createContext<Session | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<Session["state"]>(storedKey() === null ? "out" : "checking");
  const [me, setMe] = useState<Me | null>(null);

  const signIn = useCallback(
    async (key: string) => {
      const known = await call<Me>("/v1/me", { key });
      storeKey(key);
      if (me !== null && me.key.id !== known.key.id) queries.clear();
      setMe(known);
      setState("in");
      await queries.invalidateQueries();
    },
    [queries, me],
  );
  const signOut = useCallback(() => {
    dropKey();
    queries.clear();
    setMe(null);
    setState("out");
  }, [queries]);
  const check = useCallback(() => {
    setState("checking");
    call<Me>("/v1/me", { key: storedKey() ?? "" })
      .then((known) => {
        setMe(known);
        setState("in");
      })
      .catch((error: unknown) => {
        const isRefused = error instanceof ApiProblem && error.status === 401;
        if (isRefused) dropKey();
        setState(isRefused ? "out" : "unreachable");
      });
  }, []);

  useEffect(() => {
    if (storedKey() !== null) check();
  }, [check]);
  useEffect(() => onUnauthenticated(() => setState((now) => (now === "in" ? "expired" : now))), []);

  const value = useMemo(() => ({ state, me, signIn, signOut, check }), [state, me, signIn, signOut, check]);
  return <Context value={value}>{children}</Context>;
}

/** The session; for what is inside the provider. */
export function useSession(): Session {
  const session = useContext(Context);
  if (session === null) throw new Error("useSession outside of SessionProvider");
  return session;
}

/** The caller; for what is shown only to one who is signed in. */
export function useMe(): Me {
  const { me } = useSession();
  if (me === null) throw new Error("useMe before sign-in");
  return me;
}
