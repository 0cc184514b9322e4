import {
  type ApiKey,
  type DeliveryRow,
  defaultTimeZone,
  formatInstant,
  type Instant,
  type NoticeRow,
  type Person,
  parseInstant,
  type RecordedEvent,
  type Scope,
  type Unit,
  type Webhook,
} from "@duban/engine";
import type { z } from "zod";
import type {
  keySchema,
  personSchema,
  shownScopeSchema,
  unitSchema,
  webhookSchema,
} from "../schemas/directory.ts";
import type { deliverySchema, noticeSchema, recordedEventSchema } from "../schemas/work.ts";

/** Rows of the store as the contract shows them; instants in the zone given. */

const showOrNull = (timeZone: string, instant: Instant | null) =>
  instant === null ? null : formatInstant(timeZone, instant);

/** A recorded event: what happened when by its sender's account, and when it was recorded. */
export function eventView(event: RecordedEvent, timeZone: string): z.input<typeof recordedEventSchema> {
  return {
    revision: event.revision,
    type: event.type,
    at: formatInstant(timeZone, event.at),
    recordedAt: formatInstant(timeZone, event.recordedAt),
    source: event.source,
    id: event.id,
    actor: event.actor,
    right: event.right,
    data: { ...event.data },
    state: event.state,
    unit: event.unit,
  };
}

/** A notice; `sentAt` is null while it waits for working hours. */
export function noticeView(notice: NoticeRow, timeZone: string): z.input<typeof noticeSchema> {
  return {
    id: notice.id,
    person: notice.person,
    task: notice.task,
    revision: notice.revision,
    subject: notice.subject,
    urgent: notice.urgent,
    text: notice.textZh,
    textEn: notice.textEn,
    facts: { ...notice.facts },
    createdAt: formatInstant(timeZone, notice.createdAt),
    sendAt: formatInstant(timeZone, notice.sendAt),
    message: notice.messageId,
    sentAt: showOrNull(timeZone, notice.sentAt),
  };
}

/** A delivery with every attempt at it. */
export function deliveryView(delivery: DeliveryRow, timeZone: string): z.input<typeof deliverySchema> {
  return {
    id: delivery.id,
    task: delivery.task,
    revision: delivery.revision,
    type: delivery.type,
    state: delivery.state,
    attemptCount: delivery.attemptCount,
    nextAttemptAt: showOrNull(timeZone, delivery.nextAttemptAt),
    createdAt: formatInstant(timeZone, delivery.createdAt),
    settledAt: showOrNull(timeZone, delivery.settledAt),
    attempts: delivery.attempts.map((attempt) => ({
      ...attempt,
      at: formatInstant(timeZone, parseInstant(attempt.at) ?? 0),
    })),
  };
}

/** A unit; its place in the fixed order is called `order` outside. */
export function unitView({ position, aliases, ...unit }: Unit): z.input<typeof unitSchema> {
  return { ...unit, order: position, aliases: [...aliases] };
}

/** A person as the directory has him; his contacts only for whom they are shown. */
export function personView(
  { roles, scope, contacts, leftAt, ...person }: Person,
  showsContacts: boolean,
): z.input<typeof personSchema> {
  return {
    ...person,
    roles: [...roles],
    contacts: showsContacts ? { ...contacts } : {},
    scope: scopeView(scope),
    leftAt: leftAt === null ? null : formatInstant(defaultTimeZone, leftAt),
  };
}

const scopeView = (scope: Scope | null): z.input<typeof shownScopeSchema> =>
  scope === null
    ? null
    : { programmes: [...scope.programmes], lines: [...scope.lines], units: [...scope.units] };

/** A key, never with its secret. */
export function keyView(key: ApiKey, timeZone: string): z.input<typeof keySchema> {
  return {
    id: key.id,
    name: key.name,
    unit: key.unit,
    person: key.person,
    roles: key.roles === null ? null : [...key.roles],
    scope: scopeView(key.scope),
    createdAt: formatInstant(timeZone, key.createdAt),
    revokedAt: showOrNull(timeZone, key.revokedAt),
    eventTypes: key.eventTypes === null ? null : [...key.eventTypes],
    expiresAt: showOrNull(timeZone, key.expiresAt),
    signed: key.signed,
    rotatedAt: showOrNull(timeZone, key.rotatedAt),
    previousUntil: showOrNull(timeZone, key.previousUntil),
    lastUsedAt: showOrNull(timeZone, key.lastUsedAt),
  };
}

/** A webhook, with its secret only where that was just made. */
export function webhookView(
  webhook: Webhook,
  timeZone: string,
  secret?: string,
): z.input<typeof webhookSchema> {
  return {
    id: webhook.id,
    url: webhook.url,
    types: webhook.types === null ? null : [...webhook.types],
    createdAt: formatInstant(timeZone, webhook.createdAt),
    disabledAt: showOrNull(timeZone, webhook.disabledAt),
    disabledWhy: webhook.disabledWhy,
    ...(secret === undefined ? {} : { secret }),
  };
}
