import { z } from "zod";
import { onBehalfOfHeader } from "./actingFor.ts";
import { eventsDocument } from "./eventsDocument.ts";
import { eventsPath } from "./eventsHandler.ts";
import { excelType } from "./excelBody.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { type ProblemKind, problemKinds, problemMediaType } from "./problem.ts";
import { createSchemaShelf, type SchemaShelf } from "./schemaShelf.ts";
import { serverPaths } from "./serverPaths.ts";
import { streamPath } from "./streamHandler.ts";
import { trailExportPath } from "./trailExportHandler.ts";

type Json = Readonly<Record<string, unknown>>;

const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457; `type` is urn:duban:problem: and the kind." });

const tags = [
  { name: "events", description: "What happened, as CloudEvents" },
  { name: "matters", description: "督办事项" },
  { name: "tasks", description: "任务" },
  { name: "approvals", description: "What waits for whose decision" },
  { name: "programmes", description: "活动 and their 工作线, with what has come of them" },
  { name: "notices", description: "What people are told" },
  { name: "time", description: "Calendars, ladders (督办阶梯), the clock" },
  { name: "duties", description: "Matters that come round by themselves" },
  { name: "diagnosis", description: "忽紧忽松, 一阵风, 顾此失彼, 两张皮" },
  { name: "villages", description: "联村入户: villages, households, links, visits, coverage" },
  { name: "documents", description: "通报, 督办 letters, 典型" },
  { name: "burden", description: "What units are asked for, complaints, and measures against people" },
  { name: "directory", description: "Units and people" },
  { name: "keys", description: "Who may call" },
  { name: "sign-in", description: "Who is there: accounts and sessions" },
  { name: "webhooks", description: "Who is called" },
  { name: "tenants", description: "The counties of an installation, for its operator" },
  { name: "trail", description: "What was done and what was refused, for the auditor" },
  { name: "server", description: "The process itself" },
];

let made: Json | undefined;

/** The OpenAPI 3.1 document of this API, made from the schemas that requests are parsed by. */
export function openApiDocument(): Json {
  made ??= createDocument();
  return made;
}

function createDocument(): Json {
  const shelf = createSchemaShelf();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: documentOf(operation, shelf) };
  }
  const { operation, answers } = eventsDocument(shelf);
  const responses = { ...answers, ...problemResponses(eventProblems, shelf) };
  paths[eventsPath] = { post: { ...operation, responses } };
  paths[streamPath] = {
    get: { ...streamDocument, responses: { ...streamAnswers, ...problemResponses(everyCall, shelf) } },
  };
  paths[trailExportPath] = {
    get: { ...exportDocument, responses: { ...exportAnswers, ...problemResponses(everyCall, shelf) } },
  };
  for (const { path, summary, mediaType } of serverPaths) {
    const responses = { 200: { description: summary, content: { [mediaType]: {} } } };
    paths[path] = {
      get: {
        operationId: `get${path.replaceAll(/\W+/g, "-")}`,
        summary,
        tags: ["server"],
        security: [],
        responses,
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Duban (督办)",
      version: "0.1.0",
      description: "An event-driven workflow engine for a county's supervision work.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }, { session: [] }],
    tags,
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A key of POST /v1/keys." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "duban-session",
          description:
            "The cookie of POST /v1/session (__Host-duban-session over https); calls that are not GET carry the session's csrfToken as x-duban-csrf.",
        },
      },
      schemas: shelf.schemas(),
    },
  };
}

function documentOf(operation: Operation, shelf: SchemaShelf): Json {
  const { allowed, description } = operation;
  const who = whoOf(allowed);
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: description === undefined ? who : `${description} ${who}`,
    tags: [operation.tag],
    ...(allowed === "everyone"
      ? { security: [] }
      : allowed === "session"
        ? { security: [{ session: [] }] }
        : {}),
    parameters: parametersOf(operation, shelf),
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: contentOf(operation, operation.body, shelf),
          },
        }),
    responses: {
      ...Object.fromEntries(
        operation.answers.map(({ status, description, schema, mediaType = "application/json" }) => [
          status,
          {
            description,
            ...(schema === undefined ? {} : { content: { [mediaType]: { schema: shelf.output(schema) } } }),
          },
        ]),
      ),
      ...problemsOf(operation, shelf),
    },
  };
}

function whoOf(allowed: Operation["allowed"]): string {
  if (allowed === "any") return "For every key and everybody signed in.";
  if (allowed === "everyone") return "Needs no key.";
  if (allowed === "session") return "For who has a session, complete or not.";
  return `For ${allowed.join(", ")}.`;
}

function contentOf({ bodyAs }: Operation, body: z.ZodType, shelf: SchemaShelf): Json {
  if (bodyAs === "file") return { [excelType]: {} };
  const schema = shelf.input(body);
  return { "application/json": { schema }, ...(bodyAs === "yaml" ? { "application/yaml": { schema } } : {}) };
}

function parametersOf(operation: Operation, shelf: SchemaShelf): Json[] {
  return [
    ...parametersIn("path", operation.params, shelf),
    ...parametersIn("query", operation.query, shelf),
    ...Object.entries({ ...behalfHeaderOf(operation), ...operation.headers }).map(([name, description]) => ({
      name,
      in: "header",
      required: false,
      description,
      schema: { type: "string" },
    })),
  ];
}

/** Every call that goes by a caller's rights goes by those of whom he stands in for, where he says so. */
const behalfHeaderOf = ({ allowed }: Operation): Readonly<Record<string, string>> =>
  allowed === "everyone" || allowed === "session"
    ? {}
    : {
        [onBehalfOfHeader]:
          "The id of the person whose deputy the caller is now: the call goes by that person's rights. Percent-encoded where it is not ASCII.",
      };

function parametersIn(place: "path" | "query", schema: z.ZodType | undefined, shelf: SchemaShelf): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = shelf.input(schema) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: member,
  }));
}

const streamDocument = {
  operationId: "getStream",
  summary: "Server-Sent Events: hello, changed (something was recorded: look again), beat",
  description: "For every key.",
  tags: ["tasks"],
};
const streamAnswers = {
  200: { description: "The stream; it does not end.", content: { "text/event-stream": {} } },
};

const exportDocument = {
  operationId: "getTrailExport",
  summary: "The whole record with its seals, as lines of JSON that verifyExport.mjs checks",
  description: "For the auditor. Not whole without its last line, which is `end`.",
  tags: ["trail"],
};
const exportAnswers = {
  200: { description: "Lines of JSON.", content: { "application/x-ndjson": {} } },
};

const everyCall: readonly ProblemKind[] = [
  "unauthenticated",
  "forbidden",
  "cross-site",
  "sign-in-incomplete",
  "too-many-requests",
  "unavailable",
];
const everyBody: readonly ProblemKind[] = ["invalid-request", "payload-too-large", "unsupported-media-type"];

function problemsOf(operation: Operation, shelf: SchemaShelf): Json {
  const kinds = new Set([
    ...(operation.body === undefined ? [] : everyBody),
    ...(operation.query === undefined && operation.params === undefined
      ? []
      : (["invalid-request"] as const)),
    ...(operation.problems ?? []),
    ...everyCall,
  ]);
  // A key reused for another body is 422 where a matter is made, the contract's one exception.
  return problemResponses([...kinds], shelf, operation.id === "postMatter" ? { "id-reused": 422 } : {});
}

function problemResponses(
  kinds: readonly ProblemKind[],
  shelf: SchemaShelf,
  exceptions: Partial<Record<ProblemKind, number>> = {},
): Json {
  const kindsByStatus = new Map<number, ProblemKind[]>();
  for (const kind of kinds) {
    const status = exceptions[kind] ?? problemKinds[kind].status;
    kindsByStatus.set(status, [...(kindsByStatus.get(status) ?? []), kind]);
  }
  const schema = shelf.output(problemSchema);
  return Object.fromEntries(
    [...kindsByStatus].map(([status, named]) => [
      status,
      { description: named.join(", "), content: { [problemMediaType]: { schema } } },
    ]),
  );
}

const eventProblems: readonly ProblemKind[] = [
  "invalid-event",
  "unauthenticated",
  "forbidden",
  "four-eyes",
  "unknown-task",
  "unknown-unit",
  "unknown-person",
  "unknown-household",
  "not-accepted",
  "id-reused",
  "stale-revision",
  "payload-too-large",
  "unsupported-media-type",
  "invalid-deadline",
  "too-many-requests",
  "overloaded",
  "unavailable",
];
