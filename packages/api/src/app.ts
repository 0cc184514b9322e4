import type { RequestListener } from "node:http";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import { sendJson, sendProblem } from "./answer.ts";
import type { Api } from "./api.ts";
import { docsPolicy, docsRouter } from "./docsPage.ts";
import { eventsPath, handleEvents } from "./eventsHandler.ts";
import { problemOfFailure } from "./failure.ts";
import { indexPage } from "./indexPage.ts";
import { openApiDocument } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { problem } from "./problem.ts";
import { checkReadiness } from "./readiness.ts";
import { serveOperation } from "./serveOperation.ts";
import { streamHandler, streamPath } from "./streamHandler.ts";
import { trailExportHandler, trailExportPath } from "./trailExportHandler.ts";

/**
 * The whole API as a listener of a `node:http` server.
 *
 * `POST /v1/events` is taken before Express, by the same handler that Express has: see the ADR on the events path. Its
 * answers carry their own security headers, the same as every answer of the API.
 */
export function createListener(api: Api): RequestListener {
  const app = createApp(api);
  return (request, response) => {
    // While the process ends, a client that keeps its connection is told to take its next request elsewhere.
    if (!api.isServing()) response.setHeader("connection", "close");
    if (request.method === "POST" && request.url === eventsPath) void handleEvents(api, request, response);
    else app(request, response);
  };
}

/** The Express application: every path there is, and a problem for those there are not. */
export function createApp(api: Api): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("case sensitive routing", true);
  app.post(eventsPath, (request, response) => handleEvents(api, request, response));
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: docsPolicy } }));
  mountServerPaths(app, api);
  for (const [path, ofPath] of byPath(operations)) mount(app, path, ofPath, api);
  app.all(eventsPath, methodNotAllowed(["POST"]));
  app
    .route(streamPath)
    .get(streamHandler(api))
    .all(methodNotAllowed(["GET", "HEAD"]));
  app
    .route(trailExportPath)
    .get(trailExportHandler(api))
    .all(methodNotAllowed(["GET", "HEAD"]));
  if (api.console !== undefined) app.use(api.console.serve);
  app.use((request: Request, response: Response) => {
    sendProblem(request, response, problem("unknown-route", `nothing is served at ${request.path}`));
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error);
    else if (isUnreadablePath(error)) {
      sendProblem(request, response, problem("unknown-route", "the path cannot be decoded"));
    } else sendProblem(request, response, problemOfFailure(error, api.logger));
  });
  return app;
}

/** What the router throws for a path parameter that is no percent-encoding. */
const isUnreadablePath = (error: unknown): boolean =>
  error instanceof URIError || (error instanceof Error && "status" in error && error.status === 400);

function byPath(all: readonly Operation[]): Map<string, Operation[]> {
  const ofPath = new Map<string, Operation[]>();
  for (const one of all) ofPath.set(one.path, [...(ofPath.get(one.path) ?? []), one]);
  return ofPath;
}

function mount(app: Express, path: string, ofPath: readonly Operation[], api: Api): void {
  const route = app.route(path.replaceAll(/\{(\w+)\}/g, ":$1"));
  for (const operation of ofPath) route[operation.method](serveOperation(api, operation));
  const methods = ofPath.map(({ method }) => method.toUpperCase());
  route.all(methodNotAllowed(methods.includes("GET") ? [...methods, "HEAD"] : methods));
}

function methodNotAllowed(methods: readonly string[]) {
  const allow = methods.join(", ");
  return (request: Request, response: Response): void => {
    const detail = `${request.method} is not for ${request.path}; ${allow} is`;
    sendProblem(request, response, problem("method-not-allowed", detail, { headers: { allow } }));
  };
}

function mountServerPaths(app: Express, api: Api): void {
  const get = (path: string, answer: (response: Response) => void | Promise<void>) => {
    const route = app.route(path);
    route.get((_request, response) => answer(response));
    route.all(methodNotAllowed(["GET", "HEAD"]));
  };
  get("/livez", (response) => sendJson(response, 200, { status: "alive" }));
  get("/readyz", async (response) => {
    const readiness = await checkReadiness(api.database, api.isServing());
    if (readiness.ready) sendJson(response, 200, { status: "ready" });
    else sendJson(response, 503, { status: "not-ready", why: readiness.why });
  });
  get("/metrics", async (response) => {
    response.type(api.metrics.contentType).send(await api.metrics.render());
  });
  get("/openapi.json", (response) => sendJson(response, 200, openApiDocument()));
  if (api.console === undefined) get("/", (response) => void response.type("html").send(indexPage));
  app.use("/docs", docsRouter());
}
