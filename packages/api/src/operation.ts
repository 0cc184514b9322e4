import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Caller, Role, SessionHolder } from "@duban/engine";
import type { z } from "zod";
import type { Answer } from "./answer.ts";
import type { Api } from "./api.ts";
import type { Problem, ProblemKind } from "./problem.ts";

/** One request for an operation, parsed by the operation's schemas. */
export interface Call<Params, Query, Body> {
  readonly api: Api;
  readonly caller: Caller;
  /** The session in the request's cookie; only for the operations `allowed` to `everyone` or to a `session`. */
  readonly session: SessionHolder | null;
  readonly request: IncomingMessage;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: IncomingHttpHeaders;
}

/** A successful answer as the document shows it. `mediaType` is JSON unless it is said. */
export interface AnswerDoc {
  readonly status: number;
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

/**
 * What is kept of a call that changes something. Left out: an entry of kind `administration` with the request's body, secrets
 * taken out by their names, on disk before the answer.
 *
 * `gathered`: written together with others, within a second or so of the answer; for what is recorded elsewhere too.
 * `byHandler`: the operation writes its own entry by `api.trail` where it succeeds, such as a sign-in; refusals are still
 * written for it. `never`: it changes nothing, though it is no GET. `bodyConcealed`: nothing of the body is kept.
 */
export interface TrailRule {
  readonly written?: "awaited" | "gathered" | "byHandler" | "never";
  readonly bodyConcealed?: boolean;
}

/**
 * What a call shows, and by which rule to whom; `docs/authority.md` says it in full.
 *
 * `public`: to every key of the county. `tasks`: what concerns tasks the caller may read, and of others nothing, not even that they
 * are there. `published`: what was published, to every key; what is not yet, to those who make it. `notices`, `duties`, `diagnosis`, `deliveries`, `villages`, `complaints`, `measures`, `approvals`, `own`: by a rule of their own that follows from the same table. `office`: to the
 * roles in `allowed` and to nobody else.
 */
export const readings = [
  "public",
  "published",
  "tasks",
  "notices",
  "duties",
  "diagnosis",
  "deliveries",
  "villages",
  "complaints",
  "measures",
  "approvals",
  "own",
  "office",
] as const;
export type Reading = (typeof readings)[number];

interface Described {
  readonly method: "get" | "put" | "post" | "delete";
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /**
   * The roles that may call it; `any` for every key and every complete session; `session` for whoever has a session, complete
   * or not; `everyone` also without.
   */
  readonly allowed: readonly Role[] | "any" | "session" | "everyone";
  /** Whom it shows what. A call without such a rule is none. */
  readonly reads: Reading;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: readonly AnswerDoc[];
  /**
   * How a body may come; left out, as JSON. `yaml`: as JSON or YAML; `file`: an Excel file, which `handle` gets as it is.
   */
  readonly bodyAs?: "yaml" | "file";
  /** What the trail keeps of it, if it is no GET. */
  readonly trail?: TrailRule;
  /** The problems beside those that every call can meet. */
  readonly problems?: readonly ProblemKind[];
}

/** An operation as it is written: its schemas give the types of what `handle` gets. */
interface Written<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>
  extends Described {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  handle(call: Call<z.output<Params>, z.output<Query>, z.output<Body>>): Promise<Answer | Problem>;
}

/**
 * One call of the API: what it is called, who may, what goes in and comes out, and what it does.
 *
 * The server is built from these and so is the OpenAPI document: neither knows a call that the other doesn't.
 * `handle` may trust its input: it was parsed by the schemas here.
 */
export interface Operation extends Described {
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  handle(call: Call<unknown, unknown, unknown>): Promise<Answer | Problem>;
}

/** Makes an operation. The types of its input end here; `serveOperation` parses by the same schemas before it calls. */
export function operation<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(written: Written<Params, Query, Body>): Operation {
  return {
    ...written,
    params: written.params,
    query: written.query,
    body: written.body,
    handle: (call) => written.handle(call as Call<z.output<Params>, z.output<Query>, z.output<Body>>),
  };
}
