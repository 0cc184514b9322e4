import { formatInstant, type VillageEventRow, type Visit } from "@duban/engine";
import type { z } from "zod";
import type { villageEventSchema, visitSchema } from "../schemas/villages.ts";

/** A recorded village event, as the contract shows events. */
export const villageEventView = (
  { at, recordedAt, actor, data, matters, ...event }: VillageEventRow,
  timeZone: string,
): z.input<typeof villageEventSchema> => ({
  ...event,
  at: formatInstant(timeZone, at),
  recordedAt: formatInstant(timeZone, recordedAt),
  actor: { ...actor },
  data: { ...data },
  matters: [...matters],
});

/** A visit as it is counted. */
export const visitView = (
  { at, programmes, needCount, ...visit }: Visit,
  timeZone: string,
): z.input<typeof visitSchema> => ({
  ...visit,
  at: formatInstant(timeZone, at),
  programmes: programmes === null ? null : [...programmes],
  needs: needCount,
});
