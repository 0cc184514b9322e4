import { createHash, randomUUID } from "node:crypto";
import {
  type Caller,
  createEngine,
  createManualClock,
  type Database,
  type Engine,
  type EngineClock,
  type EngineOptions,
  type EventOutcome,
  ensureTenant,
  type IncomingEvent,
  invariant,
  type MatterRequest,
  parseInstant,
  type Role,
  silentLogger,
  type TaskState,
} from "@duban/engine";

/** A county of two departments, two townships and the people that the tests need, on a manual clock. */
export interface County {
  readonly tenantId: number;
  readonly database: Database;
  readonly engine: Engine;
  readonly clock: EngineClock;
  readonly callers: Readonly<
    Record<"unit" | "other" | "supervisor" | "supervisor2" | "leader" | "inspector", Caller>
  >;
  /** Creates a matter and answers its tasks; the lead is `nyj` unless said otherwise. */
  createTasks(request?: Partial<MatterRequest>): Promise<readonly TaskState[]>;
  send(
    caller: Caller,
    event: Partial<IncomingEvent> & Pick<IncomingEvent, "type" | "task">,
  ): Promise<EventOutcome>;
}

export const at = (text: string): number => {
  const instant = parseInstant(text);
  invariant(instant !== undefined, `not an instant: ${text}`);
  return instant;
};

export const callerOf = (
  tenantId: number,
  key: string,
  unit: string | null,
  roles: readonly Role[],
): Caller => ({
  tenantId,
  key,
  name: key,
  person: null,
  unit,
  roles,
  scope: null,
});

/** An event with what is left out filled in: a new id, no time, a fingerprint of its content. */
export function eventOf(event: Partial<IncomingEvent> & Pick<IncomingEvent, "type" | "task">): IncomingEvent {
  const content = JSON.stringify([event.type, event.task, event.at ?? null, event.data ?? {}]);
  return {
    id: randomUUID(),
    source: "urn:test:nyj",
    at: null,
    expectedRevision: null,
    data: {},
    fingerprint: createHash("sha256").update(content).digest(),
    ...event,
  };
}

export const matterOf = (request: Partial<MatterRequest> = {}): MatterRequest => ({
  title: "绿化荒山",
  source: { kind: "meeting" },
  programme: null,
  line: null,
  priority: "normal",
  requirement: null,
  lead: "nyj",
  assist: [],
  due: { workdays: 10 },
  signWithin: { workdays: 1 },
  ladder: "default",
  calendar: "default",
  approvals: 1,
  maxExtensions: 1,
  ...request,
});

/** Sets up the county in a migrated, empty database; the clock stands at Monday, 2 March 2026, 10:00. */
export async function createCounty(
  database: Database,
  options: Partial<EngineOptions> & { startsAt?: string } = {},
): Promise<County> {
  const clock =
    options.clock ?? (await createManualClock(database, at(options.startsAt ?? "2026-03-02T10:00:00+08:00")));
  const now = await clock.read();
  const tenantId = await ensureTenant(database, { code: "default", name: "昌宁县" }, now);
  await addUnitsAndPeople(database, tenantId);
  const engine = createEngine({
    database,
    clock,
    logger: silentLogger,
    lanes: 2,
    queueLimit: 10_000,
    ...options,
  });
  const supervisor = callerOf(tenantId, "k-supervisor", "dcs", ["supervisor"]);
  return {
    tenantId,
    database,
    engine,
    clock,
    callers: {
      unit: callerOf(tenantId, "k-nyj", "nyj", ["handler"]),
      other: callerOf(tenantId, "k-lyj", "lyj", ["handler"]),
      supervisor,
      supervisor2: callerOf(tenantId, "k-supervisor2", "dcs", ["supervisor"]),
      leader: callerOf(tenantId, "k-leader", "dcs", ["supervisor", "leader"]),
      inspector: callerOf(tenantId, "k-inspector", "dcs", ["inspector"]),
    },
    async createTasks(request = {}) {
      let created: readonly TaskState[] = [];
      const outcome = await engine.createMatter(
        supervisor,
        matterOf(request),
        (matter, tasks) => {
          created = tasks;
          return { id: matter.id, number: matter.number };
        },
        null,
      );
      invariant(
        "status" in outcome && outcome.status === "created",
        `not created: ${JSON.stringify(outcome)}`,
      );
      return created;
    },
    async send(caller, event) {
      const outcomes = engine.submit(caller, [eventOf(event)]);
      invariant(Array.isArray(outcomes), "the engine is overloaded");
      const [outcome] = await Promise.all(outcomes);
      invariant(outcome !== undefined, "an event has an outcome");
      return outcome;
    },
  };
}

async function addUnitsAndPeople(database: Database, tenantId: number): Promise<void> {
  await database.raw(
    `insert into units (tenant_id, code, name, kind, parent, position, aliases, updated_at)
     select $1, code, name, kind, null, position, '{}', '2026-01-01Z'
     from (values ('dcs', '督查室', 'office', 1), ('nyj', '农业局', 'department', 2), ('lyj', '林业局', 'department', 3),
       ('kj', '柯街镇', 'township', 4), ('wd', '湾甸傣族乡', 'township', 5)) as u (code, name, kind, position)`,
    [tenantId],
  );
  await database.raw(
    `insert into people (tenant_id, id, name, unit, roles, head, contacts, updated_at)
     select $1, id, id, unit, roles, head, '{}', '2026-01-01Z'
     from (values ('p-handler', 'nyj', array['handler'], false), ('p-liaison', 'nyj', array['liaison'], false),
       ('p-head', 'nyj', array['head'], true), ('p-supervisor', 'dcs', array['supervisor'], false),
       ('p-inspector', 'dcs', array['inspector'], false), ('p-leader', 'dcs', array['leader'], true))
       as p (id, unit, roles, head)`,
    [tenantId],
  );
}
