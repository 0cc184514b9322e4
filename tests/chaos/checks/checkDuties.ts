import type { DutyRow, OccurrenceRow, Snapshot } from "../model/history.ts";
import { comesRound } from "../model/ruleModel.ts";
import { dateAfter, dateOf, instantOf } from "../model/zone.ts";

/**
 * Holds recurring duties against their rules: each date that came is on record once, as a matter of its own or skipped with the
 * reason; no matter was made before its hour, on a date that is none of the rule's, or by two dates.
 */
export function checkDuties(snapshot: Snapshot): string[] {
  const { duties, occurrences } = snapshot;
  const made = occurrences.flatMap(({ matter_id }) => matter_id ?? []);
  const known = new Set(snapshot.matters.map(({ id }) => id));
  return [
    ...(new Set(made).size === made.length ? [] : ["two occurrences share a matter"]),
    ...made.filter((id) => !known.has(id)).map((id) => `the matter ${id} of an occurrence is gone`),
    ...occurrences.flatMap((one) => judgeOccurrence(one, snapshot).map((why) => `${nameOf(one)}: ${why}`)),
    ...duties.flatMap((duty) => missingOf(duty, snapshot)),
  ];
}

const nameOf = ({ duty_id, occurs_on }: OccurrenceRow): string => `duty ${duty_id} on ${occurs_on}`;

function judgeOccurrence(one: OccurrenceRow, snapshot: Snapshot): string[] {
  const duty = snapshot.duties.find(({ id, version }) => id === one.duty_id && version === one.version);
  if (duty === undefined) return [`there is no version ${one.version}`];
  const faults: string[] = [];
  if (!comesRound(duty.body, one.occurs_on)) faults.push(`${duty.body.rule} does not come round`);
  if (one.recorded_at < one.at) faults.push("it is on record before its hour");
  const almanac = snapshot.almanacInForce(duty.body.calendar);
  const fellOn = dateOf(almanac, one.at);
  const { time } = duty.body;
  if (time !== null && one.at !== instantOf(almanac, fellOn, time)) faults.push(`it came at ${one.at}`);
  // Which version of the calendar moved it is not on record: that it lies the right way is.
  if (duty.body.adjust === "none" && fellOn !== one.occurs_on) faults.push(`it was moved to ${fellOn}`);
  if (duty.body.adjust === "next-workday" && fellOn < one.occurs_on) faults.push(`it came early, ${fellOn}`);
  if (duty.body.adjust === "previous-workday" && fellOn > one.occurs_on)
    faults.push(`it came late, ${fellOn}`);
  return faults;
}

// The bench lists a week at most, so with week-ends no date is moved further.
const farthestMoveDays = 12;

/** The dates of a version that came before the next one was put, and are not on record. */
function missingOf(duty: DutyRow, { duties, occurrences, almanacInForce, at }: Snapshot): string[] {
  const { body, id, version } = duty;
  const versions = duties.filter((other) => other.id === id);
  const next = versions.find((other) => other.version === version + 1);
  // One that came ahead of its date is the last of its version: the next one begins after it.
  const comesAhead = versions.some((other) => other.body.adjust === "previous-workday");
  if (!body.enabled || body.time === null || comesAhead) return [];
  const almanac = almanacInForce(body.calendar);
  const recorded = new Set(
    occurrences.filter(({ duty_id }) => duty_id === id).map(({ occurs_on }) => occurs_on),
  );
  const until = next?.created_at ?? at;
  const missing: string[] = [];
  for (let on = dateOf(almanac, duty.created_at); ; on = dateAfter(on, 1)) {
    const comesAt = instantOf(almanac, on, body.time);
    if (comesAt > until) return missing;
    const mayWait = body.adjust !== "none" && comesAt > at - farthestMoveDays * 86_400_000;
    // On the day of the edit itself a date that was moved is the next version's.
    const isLastDay = next !== undefined && body.adjust !== "none" && on === dateOf(almanac, until);
    if (comesRound(body, on) && !mayWait && !isLastDay && !recorded.has(on))
      missing.push(`duty ${id} ${version}: nothing is on record of ${on}`);
  }
}
