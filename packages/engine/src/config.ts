import { z } from "zod";
import { type LogLevel, logLevels } from "./logger.ts";
import { type Instant, parseInstant } from "./time/calendar.ts";

export const parts = ["api", "workers", "console"] as const;
/** A part of Duban that can run in a process of its own. */
export type Part = (typeof parts)[number];

/** What the environment says, checked whole and with every default filled in. The table in README.md is this, for people. */
export interface Config {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Null: an embedded Postgres under `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null: BullMQ runs on Postgres. */
  readonly redis: { readonly url: string; readonly cluster: boolean } | null;
  readonly dataDir: string;
  /** Null: one is made and kept in `dataDir/admin-key`. */
  readonly adminKey: string | null;
  /** What secrets are sealed with that must be read again. Null: one is made and kept in `dataDir/secret-key`. */
  readonly secretKey: string | null;
  /** The address that browsers see, without a path: `https:` makes cookies secure. Null: the one that was asked for. */
  readonly publicOrigin: string | null;
  /** Proxies of one's own in front, each of which adds to X-Forwarded-For. */
  readonly proxyCount: number;
  /** The county's identity provider. Null: people sign in with passwords only. */
  readonly oidc: OidcConfig | null;
  readonly session: { readonly idleMinutes: number; readonly lifeHours: number };
  readonly parts: ReadonlySet<Part>;
  readonly clock: { readonly kind: "system" } | { readonly kind: "manual"; readonly startsAt: Instant };
  readonly logLevel: LogLevel;
  /** Requests per second that one key may send. */
  readonly rateLimit: number;
  /** Incoming events that may wait for a batch; past it the answer is `overloaded`. */
  readonly queueLimit: number;
  /** Batches that may be in the database at once. */
  readonly lanes: number;
  readonly seal: {
    /** Where the key that signs seals, and the heads of their chains, are kept. Null: `dataDir/seal`. */
    readonly directory: string | null;
    /** How long the trail is kept; null: for ever. Recorded events always are. */
    readonly keepTrailMonths: number | null;
  };
  readonly webhook: { readonly privateAddresses: "refuse" | "allow"; readonly timeoutMs: number };
}

/** An OpenID Connect provider, and what we are to it. `claim` names the person by his id here. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly claim: string;
  readonly scope: string;
  /** What the button says. */
  readonly name: string;
}

/** The configuration cannot be used: every problem, each a sentence that names its variable. Never shows a secret's value. */
export interface ConfigProblems {
  readonly problems: readonly string[];
}

const wholeNumber = (unset: number, from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, `must be a whole number from ${from} to ${to}`)
    .default(unset);

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
    )
    .nullable()
    .default(null);

const partList = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  )
  .pipe(
    z
      .array(z.enum(parts, `must list some of ${parts.join(", ")}, with commas between`))
      .min(1, "lists no part"),
  )
  .transform((names): ReadonlySet<Part> => new Set(names))
  .default(new Set(parts));

const clock = z
  .string()
  .transform((value, context): Config["clock"] => {
    if (value === "system") return { kind: "system" };
    const startsAt = value.startsWith("manual:") ? parseInstant(value.slice("manual:".length)) : undefined;
    if (startsAt !== undefined) return { kind: "manual", startsAt };
    context.addIssue(
      "must be system, or manual: and an instant with offset, as manual:2026-03-02T09:00:00+08:00",
    );
    return z.NEVER;
  })
  .default({ kind: "system" });

/** A provider over plain http would hand who signs in to whoever listens: only on this very machine, as in tests. */
const isSafeIssuer = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" || hostname === "127.0.0.1" || hostname === "localhost";

const environment = z
  .object({
    HOST: z.string().regex(/^\S+$/, "must be a host name or address").default("127.0.0.1"),
    PORT: wholeNumber(8080, 0, 65_535),
    DATABASE_URL: url("postgres:", "postgresql:"),
    REDIS_URL: url("redis:", "rediss:"),
    REDIS_CLUSTER: z.enum(["0", "1"], "must be 1, or 0").default("0"),
    DATA_DIR: z.string().default(".duban"),
    DUBAN_ADMIN_KEY: z
      .string()
      .regex(/^[\x21-\x7e]+$/, "must be visible ASCII without spaces, as it travels in a header")
      .nullable()
      .default(null),
    DUBAN_SECRET_KEY: z
      .string()
      .min(32, "must have at least 32 characters, all of them of chance")
      .nullable()
      .default(null),
    DUBAN_PUBLIC_URL: url("http:", "https:").refine(
      (value) => value === null || !URL.canParse(value) || new URL(value).pathname === "/",
      "must be without a path",
    ),
    DUBAN_PROXIES: wholeNumber(0, 0, 10),
    DUBAN_OIDC_ISSUER: url("http:", "https:").refine(
      (value) => value === null || !URL.canParse(value) || isSafeIssuer(new URL(value)),
      "must be https, but for an address of this very machine",
    ),
    DUBAN_OIDC_CLIENT_ID: z.string().nullable().default(null),
    DUBAN_OIDC_CLIENT_SECRET: z.string().nullable().default(null),
    DUBAN_OIDC_CLAIM: z.string().default("preferred_username"),
    DUBAN_OIDC_SCOPE: z
      .string()
      .refine((value) => value.split(" ").includes("openid"), "must hold openid")
      .default("openid profile"),
    DUBAN_OIDC_NAME: z.string().max(40, "must have at most 40 characters").default("统一身份认证"),
    DUBAN_SESSION_IDLE_MINUTES: wholeNumber(30, 1, 1_440),
    DUBAN_SESSION_HOURS: wholeNumber(12, 1, 168),
    DUBAN_PARTS: partList,
    DUBAN_CLOCK: clock,
    LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
    DUBAN_RATE_LIMIT: wholeNumber(5_000, 1, 1_000_000),
    DUBAN_QUEUE_LIMIT: wholeNumber(20_000, 1, 1_000_000),
    DUBAN_LANES: wholeNumber(2, 1, 16),
    DUBAN_SEAL_DIR: z.string().nullable().default(null),
    DUBAN_TRAIL_MONTHS: wholeNumber(0, 6, 1_200),
    DUBAN_WEBHOOK_PRIVATE: z.enum(["refuse", "allow"], "must be allow, or refuse").default("refuse"),
    DUBAN_WEBHOOK_TIMEOUT_MS: wholeNumber(10_000, 1, 600_000),
  })
  .refine((value) => value.REDIS_CLUSTER === "0" || value.REDIS_URL !== null, {
    path: ["REDIS_CLUSTER"],
    message: "needs REDIS_URL",
    // Also when another variable is wrong: one start shows every problem.
    when: ({ value }) => typeof value === "object" && value !== null && "REDIS_CLUSTER" in value,
  })
  .superRefine((value, context) => {
    if (value.DUBAN_OIDC_ISSUER === null) return;
    for (const name of ["DUBAN_OIDC_CLIENT_ID", "DUBAN_OIDC_CLIENT_SECRET", "DUBAN_PUBLIC_URL"] as const) {
      if (value[name] === null) context.addIssue({ code: "custom", path: [name], message: neededByIssuer });
    }
  });

const neededByIssuer = "must be set where DUBAN_OIDC_ISSUER is";

/** Reads the whole configuration from the environment; a variable set to nothing counts as unset. Pure: opens and makes nothing. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config | ConfigProblems {
  const known = Object.keys(environment.shape);
  const given = known.filter((name) => (env[name] ?? "") !== "").map((name) => [name, env[name]]);
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`) };
  }
  const value = parsed.data;
  return {
    host: value.HOST,
    port: value.PORT,
    databaseUrl: value.DATABASE_URL,
    redis: value.REDIS_URL === null ? null : { url: value.REDIS_URL, cluster: value.REDIS_CLUSTER === "1" },
    dataDir: value.DATA_DIR,
    adminKey: value.DUBAN_ADMIN_KEY,
    secretKey: value.DUBAN_SECRET_KEY,
    publicOrigin: value.DUBAN_PUBLIC_URL === null ? null : new URL(value.DUBAN_PUBLIC_URL).origin,
    proxyCount: value.DUBAN_PROXIES,
    oidc: oidcOf(value),
    session: { idleMinutes: value.DUBAN_SESSION_IDLE_MINUTES, lifeHours: value.DUBAN_SESSION_HOURS },
    parts: value.DUBAN_PARTS,
    clock: value.DUBAN_CLOCK,
    logLevel: value.LOG_LEVEL,
    rateLimit: value.DUBAN_RATE_LIMIT,
    queueLimit: value.DUBAN_QUEUE_LIMIT,
    lanes: value.DUBAN_LANES,
    seal: { directory: value.DUBAN_SEAL_DIR, keepTrailMonths: value.DUBAN_TRAIL_MONTHS || null },
    webhook: { privateAddresses: value.DUBAN_WEBHOOK_PRIVATE, timeoutMs: value.DUBAN_WEBHOOK_TIMEOUT_MS },
  };
}

function oidcOf(value: z.output<typeof environment>): OidcConfig | null {
  const { DUBAN_OIDC_ISSUER: issuer, DUBAN_OIDC_CLIENT_ID: clientId } = value;
  const clientSecret = value.DUBAN_OIDC_CLIENT_SECRET;
  if (issuer === null || clientId === null || clientSecret === null) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    claim: value.DUBAN_OIDC_CLAIM,
    scope: value.DUBAN_OIDC_SCOPE,
    name: value.DUBAN_OIDC_NAME,
  };
}

/** Tells a configuration from its problems. */
export const isConfigProblems = (outcome: Config | ConfigProblems): outcome is ConfigProblems =>
  "problems" in outcome;

/** The one message with which a start ends when the configuration is bad. */
export const describeProblems = ({ problems }: ConfigProblems): string =>
  `duban cannot start, its configuration has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:\n` +
  problems.map((problem) => `  - ${problem}`).join("\n");
