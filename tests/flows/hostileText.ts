/** Text as somebody would send it who means harm; none of it may do more than be refused, or stored as the text it is. */
export const hostileTexts: Readonly<Record<string, string>> = {
  "a quote that ends a string": "'; drop table events; --",
  "a quote in an identifier": 'x" or 1=1 --',
  "a parameter's mark": "$1::integer",
  "a comment": "/* */ union select secret_hash from api_keys",
  "a pattern": "%_%",
  "a path upwards": "../../../../etc/passwd",
  "a script": "<script>alert(1)</script>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the point.
  "a template": "${process.env.HOME}{{7*7}}#{7*7}",
  "a header's end": "x\r\nset-cookie: a=b",
  "a NUL": "a\u0000b",
  "half a surrogate pair": "a\ud800b",
  "text that turns round": "\u202egnp.exe\u202c",
  "a prototype's name": "__proto__",
  "long text": "督".repeat(5_000),
  "no text": "",
  "a number beyond all": "1e999999",
};

type Json = Readonly<Record<string, unknown>>;

/** A value that a JSON Schema describes, with `text` wherever it takes text; good enough to reach what lies behind the schema. */
export function hostileValue(schema: unknown, text: string, definitions: Json, depth = 0): unknown {
  if (typeof schema !== "object" || schema === null || depth > 6) return text;
  const { $ref, type, properties, items, oneOf, anyOf, allOf, enum: choices } = schema as Json;
  const inner = (one: unknown) => hostileValue(one, text, definitions, depth + 1);
  if (typeof $ref === "string") return inner(definitions[$ref.split("/").at(-1) ?? ""]);
  const [first] = [oneOf, anyOf, allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  if (first !== undefined) return inner(first);
  if (Array.isArray(choices)) return choices[0];
  if (properties !== undefined) {
    return Object.fromEntries(
      Object.entries(properties as Json).map(([name, member]) => [name, inner(member)]),
    );
  }
  if (type === "array") return [inner(items)];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return true;
  return text;
}
