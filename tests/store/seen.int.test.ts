import {
  type Access,
  findOverview,
  findSeenTasks,
  findTaskPlaces,
  maySee,
  type TaskState,
} from "@duban/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { type County, createCounty } from "../harness/county.ts";

let clone: ClonedDatabase;
let county: County;
const tasks: TaskState[] = [];

beforeAll(async () => {
  clone = await cloneDatabase({ max: 4 });
  county = await createCounty(clone.database);
  const units = ["nyj", "lyj", "kj", "wd"];
  for (const [index, lead] of [...units, ...units, ...units].entries()) {
    const assist = index % 3 === 0 ? units.filter((unit) => unit !== lead).slice(0, (index % 2) + 1) : [];
    const programme = index % 4 === 1 ? "四群" : null;
    const line = index % 5 === 2 ? "绿化" : null;
    const due = { days: 5 + ((index * 7) % 12) };
    tasks.push(...(await county.createTasks({ lead, assist, programme, line, due })));
  }
});
afterAll(() => clone.drop());

const some = (more: Partial<Extract<Access, { all: false }>>): Access => ({
  all: false,
  units: [],
  programmes: [],
  lines: [],
  matterUnits: [],
  ...more,
});

const accesses: readonly (readonly [string, Access])[] = [
  ["everything", { all: true }],
  ["nothing", some({})],
  ["a unit", some({ units: ["nyj"], matterUnits: ["nyj"] })],
  ["units below", some({ units: ["kj", "wd"] })],
  ["a programme", some({ programmes: ["四群"] })],
  ["a line and a unit", some({ lines: ["绿化"], units: ["lyj"], matterUnits: ["lyj"] })],
  ["what is shared alone", some({ matterUnits: ["wd"] })],
  ["all of it at once", some({ units: ["wd"], programmes: ["四群"], lines: ["绿化"], matterUnits: ["kj"] })],
];

const filter = {
  states: null,
  unit: null,
  card: null,
  programme: null,
  line: null,
  dueFrom: null,
  dueBefore: null,
  overdue: null,
  now: 0,
  text: null,
  request: null,
  handler: null,
  words: null,
};

test.each(accesses)(
  "of %s the store finds in lists, by id and in counts just what the rule says",
  async (_name, access) => {
    const { database, tenantId } = county;
    const unitsOf = (matter: string) =>
      tasks.filter((task) => task.matter === matter).map(({ unit }) => unit);
    const expected = tasks.filter((task) => maySee(access, task, unitsOf(task.matter))).map(({ id }) => id);
    const ids = tasks.map(({ id }) => id);
    expect([...(await findSeenTasks(database, tenantId, ids, access))].sort()).toEqual([...expected].sort());
    const [all] = (await findOverview(database, tenantId, 0, 0, access)).filter(
      ({ group }) => group === "all",
    );
    expect(all?.open).toBe(expected.length);
    const listed = await findTaskPlaces(database, tenantId, filter, null, 200, access);
    expect(listed.map(({ id }) => id).sort()).toEqual([...expected].sort());
    const places = listed.map(({ dueAt, id }) => [dueAt ?? Number.POSITIVE_INFINITY, id] as const);
    expect(places).toEqual(
      [...places].sort(([one, id], [other, otherId]) => one - other || (id < otherId ? -1 : 1)),
    );
    // Page by page the same, from each place on.
    for (const [index, place] of listed.entries()) {
      const rest = await findTaskPlaces(database, tenantId, filter, place, 200, access);
      expect(rest).toEqual(listed.slice(index + 1));
    }
  },
);
