import { Temporal } from "temporal-polyfill";
import { type Day, dayMs, type Instant } from "./day.ts";

/** The offsets of a zone in one UTC day: `before` until `changesAt`, `after` from there on; alike on nearly every day. */
interface OffsetDay {
  readonly before: number;
  readonly changesAt: Instant;
  readonly after: number;
}

/** An IANA time zone with what was asked of it already; the answers never change while the process lives. */
export interface Zone {
  readonly id: string;
  readonly offsetsByUtcDay: Map<number, OffsetDay>;
  readonly instantsByTime: Map<string, Map<Day, Instant>>;
}

// Ten thousand days are 27 years about the present, some 2 MB a zone at the most; a cache that is full starts afresh.
const maxCachedDays = 10_000;
const maxCachedTimes = 64;
const maxCachedZones = 64;

const zonesById = new Map<string, Zone>();

/** The zone of an IANA name. A name nobody knows throws a RangeError only once a conversion is asked for. */
export function zoneOf(id: string): Zone {
  return cached(zonesById, id, maxCachedZones, () => ({
    id,
    offsetsByUtcDay: new Map(),
    instantsByTime: new Map(),
  }));
}

/** Whether `id` names a time zone this machine knows. */
export function isTimeZone(id: string): boolean {
  try {
    offsetByTemporal(id, 0);
    return true;
  } catch {
    return false;
  }
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: Zone, instant: Instant): number {
  const utcDay = Math.floor(instant / dayMs);
  const offsets = cached(zone.offsetsByUtcDay, utcDay, maxCachedDays, () => findOffsets(zone.id, utcDay));
  return instant < offsets.changesAt ? offsets.before : offsets.after;
}

/**
 * The instant at which the zone's clocks show `time` ("HH:MM") on `day`.
 *
 * Where they show it twice, the first; where they skip it, as much later as they skip (Temporal's "compatible").
 */
export function instantIn(zone: Zone, day: Day, time: string): Instant {
  const instants = cached(zone.instantsByTime, time, maxCachedTimes, () => new Map());
  return cached(
    instants,
    day,
    maxCachedDays,
    () =>
      new Temporal.PlainDate(1970, 1, 1)
        .add({ days: day })
        .toPlainDateTime(Temporal.PlainTime.from(time))
        .toZonedDateTime(zone.id, { disambiguation: "compatible" }).epochMilliseconds,
  );
}

/** No zone has ever changed its offset twice in one UTC day, so the two ends of the day and a bisection tell all. */
function findOffsets(zoneId: string, utcDay: number): OffsetDay {
  let sameUntil = utcDay * dayMs;
  let changesAt = sameUntil + dayMs;
  const before = offsetByTemporal(zoneId, sameUntil);
  const after = offsetByTemporal(zoneId, changesAt);
  while (before !== after && changesAt - sameUntil > 1) {
    const middle = Math.floor((sameUntil + changesAt) / 2);
    if (offsetByTemporal(zoneId, middle) === before) {
      sameUntil = middle;
    } else {
      changesAt = middle;
    }
  }
  return { before, changesAt, after };
}

function offsetByTemporal(zoneId: string, instant: Instant): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zoneId).offsetNanoseconds / 1e6;
}

function cached<Key, Value>(cache: Map<Key, Value>, key: Key, maxSize: number, find: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) {
    return known;
  }
  const found = find();
  if (cache.size >= maxSize) {
    cache.clear();
  }
  cache.set(key, found);
  return found;
}
