import type { People, Units } from "../app/queries.ts";
import type { Party } from "../app/shapes.ts";
import type { Words } from "../words/language.tsx";

/** Who did something, as people say it: the person and his unit, and for whom. */
export function partyText(words: Words, party: Party | null, people: People, units: Units): string {
  if (party === null) return words.t("none");
  const unit = party.unit === null ? [] : [units.nameOf(party.unit)];
  const person = party.person === null ? [] : [people.nameOf(party.person)];
  const by = [...unit, ...person].join(" ") || party.key;
  return party.onBehalfOf === undefined
    ? by
    : words.t("partyFor", { by, person: people.nameOf(party.onBehalfOf) });
}
