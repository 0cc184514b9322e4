import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { ApiProblem, call, dropKey, keepSession, onUnauthenticated, storedKey, storeKey } from "./api.ts";
import { dropDrafts } from "./draft.ts";
import type { CurrentSession, Me, SessionState } from "./shapes.ts";

/**
 * Who works here, by an account's session or by a key.
 *
 *     out ──signIn──► in ──the server no longer knows the session or the key──► expired ──signIn──► in
 *                     └──signOut──► out
 *
 * `account` is the session of the cookie; while its stage isn't `whole`, something is still wanted, and nobody is in yet.
 * Expired keeps the page and all that was typed into it; only out begins anew.
 */
export interface Session {
  readonly state: "out" | "checking" | "in" | "expired" | "unreachable";
  readonly me: Me | null;
  readonly account: CurrentSession | null;
  /** The ways to sign in that this server has; null before it was asked. */
  readonly ways: SessionState["ways"] | null;
  /** Takes what a call to sign in, or a step of it, answered. */
  take(answer: SessionState): Promise<void>;
  /** Rejects with an `ApiProblem` where the key is not good. */
  signInByKey(key: string): Promise<void>;
  signOut(): void;
  /** Asks again who is here. */
  check(): void;
}

const Context = createContext<Session | null>(null);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<Session["state"]>("checking");
  const [me, setMe] = useState<Me | null>(null);
  const [account, setAccount] = useState<CurrentSession | null>(null);
  const [ways, setWays] = useState<SessionState["ways"] | null>(null);

  const enter = useCallback(
    async (known: Me) => {
      // What another one may see is not for this one.
      if (me !== null && me.key.id !== known.key.id) queries.clear();
      setMe(known);
      setState("in");
      await queries.invalidateQueries();
    },
    [queries, me],
  );
  const take = useCallback(
    async ({ session, ways: known }: SessionState) => {
      keepSession(session);
      setWays(known);
      setAccount(session);
      if (session?.stage === "whole") {
        dropKey();
        await enter(await call<Me>("/v1/me", { isSigningIn: true }));
      } else setState((now) => (now === "expired" ? now : "out"));
    },
    [enter],
  );
  const signInByKey = useCallback(
    async (key: string) => {
      const known = await call<Me>("/v1/me", { key });
      storeKey(key);
      setAccount(null);
      await enter(known);
    },
    [enter],
  );
  const signOut = useCallback(() => {
    if (storedKey() === null) {
      void call("/v1/session", { method: "DELETE", isSigningIn: true }).catch(() => undefined);
    }
    dropKey();
    dropDrafts();
    queries.clear();
    setMe(null);
    setAccount(null);
    setState("out");
  }, [queries]);
  const check = useCallback(() => {
    setState("checking");
    const key = storedKey();
    const asked =
      key === null ? call<SessionState>("/v1/session").then(take) : call<Me>("/v1/me", { key }).then(enter);
    asked.catch((error: unknown) => {
      const isRefused = error instanceof ApiProblem && error.status === 401;
      if (isRefused) dropKey();
      setState(isRefused ? "out" : "unreachable");
    });
  }, [take, enter]);

  // Once, when the page is opened; later only when somebody asks.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `check` changes with who is here.
  useEffect(check, []);
  useEffect(() => onUnauthenticated(() => setState((now) => (now === "in" ? "expired" : now))), []);

  const value = useMemo(
    () => ({ state, me, account, ways, take, signInByKey, signOut, check }),
    [state, me, account, ways, take, signInByKey, signOut, check],
  );
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
