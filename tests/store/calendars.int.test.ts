import {
  bodyOfCalendar,
  chinaCalendar,
  findStaleCalendars,
  findStaleDutyCalendars,
  saveCalendarVersion,
} from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { type County, createCounty } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;
beforeAll(async () => {
  clone = await cloneDatabase({ max: 4 });
  county = await createCounty(clone.database);
});
afterAll(() => clone.drop());

test("of all calendars that were edited only those are looked at again that a running clock follows", async () => {
  const { database, tenantId, engine, clock } = county;
  const body = bodyOfCalendar(chinaCalendar("default", 1));
  const edit = async (id: string) => saveCalendarVersion(database, tenantId, id, body, await clock.read());
  for (let place = 0; place < 40; place++) await edit(`own-${place}`);
  await county.createTasks({ calendar: "own-7" });
  expect(await findStaleCalendars(database, tenantId)).toEqual(new Map());
  for (let place = 0; place < 40; place++) await edit(`own-${place}`);
  expect(await findStaleCalendars(database, tenantId)).toEqual(new Map([["own-7", 2]]));
  expect(await findStaleDutyCalendars(database, tenantId)).toEqual(new Map());
  for (let more = true; more; ) ({ more } = await engine.reprojectDeadlines(tenantId, 10));
  expect(await findStaleCalendars(database, tenantId)).toEqual(new Map());
});

test("edits at one moment make one version each, none fails and none is lost", async () => {
  const { database, tenantId, clock } = county;
  const body = bodyOfCalendar(chinaCalendar("default", 1));
  const now = await clock.read();
  const versions = await Promise.all(
    Array.from({ length: 20 }, () => saveCalendarVersion(database, tenantId, "busy", body, now)),
  );
  expect(versions.sort((one, other) => one - other)).toEqual(
    Array.from({ length: 20 }, (_, place) => place + 1),
  );
});
