import { once } from "node:events";
import { type Caller, exportTrail } from "@duban/engine";
import type { Request, Response } from "express";
import { apiHeaders, sendProblem } from "./answer.ts";
import type { Api } from "./api.ts";
import { authenticate } from "./authenticate.ts";
import { problemOfFailure } from "./failure.ts";
import { isProblem, type Problem, problem } from "./problem.ts";
import { trailExport } from "./trailRequests.ts";

export const trailExportPath = "/v1/trail/export";

/**
 * `GET /v1/trail/export`: the county's whole record as lines of JSON, with the seals, for the auditor and for
 * `verifyExport.mjs`. It is on the trail itself, before the first line.
 *
 * Written as fast as it is read. What fails on the way ends the connection: an export without its last line is not whole.
 */
export function trailExportHandler(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const caller = await authenticate(request, api);
      const refusal = isProblem(caller) ? caller : refusalOf(caller);
      await trailExport(api, request, isProblem(caller) ? undefined : caller, refusal);
      if (isProblem(caller)) return sendProblem(request, response, caller);
      if (refusal !== undefined) return sendProblem(request, response, refusal);
      await write(api, caller.tenantId, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else sendProblem(request, response, problemOfFailure(error, api.logger));
    }
  };
}

const refusalOf = ({ roles }: Caller): Problem | undefined =>
  roles.includes("auditor") ? undefined : problem("forbidden", "getTrailExport is for auditor only");

async function write(api: Api, tenantId: number, response: Response): Promise<void> {
  response.writeHead(200, {
    ...apiHeaders,
    "content-type": "application/x-ndjson",
    "content-disposition": 'attachment; filename="trail.ndjson"',
  });
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  for await (const line of exportTrail(api.database, tenantId, await api.clock.read())) {
    if (gone.signal.aborted) return;
    if (!response.write(`${line}\n`)) await once(response, "drain", { signal: gone.signal });
  }
  response.end();
}
