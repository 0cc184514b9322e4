import { type Caller, defaultTimeZone, formatInstant, hasNews, seesNothing, sqlInstant } from "@duban/engine";
import type { Request, Response } from "express";
import { accessOfCaller } from "./access.ts";
import { apiHeaders, sendProblem } from "./answer.ts";
import type { Api } from "./api.ts";
import { authenticate } from "./authenticate.ts";
import type { Look } from "./changeWatch.ts";
import { problemOfFailure } from "./failure.ts";
import { isProblem } from "./problem.ts";
import { trailRefusedEvent } from "./trailRequests.ts";

export const streamPath = "/v1/stream";

// Proxies close a connection that says nothing for half a minute or so; a reader takes thirty silent seconds for a lost one.
const beatMs = 10_000;

// An event is recorded under the instant its batch began; no batch is under way for as long as this.
const slackMs = 60_000;

/**
 * `GET /v1/stream`: Server-Sent Events for a page that wants to stay up to date.
 *
 *     event: hello     at the beginning, with the time here
 *     event: changed   something was recorded: look again at what you show
 *     event: beat      every ten seconds, so that both sides know that the other is there
 *
 * It says that something changed and not what, and only where it was of a task that the caller may see; what he sees is decided by the calls he then makes.
 */
export function streamHandler(api: Api) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const caller = await authenticate(request, api);
      if (isProblem(caller)) {
        const { problem: outcome, detail } = caller;
        const at = await api.clock.read();
        trailRefusedEvent(api, request, undefined, { at, action: "getStream", task: null, outcome, detail });
        return sendProblem(request, response, caller);
      }
      await stream(api, caller, request, response);
    } catch (error) {
      if (response.headersSent) response.end();
      else sendProblem(request, response, problemOfFailure(error, api.logger));
    }
  };
}

async function stream(api: Api, caller: Caller, request: Request, response: Response): Promise<void> {
  response.writeHead(200, {
    ...apiHeaders,
    "content-type": "text/event-stream",
    // Asks nginx not to gather what should arrive at once.
    "x-accel-buffering": "no",
  });
  const tell = (event: string) => {
    // A reader who doesn't keep up is let go, and comes back: what is said here is never worth a queue.
    if (response.writableLength > 65_536) response.destroy();
    else void send(api, response, event).catch(() => response.destroy());
  };
  const tellIfSeen = async (reader: Caller, since: Look) => {
    const access = await accessOfCaller(api, reader);
    if (seesNothing(access)) return;
    const at = sqlInstant(since.at - slackMs);
    const isNews = access.all || (await hasNews(api.database, reader.tenantId, { ...since, at }, access));
    if (isNews) tell("changed");
  };
  const listen = (say: (reader: Caller) => void | Promise<void>) => {
    // Who was signed out, or whose key was revoked, hears no more: not even that something changed.
    void authenticate(request, api)
      .then((now) => {
        if (!isProblem(now)) return say(now);
        // Too much was asked for under his key, or the database is away: he is still who he was.
        return now.status < 429 ? void response.end() : say(caller);
      })
      .catch(() => response.destroy());
  };
  const ends = api.changes.listen({
    onChange: (since) => listen((reader) => tellIfSeen(reader, since)),
    onEnd: () => response.end(),
  });
  const beat = setInterval(() => listen(() => tell("beat")), beatMs);
  beat.unref();
  response.on("close", () => {
    clearInterval(beat);
    ends();
  });
  await send(api, response, "hello");
}

async function send(api: Api, response: Response, event: string): Promise<void> {
  const now = formatInstant(defaultTimeZone, await api.clock.read());
  if (!response.writableEnded) response.write(`event: ${event}\ndata: ${JSON.stringify({ now })}\n\n`);
}
