import type { Random } from "./random.ts";

const dayMs = 86_400_000;

/** Zones with and without summer time, with halves and quarters of an hour, and one whose clocks change by half an hour. */
const zones = [
  "Asia/Shanghai",
  "Asia/Kathmandu",
  "America/New_York",
  "America/St_Johns",
  "Europe/London",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
] as const;

/** Working hours, ordinary and odd: some begin or end within an hour that summer time skips or shows twice. */
const hours: readonly (readonly [string, string])[] = [
  ["09:00", "17:30"],
  ["08:00", "12:00"],
  ["00:00", "23:59"],
  ["01:30", "02:30"],
  ["02:15", "18:00"],
  ["22:00", "23:30"],
];

/** A calendar of one's own: its zone and hours, and what `makeDays` lists. */
export function makeZone(random: Random): Record<string, unknown> {
  const [dayStartsAt, dayEndsAt] = random.chance(0.4) ? ["09:00", "17:30"] : random.pick(hours);
  return { timeZone: random.pick(zones), dayStartsAt, dayEndsAt };
}

/** Holidays of up to three weeks, make-up days at week-ends, and a coverage that ends soon, late, or before it all. */
export function makeDays(random: Random, around: number): Record<string, unknown> {
  const date = (days: number) => new Date(around + days * dayMs).toISOString().slice(0, 10);
  const days: Record<string, "holiday" | "workday"> = {};
  for (let runs = random.integer(0, 5); runs > 0; runs--) {
    const first = random.integer(-10, 60);
    const length = random.chance(0.3) ? random.integer(8, 21) : random.integer(1, 4);
    const kind = random.chance(0.7) ? "holiday" : "workday";
    for (let day = first; day < first + length; day++) days[date(day)] = kind;
  }
  if (random.chance(0.3)) return { days, national: true };
  const from = date(random.integer(-400, -20));
  return { days, coverage: { from, to: random.chance(0.8) ? date(random.integer(-15, 200)) : from } };
}

/** A ladder of rungs of every unit, for every clock, in no order. */
export function makeLadder(random: Random): Record<string, unknown> {
  return { rungs: Array.from({ length: random.integer(0, 9) }, () => makeRung(random)) };
}

function makeRung(random: Random): Record<string, unknown> {
  const unit = random.weighted({ workdays: 5, days: 3, hours: 3 });
  const count =
    unit === "hours"
      ? random.pick([0, -1, 1, -24, 36, 0.25, random.integer(-400, 400)])
      : random.pick([0, -1, 1, -3, 2, random.integer(-30, 15)]);
  const roles = ["handler", "liaison", "head", "supervisor", "leader", "inspector"] as const;
  return {
    at: { [unit]: count },
    ...(random.chance(0.6) ? {} : { clock: random.pick(["sign", "stage", "report", "finish"]) }),
    ...(random.chance(0.7) ? { card: random.pick(["blue", "yellow", "orange", "red"]) } : {}),
    ...(random.chance(0.5) ? { notify: roles.filter(() => random.chance(0.4)) } : {}),
    ...(random.chance(0.2) ? { urgent: true } : {}),
    ...(random.chance(0.3) ? { time: random.pick(["00:00", "02:30", "08:15", "14:00", "23:59"]) } : {}),
  };
}
