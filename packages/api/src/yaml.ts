import { isUtf8 } from "node:buffer";
import { parse, stringify } from "yaml";
import type { ParsedJson } from "./readBody.ts";

/** Under what names YAML comes; the first is RFC 9512's. */
export const yamlTypes: ReadonlySet<string> = new Set([
  "application/yaml",
  "application/x-yaml",
  "text/yaml",
]);

/**
 * Parses YAML in UTF-8 to what JSON could hold too; undefined if it is none.
 *
 * Aliases are few: a body that unfolds by them is refused. A figure longer than a float is exact only in quotes, as in JSON.
 */
export function parseYaml(body: Buffer): ParsedJson | undefined {
  if (!isUtf8(body)) return undefined;
  try {
    return {
      value: parse(body.toString("utf8"), { maxAliasCount: 50, schema: "core" }),
      mayHoldOddText: true,
    };
  } catch {
    return undefined;
  }
}

/** Writes a value as YAML. */
export const formatYaml = (value: unknown): Buffer => Buffer.from(stringify(value, { lineWidth: 0 }));
