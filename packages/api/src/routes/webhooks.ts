import { randomBytes } from "node:crypto";
import {
  defaultTimeZone,
  findDeliveries,
  findWebhook,
  findWebhooks,
  invariant,
  saveWebhook,
} from "@duban/engine";
import { z } from "zod";
import { accessOfCaller } from "../access.ts";
import { typePrefix } from "../incomingEvent.ts";
import { operation } from "../operation.ts";
import { decodeCursor, pageOf } from "../pagination.ts";
import { faulty, isProblem, problem } from "../problem.ts";
import { codeSchema, listOf, pageQuery } from "../schemas/basics.ts";
import { webhookRequestSchema, webhookSchema } from "../schemas/directory.ts";
import { deliverySchema } from "../schemas/work.ts";
import { deliveryView, webhookView } from "../views/recordViews.ts";

const admins = ["systemAdmin"] as const;
const params = z.strictObject({ id: codeSchema });

/** A secret of Standard Webhooks 1.0.0: `whsec_` and 24 to 64 random bytes in base64. */
const createSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

const putWebhook = operation({
  method: "put",
  path: "/v1/webhooks/{id}",
  id: "putWebhook",
  summary: "Add or change a webhook",
  description:
    "Deliveries follow Standard Webhooks 1.0.0. `types` left out are all. One that was disabled goes on from here.",
  tag: "webhooks",
  allowed: admins,
  reads: "office",
  params,
  body: webhookRequestSchema,
  answers: [
    { status: 201, description: "A new webhook, with its secret, this once.", schema: webhookSchema },
    { status: 200, description: "It was there; its secret is what it was.", schema: webhookSchema },
  ],
  async handle({ api, caller, params: { id }, body }) {
    const fault = api.webhookFault(body.url);
    if (fault !== undefined) return faulty("invalid-request", [{ pointer: "/url", detail: fault }]);
    const types = body.types?.map((type) => (type.startsWith(typePrefix) ? type : typePrefix + type)) ?? null;
    const secret = createSecret();
    const now = await api.clock.read();
    const saved = await saveWebhook(api.database, caller.tenantId, { id, url: body.url, types, secret }, now);
    invariant(saved !== undefined, "a saved webhook came back");
    return saved.isNew
      ? { status: 201, body: webhookView(saved, defaultTimeZone, secret) }
      : { status: 200, body: webhookView(saved, defaultTimeZone) };
  },
});

const getWebhooks = operation({
  method: "get",
  path: "/v1/webhooks",
  id: "getWebhooks",
  summary: "Webhooks, without their secrets",
  tag: "webhooks",
  allowed: [...admins, "securityAdmin", "auditor"],
  reads: "office",
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of webhooks.", schema: listOf(webhookSchema) }],
  async handle({ api, caller, query: { cursor, limit } }) {
    const place = decodeCursor<[string]>(cursor, ["string"]);
    if (place !== null && isProblem(place)) return place;
    const webhooks = await findWebhooks(api.database, caller.tenantId, place?.[0] ?? null, limit + 1);
    const page = pageOf(
      webhooks,
      limit,
      ({ id }) => [id],
      (webhook) => webhookView(webhook, defaultTimeZone),
    );
    return { status: 200, body: page };
  },
});

const getDeliveries = operation({
  method: "get",
  path: "/v1/webhooks/{id}/deliveries",
  id: "getDeliveries",
  summary: "A webhook's deliveries, newest first, with every attempt",
  tag: "webhooks",
  allowed: "any",
  reads: "deliveries",
  params,
  query: z.strictObject(pageQuery),
  answers: [{ status: 200, description: "A page of deliveries.", schema: listOf(deliverySchema) }],
  problems: ["unknown-webhook"],
  async handle({ api, caller, params: { id }, query: { cursor, limit } }) {
    const { tenantId } = caller;
    const access = await accessOfCaller(api, caller);
    if (!access.all && !caller.roles.includes("securityAdmin")) {
      return problem("forbidden", "deliveries tell of every task: they are for who may read all of them");
    }
    const place = decodeCursor<[number, string]>(cursor, ["instant?", "uuid"]);
    if (place !== null && isProblem(place)) return place;
    if ((await findWebhook(api.database, tenantId, id)) === undefined) {
      return problem("unknown-webhook", `no webhook is called ${id}`);
    }
    const after = place === null ? null : { createdAt: place[0], id: place[1] };
    const rows = await findDeliveries(api.database, tenantId, id, after, limit + 1);
    const page = pageOf(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row) => deliveryView(row, defaultTimeZone),
    );
    return { status: 200, body: page };
  },
});

export const webhookOperations = [putWebhook, getWebhooks, getDeliveries];
