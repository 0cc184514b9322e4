import { useState } from "react";
import { call } from "../app/api.ts";
import { useSession } from "../app/session.tsx";
import type { SessionState } from "../app/shapes.ts";

/** One step of a sign-in: whether it is under way, and why it was refused. */
export interface Step {
  readonly isSending: boolean;
  readonly fault: unknown;
  /** Sends it; what comes back is the session from then on. Answers whether it was taken. */
  send(method: "POST" | "PUT", path: string, body: unknown): Promise<boolean>;
}

/** For one form. */
export function useStep(): Step {
  const { take } = useSession();
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  return {
    isSending,
    fault,
    async send(method, path, body) {
      setSending(true);
      setFault(null);
      try {
        await take(await call<SessionState>(path, { method, body, isSigningIn: true }));
        return true;
      } catch (error) {
        setFault(error);
        return false;
      } finally {
        setSending(false);
      }
    },
  };
}
