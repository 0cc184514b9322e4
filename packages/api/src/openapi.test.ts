import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "./openapi.ts";
import { operations } from "./operations.ts";

const operationSchema = z.looseObject({
  operationId: z.string(),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.enum(["path", "query", "header"]),
        schema: z.looseObject({}),
      }),
    )
    .optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.looseObject({ description: z.string() })),
});
const document = z
  .looseObject({
    openapi: z.literal("3.1.0"),
    info: z.looseObject({ title: z.string(), version: z.string() }),
    paths: z.record(
      z.string().startsWith("/"),
      z.partialRecord(z.enum(["get", "put", "post", "delete"]), z.unknown()),
    ),
    components: z.looseObject({
      schemas: z.record(z.string().regex(/^[A-Za-z0-9.\-_]+$/), z.looseObject({})),
    }),
  })
  .parse(JSON.parse(JSON.stringify(openApiDocument())));

const operationsIn = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.values(item).map((operation) => ({ path, operation: operationSchema.parse(operation) })),
);

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === "$ref" && typeof member === "string" ? [member] : refsIn(member),
  );
}

describe("the OpenAPI document", () => {
  test("lists every call of the contract", () => {
    const contract = [
      "put /v1/units",
      "put /v1/people",
      "post /v1/keys",
      "put /v1/calendars/{id}",
      "put /v1/ladders/{id}",
      "post /v1/matters",
      "get /v1/matters/{id}",
      "get /v1/tasks",
      "get /v1/tasks/{id}",
      "get /v1/tasks/{id}/events",
      "get /v1/tasks/{id}/operations",
      "post /v1/events",
      "get /v1/notices",
      "put /v1/webhooks/{id}",
      "get /v1/webhooks/{id}/deliveries",
      "post /v1/clock",
      "get /livez",
      "get /readyz",
      "get /metrics",
      "get /openapi.json",
      "get /docs",
    ];
    const listed = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(listed).toEqual(expect.arrayContaining(contract));
  });

  test("says of every call for which a deputy may act that it takes On-Behalf-Of, and of no other", () => {
    const takers = operationsIn
      .filter(({ operation }) => operation.parameters?.some(({ name }) => name === "On-Behalf-Of"))
      .map(({ operation }) => operation.operationId);
    const acting = operations.filter(({ allowed }) => allowed !== "everyone" && allowed !== "session");
    expect(takers.sort()).toEqual([...acting.map(({ id }) => id), "postEvents"].sort());
  });

  test("lists every call that is served", () => {
    for (const { method, path, id } of operations) {
      expect(document.paths[path]?.[method], `${method} ${path}`).toMatchObject({ operationId: id });
    }
  });

  test("names each operation once and describes each parameter of its path", () => {
    const ids = operationsIn.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operationsIn) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const described = (operation.parameters ?? [])
        .filter((one) => one.in === "path")
        .map((one) => one.name);
      expect(described, path).toEqual(inPath);
    }
  });

  test("refers only to schemas it holds, and holds none that is not referred to", () => {
    const refs = new Set(refsIn(document));
    for (const ref of refs) expect(ref).toMatch(/^#\/components\/schemas\//);
    const names = [...refs].map((ref) => ref.replace("#/components/schemas/", "")).sort();
    expect(names).toEqual(Object.keys(document.components.schemas).sort());
  });
});
