import { type Caller, findPeople, type Person, savePeople } from "@duban/engine";
import { z } from "zod";
import { officesFault } from "../offices.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { isProblem, problem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { peopleRequestSchema, personSchema } from "../schemas/directory.ts";
import { personView } from "../views/recordViews.ts";
import { findUnknownUnit } from "./keys.ts";

const putPeople = operation({
  method: "put",
  path: "/v1/people",
  id: "putPeople",
  summary: "Add and change people",
  description: "By their ids. `head` marks the unit's named head (一把手).",
  tag: "directory",
  allowed: ["systemAdmin"],
  reads: "office",
  body: peopleRequestSchema,
  answers: [{ status: 200, description: "The people as they now stand.", schema: listOf(personSchema) }],
  problems: ["unknown-unit", "separate-offices"],
  async handle({ api, caller, body }) {
    const now = await api.clock.read();
    const units = new Set(body.flatMap(({ unit, scope }) => [unit, ...(scope?.units ?? [])]));
    const unknown = await findUnknownUnit(api, caller.tenantId, [...units]);
    if (unknown !== undefined) return problem("unknown-unit", `${unknown} is no unit`);
    const people = await api.database.transaction(async (tx) => {
      const givings = body.map(({ id, roles }, index) => {
        return { person: id, roles, isOwn: true, pointer: `/${index}/roles` };
      });
      return (await officesFault(tx, caller, givings)) ?? savePeople(tx, caller.tenantId, body, now);
    });
    if (!Array.isArray(people)) return people;
    // Roles may have changed, and keys take theirs from their persons.
    api.keys.forget();
    api.sessions.forget();
    return { status: 200, body: { items: people.map((person) => personView(person, true)), next: null } };
  },
});

/** Contacts are for notices: a person's own, those of his unit for its head, and all of them for administrators. */
const readsContacts = ({ person, unit, roles }: Caller, of: Person): boolean =>
  person === of.id ||
  roles.includes("systemAdmin") ||
  roles.includes("securityAdmin") ||
  (roles.includes("head") && unit === of.unit);

const getPeople = operation({
  method: "get",
  path: "/v1/people",
  id: "getPeople",
  summary: "People, by id",
  description:
    "Contacts are shown to the person, the head of his unit and administrators; to others they are empty.",
  tag: "directory",
  allowed: "any",
  reads: "public",
  query: z.strictObject({ unit: codeSchema.optional(), ...pageQuery }),
  answers: [{ status: 200, description: "A page of people.", schema: listOf(personSchema) }],
  async handle({ api, caller, query: { cursor, limit, unit = null } }) {
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const filter = { unit, afterId: place?.[0] ?? null };
    const people = await findPeople(api.database, caller.tenantId, filter, limit + 1);
    return {
      status: 200,
      body: pageOf(
        people,
        limit,
        ({ id }) => [id],
        (person) => personView(person, readsContacts(caller, person)),
      ),
    };
  },
});

export const peopleOperations = [putPeople, getPeople];
