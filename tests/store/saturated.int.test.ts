import { type EngineClock, invariant } from "@duban/engine";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { at, type County, createCounty } from "../harness/county.ts";

const monday = at("2026-03-02T10:00:00+08:00");
// The system's clock as far as the engine can see, standing still: on a manual one nobody is in a hurry, and notices never wait.
const standing: EngineClock = {
  isManual: false,
  read: () => Promise.resolve(monday),
  advanceTo: () => Promise.resolve(),
};

let clone: ClonedDatabase;
let county: County;
/** What lets go of the locks that a test holds. */
const held: (() => void)[] = [];

beforeEach(async () => {
  clone = await cloneDatabase();
  county = await createCounty(clone.database, { clock: standing });
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const unlock of held.splice(0)) unlock();
  await clone.drop();
});

const sendAll = (upTo: number) => county.engine.sendDueNotices(county.tenantId, upTo, 1_000);
const unsent = () =>
  clone.database.raw<{ subject: string }>(
    "select distinct subject from notices where sent_at is null order by subject",
  );

/**
 * Submits an event whose task somebody else has locked, so that it waits; `release` lets it through and answers its outcome. What there is
 * to tell of that task has been told; of those that `prepare` makes it has not.
 */
async function letAnEventWait(prepare: () => Promise<unknown>) {
  const [task] = await county.createTasks();
  invariant(task !== undefined, "a matter has a task");
  await sendAll(monday);
  await prepare();
  const released = new Promise<void>((resolve) => {
    held.push(resolve);
  });
  let holder: Promise<void> | undefined;
  await new Promise<void>((locked) => {
    holder = clone.database.transaction(async (tx) => {
      await tx.raw("select 1 from tasks where id = $1 for update", [task.id]);
      locked();
      await released;
    });
  });
  const answer = county.send(county.callers.unit, { type: "accepted", task: task.id });
  return {
    async release() {
      for (const unlock of held.splice(0)) unlock();
      await holder;
      return answer;
    },
  };
}

/** Lets a time pass for the queue of events alone. */
function passMs(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + ms);
}

it("notices wait while the queue of events has not been empty for a second, but for urgent ones, and go once it is", async () => {
  const event = await letAnEventWait(async () => {
    const [task] = await county.createTasks({ priority: "critical" });
    await county.send(county.callers.supervisor, { type: "urged", task: task?.id ?? "" });
  });
  passMs(1_001);
  expect(await sendAll(monday)).toMatchObject({ more: false });
  expect(await unsent()).toEqual([{ subject: "assigned" }]);
  expect(await sendAll(monday + 59_999)).toEqual({ sent: 0, more: false });
  expect(await event.release()).toMatchObject({ status: "applied" });
  await sendAll(monday);
  expect(await unsent()).toEqual([]);
});

it("notices wait for events a minute at most", async () => {
  const event = await letAnEventWait(() => county.createTasks());
  passMs(1_001);
  await sendAll(monday + 59_999);
  expect(await unsent()).toEqual([{ subject: "assigned" }]);
  await sendAll(monday + 60_000);
  expect(await unsent()).toEqual([]);
  expect(await event.release()).toMatchObject({ status: "applied" });
});

it("notices don't wait for a queue that is only busy", async () => {
  const event = await letAnEventWait(() => county.createTasks());
  passMs(500);
  await sendAll(monday);
  expect(await unsent()).toEqual([]);
  expect(await event.release()).toMatchObject({ status: "applied" });
});
