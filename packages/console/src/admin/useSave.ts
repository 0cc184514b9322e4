import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../app/api.ts";
import { problemText } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";

/** A write of an administrator's: whether it is under way, and what became of it, in words. */
export interface Save {
  readonly isSaving: boolean;
  readonly fault: string | null;
  readonly good: string | null;
  /** Sends it; `told` makes the sentence of what came back. Answers whether it was done. */
  send<T>(
    method: "PUT" | "POST" | "DELETE",
    path: string,
    body: unknown,
    told: (answer: T) => string,
  ): Promise<boolean>;
}

/** For one form. */
export function useSave(): Save {
  const words = useWords();
  const queries = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [good, setGood] = useState<string | null>(null);
  return {
    isSaving,
    fault,
    good,
    async send<T>(
      method: "PUT" | "POST" | "DELETE",
      path: string,
      body: unknown,
      told: (answer: T) => string,
    ) {
      setSaving(true);
      setFault(null);
      setGood(null);
      try {
        const answer = await call<T>(path, { method, ...(body === undefined ? {} : { body }) });
        setGood(told(answer));
        await queries.invalidateQueries();
        return true;
      } catch (error) {
        setFault(words.t("refused", { why: problemText(words, error) }));
        return false;
      } finally {
        setSaving(false);
      }
    },
  };
}
