import { units } from "./county.ts";
import type { Random } from "./random.ts";

const rules = [
  "FREQ=DAILY;INTERVAL=3",
  "FREQ=WEEKLY;BYDAY=MO,FR,SA",
  "FREQ=WEEKLY;BYDAY=SU",
  "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
] as const;

/** A recurring duty begun a few days before or after `now`; by the system's clock it comes within a minute or two. */
export function makeDuty(random: Random, now: number, isQuick: boolean): Record<string, unknown> {
  const days = random.integer(-20, 10) * 86_400_000;
  const shanghai = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString();
  const time = isQuick
    ? shanghai(now + 60_000).slice(11, 16)
    : random.pick(["00:00", "08:30", "14:00", "23:59"]);
  const [lead, ...assist] = random.chance(0.7) ? [random.pick(units)] : [units[0], units[2]];
  return {
    title: "民情日记",
    rule: isQuick ? "FREQ=DAILY" : random.pick(rules),
    startsOn: shanghai(isQuick ? now : now + days).slice(0, 10),
    time,
    adjust: isQuick ? "none" : random.weighted({ none: 4, "next-workday": 4, "previous-workday": 1 }),
    catchUp: random.integer(0, 4),
    enabled: random.chance(0.9),
    matter: {
      title: "民情日记",
      source: { kind: "other" },
      lead,
      assist,
      due: { [random.pick(["workdays", "days"])]: random.integer(1, 10) },
      ladder: isQuick ? "quick" : "default",
    },
  };
}
