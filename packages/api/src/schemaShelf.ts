import { z } from "zod";

type Json = Readonly<Record<string, unknown>>;

/**
 * Schemas on their way into an OpenAPI document: those with a name of their own are put on the shelf once and referred to.
 *
 * `input` is what a schema takes in, `output` what it gives out.
 */
export interface SchemaShelf {
  input(schema: z.ZodType): Json;
  output(schema: z.ZodType): Json;
  schemas(): Json;
}

const localRef = "#/$defs/";
const sharedRef = "#/components/schemas/";

/** Makes an empty shelf. */
export function createSchemaShelf(): SchemaShelf {
  const shared: Record<string, unknown> = {};

  function convert(schema: z.ZodType, io: "input" | "output"): Json {
    // Wrapped, so that a schema with a name comes out as a reference too, not as its own root.
    const made = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: "any" }) as Json;
    for (const [name, definition] of Object.entries((made.$defs ?? {}) as Json)) {
      shared[name] ??= refer(definition);
    }
    return refer((made.properties as { readonly it: unknown }).it) as Json;
  }

  return {
    input: (schema) => convert(schema, "input"),
    output: (schema) => convert(schema, "output"),
    schemas: () =>
      Object.fromEntries(Object.entries(shared).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/** The same schema with its references pointing at the document's shared ones. */
function refer(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(refer);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) => {
      if (name === "$schema" || name === "$defs") return [];
      if (name === "id" && typeof value === "string") return [];
      if (name === "$ref" && typeof value === "string") return [[name, value.replace(localRef, sharedRef)]];
      return [[name, refer(value)]];
    }),
  );
}
