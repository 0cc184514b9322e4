import type { Database } from "@duban/engine";

/** Whether the server can serve, and if not, why. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly why: string };

// A load balancer asks every few seconds and gives up after about as long.
const answerWithinMs = 2_000;

/** Asks: not while ending, and not without the database. */
export async function checkReadiness(database: Database, isServing: boolean): Promise<Readiness> {
  if (!isServing) return { ready: false, why: "ending" };
  const limit = AbortSignal.timeout(answerWithinMs);
  const late = new Promise<Readiness>((resolve) => {
    limit.addEventListener("abort", () => resolve({ ready: false, why: "the database does not answer" }));
  });
  const asked = database.raw("select 1", []).then(
    (): Readiness => ({ ready: true }),
    (): Readiness => ({ ready: false, why: "the database cannot be reached" }),
  );
  return Promise.race([asked, late]);
}
