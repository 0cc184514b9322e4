import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duban, startDuban, type TaskView } from "@duban/api";
import { invariant, isConfigProblems, type Logger, parseConfig, silentLogger } from "@duban/engine";
import { cloneDatabase } from "../harness/cloneDatabase.ts";
import { answerFault } from "./answerFault.ts";

/** An answer as a client sees it. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // Whatever the server said: these are tests of just that.
  // biome-ignore lint/suspicious/noExplicitAny: a test reads members that the assertion itself is about.
  readonly body: any;
}

/** Who calls, with a key of his own. */
export interface Client {
  readonly key: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Posts a single structured event; what is left out is filled in. */
  send(task: string, type: string, data?: unknown, more?: Record<string, unknown>): Promise<Reply>;
}

/** A county that is up, on a manual clock, in a database of its own: one department, one township, and who is needed. */
export interface Flow {
  readonly url: string;
  readonly duban: Duban;
  /** For a second process on the same county. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly admin: Client;
  readonly unit: Client;
  readonly other: Client;
  readonly supervisor: Client;
  readonly supervisor2: Client;
  readonly inspector: Client;
  readonly nobody: Client;
  /** A client with a new key. */
  client(request: Record<string, unknown>): Promise<Client>;
  /** A matter of one task, the task answered. */
  task(matter?: Record<string, unknown>): Promise<TaskView>;
  advance(to: string): Promise<void>;
  stop(): Promise<void>;
}

export const startsAt = "2026-03-02T10:00:00+08:00";
const adminKey = "a-key-for-the-first-administrator";

/** An event in the JSON format. */
export const eventOf = (task: string, type: string, data?: unknown, more: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  id: randomUUID(),
  source: "urn:test:nyj",
  type: `duban.task.${type}`,
  subject: task,
  ...(data === undefined ? {} : { data }),
  ...more,
});

/** Starts the whole of it in this process; `environment` adds to the configuration, sessions go by `machineClock`. */
export async function startFlow(
  environment: Record<string, string> = {},
  logger: Logger = silentLogger,
  machineClock: () => number = Date.now,
): Promise<Flow> {
  const clone = await cloneDatabase({ max: 1 });
  const dataDir = await mkdtemp(join(tmpdir(), "duban-flow-"));
  const config = parseConfig({
    PORT: "0",
    DATABASE_URL: clone.url,
    DATA_DIR: dataDir,
    DUBAN_ADMIN_KEY: adminKey,
    DUBAN_CLOCK: `manual:${startsAt}`,
    // Without workers nothing happens by itself, and revisions are what the test made them: all that is due is done by
    // `POST /v1/clock`.
    DUBAN_PARTS: "api",
    ...environment,
  });
  invariant(!isConfigProblems(config), "the configuration of the tests is good");
  const duban = await startDuban(config, logger, machineClock);
  const { url } = duban;
  invariant(url !== null, "the API listens");
  const admin = clientOf(url, adminKey);
  await addCounty(admin);
  const client = async (request: Record<string, unknown>) => {
    const { status, body } = await admin.call("POST", "/v1/keys", { name: "test", ...request });
    invariant(status === 201, `no key: ${JSON.stringify(body)}`);
    return clientOf(url, body.key);
  };
  return {
    url,
    duban,
    databaseUrl: clone.url,
    dataDir,
    admin,
    unit: await client({ unit: "nyj" }),
    other: await client({ unit: "kj" }),
    supervisor: await client({ person: "p-supervisor" }),
    supervisor2: await client({ unit: "dcs", roles: ["supervisor"] }),
    inspector: await client({ person: "p-inspector" }),
    nobody: clientOf(url, ""),
    client,
    async task(matter = {}) {
      const { status, body } = await admin.call("POST", "/v1/matters", matterOf(matter));
      invariant(status === 201, `no matter: ${JSON.stringify(body)}`);
      return body.tasks[0];
    },
    async advance(to) {
      const { status, body } = await admin.call("POST", "/v1/clock", { to });
      invariant(status === 200, `the clock stands: ${JSON.stringify(body)}`);
    },
    async stop() {
      await duban.stop();
      await clone.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const matterOf = (matter: Record<string, unknown> = {}) => ({
  title: "绿化荒山",
  source: { kind: "meeting" },
  lead: "nyj",
  due: { workdays: 10 },
  ...matter,
});

async function addCounty(admin: Client): Promise<void> {
  await admin.call("PUT", "/v1/units", [
    { code: "dcs", name: "督查室", kind: "office" },
    { code: "nyj", name: "农业局", kind: "department" },
    { code: "kj", name: "柯街镇", kind: "township", aliases: ["柯街"] },
  ]);
  await admin.call("PUT", "/v1/people", [
    { id: "p-handler", name: "赵", unit: "nyj", roles: ["handler"] },
    { id: "p-head", name: "钱", unit: "nyj", head: true },
    { id: "p-supervisor", name: "孙", unit: "dcs", roles: ["supervisor"] },
    { id: "p-inspector", name: "李", unit: "dcs", roles: ["inspector"] },
  ]);
}

/** A client of a key; an empty key sends none. Rejects where an answer is not what the document says. */
export function clientOf(url: string, key: string): Client {
  const authorization: Record<string, string> = key === "" ? {} : { authorization: `Bearer ${key}` };
  const call: Client["call"] = async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...authorization,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
    const reply = {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
    const fault = isJson ? answerFault(method, path, reply) : undefined;
    invariant(fault === undefined, `an answer that is not by the document: ${fault}`);
    return reply;
  };
  return {
    key,
    call,
    send: (task, type, data, more) =>
      call("POST", "/v1/events", eventOf(task, type, data, more), {
        "content-type": "application/cloudevents+json",
      }),
  };
}
