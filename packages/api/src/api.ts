import type { Database, Engine, EngineClock, Instant, Logger } from "@duban/engine";
import type { ChangeWatch } from "./changeWatch.ts";
import type { ConsoleFiles } from "./consoleFiles.ts";
import type { KeyRing } from "./keyRing.ts";
import type { Metrics } from "./metrics.ts";
import type { RateLimits } from "./rateLimits.ts";
import type { SecretBox } from "./secretBox.ts";
import type { PasswordHasher } from "./signIn/passwordHasher.ts";
import type { Provider } from "./signIn/provider.ts";
import type { Sessions } from "./signIn/sessions.ts";
import type { Trail } from "./trail.ts";

/** What the calls work with. */
export interface Api {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  readonly logger: Logger;
  readonly keys: KeyRing;
  readonly sessions: Sessions;
  readonly passwords: PasswordHasher;
  readonly secrets: SecretBox;
  /** The county's own identity provider, where one is configured. */
  readonly provider: Provider | undefined;
  /** How browsers reach us: `publicOrigin` null is the address they asked for; `isSecure` if that is https. */
  readonly browser: {
    readonly isSecure: boolean;
    readonly publicOrigin: string | null;
    readonly proxyCount: number;
  };
  readonly limits: RateLimits;
  readonly metrics: Metrics;
  /** What was done and what was refused, for the auditor. */
  readonly trail: Trail;
  /** The county on whose trail stands what nobody's key said: refusals of those who had none. */
  readonly homeTenantId: number;
  /** The id of the first administrator's key. */
  readonly firstKeyId: string;
  /** Tells the streams that something was recorded. */
  readonly changes: ChangeWatch;
  /** The console, where it is a part of this process and was built. */
  readonly console: ConsoleFiles | undefined;
  /** Moves the manual clock and does everything due on the way; resolves when nothing is left to do. */
  readonly advanceClock: (to: Instant) => Promise<void>;
  /** Why a URL can't be a webhook's, in a sentence; undefined if it can. */
  readonly webhookFault: (url: string) => string | undefined;
  /** False from the moment the process begins to end. */
  readonly isServing: () => boolean;
}
