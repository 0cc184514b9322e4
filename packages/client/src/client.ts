import { type ActingOptions, type Approvals, approvals, behalfOf } from "./approvals.ts";
import { type Burdens, burdens } from "./burden.ts";
import { chunkEvents } from "./chunk.ts";
import type {
  CalendarRequest,
  CreatedKey,
  Delivery,
  KeyRequest,
  LadderRequest,
  Notice,
  Person,
  Unit,
  Webhook,
  WebhookRequest,
} from "./county.ts";
import { type Coverages, coverages } from "./coverage.ts";
import { type Inspections, inspections } from "./inspection.ts";
import type { Matter, MatterRequest } from "./matter.ts";
import { listItems } from "./page.ts";
import type { Programme, ProgrammeRequest } from "./programme.ts";
import { type Projects, projects } from "./project.ts";
import { defaultRetryPolicy, type RetryPolicy } from "./retry.ts";
import type { Operation, RecordedEvent, Task, TaskFilter } from "./task.ts";
import { type CloudEvent, type EventResult, type TaskEvent, toCloudEvent } from "./taskEvent.ts";
import { createTransport, type Fetch, type Transport } from "./transport.ts";
import {
  type HouseholdRequest,
  type VillageEvent,
  type VillageEventResult,
  type VillageGroup,
  villageCloudEvent,
} from "./village.ts";

/** How to reach a server; `source` is the URI this system posts its events under. */
export interface ClientOptions {
  readonly url: string;
  readonly key: string;
  readonly source: string;
  readonly fetch?: Fetch;
  readonly retry?: Partial<RetryPolicy>;
  /** How long one attempt may take, default 30 s. */
  readonly attemptTimeoutMs?: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * A department's connection to Duban.
 *
 * Every call is repeated over network errors, 429 and 503 as long as the policy allows, and never in a way that could do
 * a thing twice. A "no" of the server's is thrown as DubanProblem, no answer at all as DubanUnreachable, an abort as the
 * signal's reason. `sendEvents` alone answers each event's "no" as a result, for one bad event harms no other.
 */
export interface Client extends Approvals, Burdens, Coverages, Inspections, Projects {
  putUnits(units: readonly Unit[], options?: CallOptions): Promise<void>;
  putPeople(people: readonly Person[], options?: CallOptions): Promise<void>;
  putCalendar(id: string, calendar: CalendarRequest, options?: CallOptions): Promise<void>;
  putLadder(id: string, ladder: LadderRequest, options?: CallOptions): Promise<void>;
  putProgramme(id: string, programme: ProgrammeRequest, options?: CallOptions): Promise<void>;
  getProgramme(id: string, options?: CallOptions): Promise<Programme>;
  /** Not repeated after a lost answer: it may hold the secret, which is shown once. */
  putWebhook(id: string, webhook: WebhookRequest, options?: CallOptions): Promise<Webhook>;
  /** Not repeated after a lost answer: that would leave a key nobody knows. */
  createKey(key: KeyRequest, options?: CallOptions): Promise<CreatedKey>;
  /** Without `idempotencyKey` one is made for the call; give your own (in ASCII) to ask again after a restart. */
  createMatter(
    matter: MatterRequest,
    options?: CallOptions & { readonly idempotencyKey?: string },
  ): Promise<Matter>;
  getMatter(id: string, options?: CallOptions): Promise<Matter>;
  getTask(id: string, options?: CallOptions): Promise<Task>;
  getOperations(task: string, options?: CallOptions): Promise<readonly Operation[]>;
  listTasks(filter?: TaskFilter, options?: CallOptions): AsyncIterable<Task>;
  listTaskEvents(task: string, options?: CallOptions): AsyncIterable<RecordedEvent>;
  listNotices(person: string, options?: CallOptions): AsyncIterable<Notice>;
  listDeliveries(webhook: string, options?: CallOptions): AsyncIterable<Delivery>;
  sendEvent(
    event: TaskEvent,
    options?: ActingOptions,
  ): Promise<EventResult & { status: "applied" | "duplicate" }>;
  /** Results in the order given. Larger than a batch may be, it goes as several, one after another. */
  sendEvents(events: readonly TaskEvent[], options?: ActingOptions): Promise<EventResult[]>;
  putVillageGroups(groups: readonly VillageGroup[], options?: CallOptions): Promise<void>;
  putHouseholds(households: readonly HouseholdRequest[], options?: CallOptions): Promise<void>;
  /** Events of households and villages; results as of `sendEvents`. */
  sendVillageEvents(events: readonly VillageEvent[], options?: ActingOptions): Promise<VillageEventResult[]>;
  /** Manual clock only: moves time on, and answers when everything due on the way is done. */
  moveClock(to: string, options?: CallOptions): Promise<void>;
}

/** Makes a client; nothing is sent until a call is made. */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport({
    url: options.url,
    key: options.key,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    retry: { ...defaultRetryPolicy, ...options.retry },
    attemptTimeoutMs: options.attemptTimeoutMs ?? 30_000,
  });
  return {
    ...administration(transport),
    ...matters(transport),
    ...reading(transport),
    ...events(transport, options.source),
    ...approvals(transport),
    ...burdens(transport),
    ...coverages(transport),
    ...inspections(transport),
    ...projects(transport, options.source),
  };
}

type Administration = Pick<
  Client,
  | "putUnits"
  | "putPeople"
  | "putVillageGroups"
  | "putHouseholds"
  | "putCalendar"
  | "putLadder"
  | "putProgramme"
  | "putWebhook"
  | "createKey"
  | "moveClock"
>;

function administration(transport: Transport): Administration {
  const put = async (path: string, body: unknown, options: CallOptions = {}): Promise<void> => {
    await transport({ method: "PUT", path, body, repeatable: true, ...options });
  };
  return {
    putUnits: (units, options) => put("v1/units", units, options),
    putPeople: (people, options) => put("v1/people", people, options),
    putVillageGroups: (groups, options) => put("v1/groups", groups, options),
    putHouseholds: (households, options) => put("v1/households", households, options),
    putCalendar: (id, calendar, options) => put(`v1/calendars/${encodeURIComponent(id)}`, calendar, options),
    putLadder: (id, ladder, options) => put(`v1/ladders/${encodeURIComponent(id)}`, ladder, options),
    putProgramme: (id, programme, options) =>
      put(`v1/programmes/${encodeURIComponent(id)}`, programme, options),
    putWebhook: async (id, webhook, options = {}) =>
      (await transport({
        method: "PUT",
        path: `v1/webhooks/${encodeURIComponent(id)}`,
        body: webhook,
        repeatable: false,
        ...options,
      })) as Webhook,
    createKey: async (key, options = {}) =>
      (await transport({
        method: "POST",
        path: "v1/keys",
        body: key,
        repeatable: false,
        ...options,
      })) as CreatedKey,
    moveClock: async (to, options = {}) => {
      await transport({ method: "POST", path: "v1/clock", body: { to }, repeatable: true, ...options });
    },
  };
}

function matters(transport: Transport): Pick<Client, "createMatter" | "getMatter"> {
  return {
    createMatter: async (matter, { idempotencyKey = crypto.randomUUID(), signal } = {}) =>
      (await transport({
        method: "POST",
        path: "v1/matters",
        body: matter,
        headers: { "idempotency-key": idempotencyKey },
        repeatable: true,
        signal,
      })) as Matter,
    getMatter: async (id, options = {}) =>
      (await transport({
        method: "GET",
        path: `v1/matters/${encodeURIComponent(id)}`,
        repeatable: true,
        ...options,
      })) as Matter,
  };
}

type Reading = Pick<
  Client,
  | "getTask"
  | "getProgramme"
  | "getOperations"
  | "listTasks"
  | "listTaskEvents"
  | "listNotices"
  | "listDeliveries"
>;

function reading(transport: Transport): Reading {
  const taskPath = (id: string) => `v1/tasks/${encodeURIComponent(id)}`;
  return {
    getTask: async (id, options = {}) =>
      (await transport({ method: "GET", path: taskPath(id), repeatable: true, ...options })) as Task,
    getProgramme: async (id, options = {}) =>
      (await transport({
        method: "GET",
        path: `v1/programmes/${encodeURIComponent(id)}`,
        repeatable: true,
        ...options,
      })) as Programme,
    getOperations: async (task, options = {}) => {
      const answer = await transport({
        method: "GET",
        path: `${taskPath(task)}/operations`,
        repeatable: true,
        ...options,
      });
      return (Array.isArray(answer) ? answer : (answer as { items: Operation[] }).items) as Operation[];
    },
    listTasks: (filter = {}, options = {}) =>
      listItems<Task>(transport, { path: "v1/tasks", query: { ...filter }, ...options }),
    listTaskEvents: (task, options = {}) =>
      listItems<RecordedEvent>(transport, { path: `${taskPath(task)}/events`, ...options }),
    listNotices: (person, options = {}) =>
      listItems<Notice>(transport, { path: "v1/notices", query: { person }, ...options }),
    listDeliveries: (webhook, options = {}) =>
      listItems<Delivery>(transport, {
        path: `v1/webhooks/${encodeURIComponent(webhook)}/deliveries`,
        ...options,
      }),
  };
}

function events(
  transport: Transport,
  source: string,
): Pick<Client, "sendEvent" | "sendEvents" | "sendVillageEvents"> {
  const post = (contentType: string, body: unknown, options: ActingOptions) =>
    transport({
      method: "POST",
      path: "v1/events",
      body,
      contentType,
      headers: behalfOf(options),
      repeatable: true,
      signal: options.signal,
    });
  const postAll = async <Result>(all: readonly CloudEvent[], options: ActingOptions) => {
    const results: Result[] = [];
    for (const chunk of chunkEvents(all)) {
      const answer = await post("application/cloudevents-batch+json", chunk, options);
      results.push(...(answer as { results: Result[] }).results);
    }
    return results;
  };
  return {
    sendEvent: async (event, options = {}) =>
      (await post("application/cloudevents+json", toCloudEvent(source, event), options)) as EventResult & {
        status: "applied" | "duplicate";
      },
    sendEvents: (given, options = {}) =>
      postAll<EventResult>(
        given.map((event) => toCloudEvent(source, event)),
        options,
      ),
    sendVillageEvents: (given, options = {}) =>
      postAll<VillageEventResult>(
        given.map((event) => villageCloudEvent(source, event)),
        options,
      ),
  };
}
