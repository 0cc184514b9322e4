/** Where an almanac's dates and hours lie: asked of the platform's own tables of zones, an instant at a time. */
interface Zoned {
  readonly timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const dayMs = 86_400_000;

/** What the zone's clocks are ahead of UTC at the instant. */
function offsetAt({ timeZone }: Zoned, instant: number): number {
  const quarter = Math.floor(instant / 900_000);
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  formats.set(timeZone, format);
  const local = Date.parse(`${format.format(quarter * 900_000).replace(" ", "T")}Z`);
  offsets.set(key, local - quarter * 900_000);
  return local - quarter * 900_000;
}

export const dateOf = (zoned: Zoned, instant: number): string =>
  new Date(instant + offsetAt(zoned, instant)).toISOString().slice(0, 10);

/** An hour shown twice is the first; one that is skipped is as much later as the clocks skip. */
export function instantOf(zoned: Zoned, date: string, time: string): number {
  const local = Date.parse(`${date}T${time}:00Z`);
  const before = offsetAt(zoned, local - dayMs);
  const readings = [before, offsetAt(zoned, local + dayMs)].map((offset) => local - offset);
  const right = readings.filter((instant) => instant + offsetAt(zoned, instant) === local);
  return right.length === 0 ? local - before : Math.min(...right);
}

export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
