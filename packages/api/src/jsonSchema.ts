import { z } from "zod";

export type JsonSchema = Readonly<Record<string, unknown>>;

const schemaByZod = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema (draft 2020-12) of what a schema takes in; made once a schema. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = schemaByZod.get(schema);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  schemaByZod.set(schema, made);
  return made;
}
