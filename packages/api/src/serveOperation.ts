import type { Request, RequestHandler, Response } from "express";
import type { z } from "zod";
import { type Asked, admit } from "./admit.ts";
import { type Answer, FileStream, sendFile, sendFileStream, sendJson, sendProblem } from "./answer.ts";
import type { Api } from "./api.ts";
import { excelProblem } from "./excelBody.ts";
import { problemOfFailure } from "./failure.ts";
import { faultsOf } from "./faults.ts";
import { isTooDeep } from "./nesting.ts";
import type { Operation } from "./operation.ts";
import { type Fault, faulty, isProblem, type Problem } from "./problem.ts";
import { mediaTypeProblem, oddTextIn, parseJson, parseMediaType, readBody } from "./readBody.ts";
import { findUnstorable } from "./storableText.ts";
import { trailCall } from "./trailRequests.ts";
import { parseYaml, yamlTypes } from "./yaml.ts";

/**
 * An Express handler for an operation: key, rights, parameters, body, then the operation itself.
 *
 * Rights come before the body: who may not is not told what is wrong with what he sent. What was done, and what was refused,
 * is put on the trail here and nowhere else, before the answer.
 */
export function serveOperation(api: Api, operation: Operation): RequestHandler {
  return async (request, response) => {
    const startedAt = performance.now();
    const seen: Seen = { caller: undefined, body: undefined };
    const failed = (error: unknown) => problemOfFailure(error, api.logger);
    const ran = await run(api, operation, request, seen).catch(failed);
    const trailed = await trailCall(api, { operation, request, answer: ran, ...seen }).catch(failed);
    const answer = trailed ?? ran;
    await send(request, response, answer).catch((error: unknown) => {
      api.logger.error({ err: error, operation: operation.id }, "an answer could not be written whole");
    });
    const durationMs = performance.now() - startedAt;
    api.metrics.observeRequest(operation.method.toUpperCase(), operation.path, answer.status, durationMs);
  };
}

async function send(request: Request, response: Response, answer: Answer | Problem): Promise<void> {
  if (response.headersSent || request.socket.destroyed) return;
  if (isProblem(answer)) sendProblem(request, response, answer);
  else if (Buffer.isBuffer(answer.body)) sendFile(response, answer.status, answer.body, answer.headers);
  else if (answer.body instanceof FileStream) {
    await sendFileStream(response, answer.status, answer.body, answer.headers);
  } else sendJson(response, answer.status, answer.body, answer.headers);
}

/** What came to be known of a call while it ran, for the trail. */
interface Seen extends Asked {
  body: unknown;
}

async function run(api: Api, operation: Operation, request: Request, seen: Seen): Promise<Answer | Problem> {
  const admitted = await admit(api, operation, request, seen);
  if (isProblem(admitted)) return admitted;
  const { caller, session } = admitted;
  const body = operation.body === undefined ? undefined : await parseBody(operation, operation.body, request);
  if (isRefused(body)) return body.refused;
  seen.body = body?.value;
  const params = parsePart(operation.params, request.params);
  if (isRefused(params)) return params.refused;
  const query = parsePart(operation.query, request.query);
  if (isRefused(query)) return query.refused;
  return operation.handle({
    api,
    caller,
    session,
    params: params?.value,
    query: query?.value,
    body: body?.value,
    headers: request.headers,
    request,
  });
}

type Parsed = { readonly value: unknown } | { readonly refused: Problem } | undefined;
const isRefused = (parsed: Parsed): parsed is { readonly refused: Problem } =>
  parsed !== undefined && "refused" in parsed;

const refuse = (faults: readonly Fault[]): Parsed => ({ refused: faulty("invalid-request", faults) });

function parsePart(schema: z.ZodType | undefined, given: unknown): Parsed {
  const odd = findUnstorable(given);
  if (odd !== undefined) return refuse([{ pointer: odd, detail: "holds text that cannot be stored" }]);
  return schema === undefined ? undefined : parseBy(schema, given);
}

function parseBy(schema: z.ZodType, given: unknown): Parsed {
  const parsed = schema.safeParse(given);
  return parsed.success ? { value: parsed.data } : refuse(faultsOf(parsed.error));
}

async function parseBody({ bodyAs }: Operation, schema: z.ZodType, request: Request): Promise<Parsed> {
  const mediaType = parseMediaType(request.headers["content-type"]);
  const isYaml = bodyAs === "yaml" && yamlTypes.has(mediaType.type);
  const unreadable =
    bodyAs === "file" ? excelProblem(mediaType) : isYaml ? undefined : mediaTypeProblem(request, mediaType);
  if (unreadable !== undefined) return { refused: unreadable };
  const body = await readBody(request);
  if (isProblem(body)) return { refused: body };
  if (bodyAs === "file") return { value: body };
  const json = isYaml ? parseYaml(body) : parseJson(body);
  if (json === undefined) {
    return refuse([{ pointer: "", detail: `the body is not ${isYaml ? "YAML" : "JSON"} in UTF-8` }]);
  }
  if (isTooDeep(json.value)) return refuse([{ pointer: "", detail: "the body is nested too deep" }]);
  const odd = oddTextIn(json);
  if (odd !== undefined) return refuse([{ pointer: odd, detail: "holds text that cannot be stored" }]);
  return parseBy(schema, json.value);
}
