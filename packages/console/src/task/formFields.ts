import type { JsonSchema } from "../app/shapes.ts";

/** How a member of an event's data is filled in. */
export type FieldKind =
  | "text"
  | "line"
  | "number"
  | "deadline"
  | "unit"
  | "units"
  | "person"
  | "stage"
  | "figures"
  | "evidence";

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly maxLength: number;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

// Longer than this is prose and gets room; the API's names are up to 200 characters.
const lineLength = 200;

/** The fields of a form, read off the JSON Schema of the event's data, what is required first. */
export function fieldsOf(schema: JsonSchema): readonly Field[] {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const fields = Object.entries(asObject(schema["properties"])).map(([name, member]): Field => {
    const of = resolve(asObject(member), asObject(schema["$defs"]));
    return {
      name,
      kind: kindOf(name, of, asObject(member)),
      isRequired: required.includes(name),
      maxLength: typeof of["maxLength"] === "number" ? of["maxLength"] : 4_000,
      minimum: typeof of["minimum"] === "number" ? of["minimum"] : undefined,
      maximum: typeof of["maximum"] === "number" ? of["maximum"] : undefined,
    };
  });
  return [...fields].sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

const asObject = (value: unknown): JsonSchema =>
  typeof value === "object" && value !== null ? (value as JsonSchema) : {};

function resolve(member: JsonSchema, definitions: JsonSchema): JsonSchema {
  const reference = member["$ref"];
  return typeof reference === "string" ? asObject(definitions[reference.replace("#/$defs/", "")]) : member;
}

function kindOf(name: string, of: JsonSchema, member: JsonSchema): FieldKind {
  if (name === "figures") return "figures";
  if (of["id"] === "Deadline" || String(member["$ref"]).endsWith("/Deadline") || Array.isArray(of["anyOf"])) {
    return "deadline";
  }
  if (of["type"] === "array") return name === "units" ? "units" : "evidence";
  if (of["type"] === "integer" || of["type"] === "number") return "number";
  if (name === "unit") return "unit";
  if (name === "handler") return "person";
  if (name === "stage") return "stage";
  return typeof of["maxLength"] === "number" && of["maxLength"] <= lineLength ? "line" : "text";
}
