import {
  type ExternalEventType,
  eventDataSchemas,
  type VillageEventType,
  villageEventSchemas,
  workStates,
} from "@duban/engine";
import { z } from "zod";
import { batchMediaType, structuredMediaType } from "./cloudEventModes.ts";
import { typePrefix, villageTypePrefix } from "./incomingEvent.ts";
import type { SchemaShelf } from "./schemaShelf.ts";

type Json = Readonly<Record<string, unknown>>;

const attributes = {
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  source: z.string().min(1).meta({ format: "uri-reference", description: "Who posts." }),
  subject: z.uuid().meta({ description: "The task's id." }),
  time: z.string().optional().meta({ format: "date-time", description: "When it happened; not the future." }),
  datacontenttype: z.string().optional(),
  expectedrevision: z.union([z.int(), z.string().regex(/^\d+$/)]).optional(),
};

const capitalised = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
const titleOf = (type: string) => `${capitalised(type)}Event`;

const isNothingNeeded = (
  data: (typeof eventDataSchemas)[ExternalEventType] | (typeof villageEventSchemas)[VillageEventType],
): boolean => data.safeParse({}).success;

/** An event of each type; further extension attributes are allowed and ignored. */
const eventSchemas = Object.entries(eventDataSchemas).map(([type, data]) =>
  z
    .looseObject({
      ...attributes,
      type: z.literal(`${typePrefix}${type}`),
      data: isNothingNeeded(data) ? data.optional() : data,
    })
    .meta({ id: titleOf(type) }),
);

const villageTitleOf = (type: string) => type.split(".").map(capitalised).join("").concat("Event");

/** A village event of each type: its subject is a household's id, or a village's code. */
const villageSchemas = Object.entries(villageEventSchemas).map(([type, data]) =>
  z
    .looseObject({
      ...attributes,
      subject: z.string().min(1).meta({ description: "A household's id, or a village's code." }),
      type: z.literal(`${villageTypePrefix}${type}`),
      data: isNothingNeeded(data) ? data.optional() : data,
    })
    .meta({ id: villageTitleOf(type) }),
);

const resultSchema = z
  .object({
    source: z.string().nullable(),
    id: z.string().nullable(),
    status: z.enum(["applied", "duplicate", "rejected"]),
    task: z.string().nullable(),
    revision: z.int().nullable(),
    state: z.enum(workStates).nullable(),
    subject: z.string().nullable().optional().meta({ description: "Village events only." }),
    matters: z
      .array(z.object({ id: z.uuid(), number: z.string() }))
      .optional()
      .meta({ description: "Village events only: what the needs heard became." }),
    problem: z.looseObject({}).optional(),
  })
  .meta({ id: "EventResult" });

export const batchResultSchema = z.object({ results: z.array(resultSchema) }).meta({ id: "EventResults" });

const binaryHeaders = [
  ["ce-specversion", "1.0"],
  ["ce-id", "Binary mode only, as the other ce- headers."],
  ["ce-source", "Who posts, a URI."],
  ["ce-type", "duban.task. and the event's type; duban. and a village event's."],
  ["ce-subject", "The task's id; a household's; a village's code."],
  ["ce-time", "When it happened."],
  ["ce-expectedrevision", "The revision the task must be at."],
  ["On-Behalf-Of", "The person for whom the caller acts as deputy: for all events of the request."],
  ["If-Match", 'A revision, as in "7": the same as expectedrevision. Single events only.'],
] as const;

/** `POST /v1/events` as the document shows it, its problems left out. */
export function eventsDocument(shelf: SchemaShelf): { readonly operation: Json; readonly answers: Json } {
  const event = { oneOf: [...eventSchemas, ...villageSchemas].map((schema) => shelf.input(schema)) };
  const schemas = [...Object.values(eventDataSchemas), ...Object.values(villageEventSchemas)];
  const data = { anyOf: schemas.map((schema) => shelf.input(schema)) };
  const operation = {
    operationId: "postEvents",
    summary: "Post events to tasks, households and villages",
    description:
      "CloudEvents 1.0, structured, binary or batched. Answered when the event is on disk. The same source and id again is a duplicate, with the revision it got the first time.",
    tags: ["events"],
    parameters: binaryHeaders.map(([name, description]) => ({
      name,
      in: "header",
      required: false,
      description,
      schema: { type: "string" },
    })),
    requestBody: {
      required: false,
      content: {
        [structuredMediaType]: { schema: event },
        [batchMediaType]: { schema: { type: "array", items: event, maxItems: 1000 } },
        "application/json": { schema: data },
      },
    },
  };
  const answers = {
    200: {
      description: "What became of the event; of a batch, of each event in the order sent.",
      content: {
        "application/json": {
          schema: { oneOf: [shelf.output(resultSchema), shelf.output(batchResultSchema)] },
        },
      },
    },
  };
  return { operation, answers };
}
