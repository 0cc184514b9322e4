import { defaultTimeZone, EngineError, formatInstant } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { faulty, problem } from "../problem.ts";
import { instantSchema, shownInstantSchema } from "../schemas/basics.ts";

const postClock = operation({
  method: "post",
  path: "/v1/clock",
  id: "postClock",
  summary: "Move the manual clock forward",
  description:
    "Does everything due on the way, in order, and answers when nothing is left to do. Tests and demos only.",
  tag: "time",
  allowed: ["systemAdmin"],
  reads: "office",
  body: z.strictObject({ to: instantSchema }),
  answers: [
    {
      status: 200,
      description: "Where the clock now stands.",
      schema: z.object({ now: shownInstantSchema }),
    },
  ],
  problems: ["unknown-route"],
  async handle({ api, body: { to } }) {
    if (!api.clock.isManual) return problem("unknown-route", "the clock is the system's");
    try {
      await api.advanceClock(to);
      // Keys may have come to their end on the way.
      api.keys.forget();
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== "clock-in-past") throw error;
      return faulty("invalid-request", [{ pointer: "/to", detail: error.message }]);
    }
    return { status: 200, body: { now: formatInstant(defaultTimeZone, await api.clock.read()) } };
  },
});

const getClock = operation({
  method: "get",
  path: "/v1/clock",
  id: "getClock",
  summary: "What time it is here",
  tag: "time",
  allowed: "any",
  reads: "public",
  answers: [
    {
      status: 200,
      description: "The clock.",
      schema: z.object({ now: shownInstantSchema, manual: z.boolean() }),
    },
  ],
  async handle({ api }) {
    const now = formatInstant(defaultTimeZone, await api.clock.read());
    return { status: 200, body: { now, manual: api.clock.isManual } };
  },
});

export const clockOperations = [getClock, postClock];
