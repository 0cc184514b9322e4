import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letAMonthPass, type SeededCounty, seedCounty, startsAt } from "../e2e/seedCounty.ts";
import { adminKey } from "../e2e/serverApi.ts";
import { type ClonedDatabase, cloneDatabase } from "../harness/cloneDatabase.ts";
import { type SpawnedServer, spawnServer } from "../harness/spawnServer.ts";

/** What the console asks of the API beside what department systems do. */
let clone: ClonedDatabase;
let server: SpawnedServer;
let county: SeededCounty;

beforeAll(async () => {
  clone = await cloneDatabase();
  server = await spawnServer({
    DATABASE_URL: clone.url,
    DUBAN_ADMIN_KEY: adminKey,
    DUBAN_CLOCK: `manual:${startsAt}`,
  });
  county = await seedCounty(server.url);
  await letAMonthPass(county);
}, 180_000);

afterAll(async () => {
  await server?.kill("SIGTERM");
  await clone?.drop();
});

const get = <T>(path: string, key = county.keys.chief): Promise<T> => county.api.call<T>(key, "GET", path);
const countOf = async (query: string) =>
  (await get<{ items: unknown[] }>(`/v1/tasks?limit=200&${query}`)).items.length;

describe("who asks", () => {
  test("a key learns whose it is, what it may, and what time it is", async () => {
    expect(await get("/v1/me")).toEqual({
      key: { id: expect.any(String), name: "sup-chief" },
      person: { id: "sup-chief", name: "督为民" },
      unit: "dcs",
      roles: ["supervisor"],
      scope: null,
      actsFor: null,
      deputyFor: [],
      now: "2026-04-02T10:15:00+08:00",
      manualClock: true,
    });
  });
});

describe("the overview", () => {
  interface Counts {
    readonly [name: string]: number | Record<string, number>;
    readonly byCard: Record<string, number>;
  }
  interface Overview {
    readonly soonBefore: string;
    readonly all: Counts;
    readonly byUnit: readonly { readonly unit: string; readonly counts: Counts }[];
    readonly byLine: readonly { readonly line: string | null; readonly counts: Counts }[];
  }

  test("three working days from Thursday, 2 April end with Wednesday: Tomb-Sweeping Day lies between", async () => {
    expect((await get<Overview>("/v1/overview")).soonBefore).toBe("2026-04-09");
  });

  test("every number is the length of the list that the same filter gives", async () => {
    const { all, byUnit, byLine, soonBefore } = await get<Overview>("/v1/overview");
    const open = "state=assigned,declined,inProgress,suspended,underInspection,inspected";
    expect(all).toEqual({
      open: await countOf(open),
      assigned: await countOf("state=assigned"),
      declined: await countOf("state=declined"),
      inProgress: await countOf("state=inProgress"),
      suspended: await countOf("state=suspended"),
      underInspection: await countOf("state=underInspection"),
      inspected: await countOf("state=inspected"),
      ended: await countOf("state=closed,archived,terminated,waived"),
      overdue: await countOf("overdue=true"),
      dueSoon: await countOf(`overdue=false&dueBefore=${soonBefore}`),
      requests: await countOf("request=any"),
      byCard: {
        blue: await countOf(`card=blue&${open}`),
        yellow: await countOf(`card=yellow&${open}`),
        red: await countOf(`card=red&${open}`),
      },
    });
    expect(all["overdue"]).toBeGreaterThan(0);
    for (const { unit, counts } of byUnit) {
      expect(counts["overdue"], unit).toBe(await countOf(`overdue=true&unit=${unit}`));
    }
    for (const { line, counts } of byLine) {
      expect(counts["open"], String(line)).toBe(
        await countOf(`${open}&line=${encodeURIComponent(line ?? "")}`),
      );
    }
  });
});

describe("a deadline's preview", () => {
  const preview = (due: unknown) =>
    county.api.call<Record<string, unknown>>(county.keys.chief, "POST", "/v1/deadlines/preview", { due });

  test("says the instant, and how far it is in working days and days", async () => {
    expect(await preview({ workdays: 3 })).toEqual({
      startedAt: "2026-04-02T10:15:00+08:00",
      dueAt: "2026-04-08T17:30:00+08:00",
      provisional: false,
      workdays: 3,
      days: 6,
      coveredTo: "2026-12-31",
    });
  });

  test("refuses what has passed, and says when it was", async () => {
    await expect(preview({ on: "2026-04-01" })).rejects.toThrow(/invalid-deadline.*|2026-04-01T17:30:00/);
  });

  test("says that what rests on unpublished holidays is provisional", async () => {
    expect(await preview({ workdays: 300 })).toMatchObject({ provisional: true });
  });
});

describe("a task", () => {
  test("its operations tell why the caller may not do what else the task takes", async () => {
    const { items } = await get<{ items: { id: string }[] }>("/v1/tasks?state=inspected");
    const { refused } = await get<{ refused: { type: string; kind: string; recusal: string | null }[] }>(
      `/v1/tasks/${items[0]?.id}/operations`,
      county.keys.inspector,
    );
    expect(refused).toContainEqual({
      type: "closureApproved",
      kind: "forbidden",
      detail: "Only a supervisor in whose scope it is may send closureApproved.",
      senders: ["supervisor"],
      recusal: null,
    });
  });

  test("its timeline has every day from its assignment, the made-up ones marked, and rungs fired before those to come", async () => {
    const { items } = await get<{ items: { id: string }[] }>("/v1/tasks?card=blue");
    const timeline = await get<{
      days: { date: string; works: boolean; listed: string | null }[];
      clocks: { name: string; rungs: { at: string; fired: boolean; card: string | null }[] }[];
    }>(`/v1/tasks/${items[0]?.id}/timeline`);
    expect(timeline.days[0]).toMatchObject({ date: "2026-03-02", works: true });
    expect(timeline.days).toContainEqual(
      expect.objectContaining({ date: "2026-04-06", works: false, listed: "holiday" }),
    );
    const finish = timeline.clocks.find(({ name }) => name === "finish");
    expect(finish?.rungs.map(({ card, fired }) => [card, fired])).toEqual([
      [null, true],
      ["blue", true],
      ["yellow", false],
      ["red", false],
    ]);
  });
});

describe("the stream", () => {
  test("needs a key", async () => {
    expect((await fetch(`${server.url}/v1/stream`)).status).toBe(401);
  });

  test("says hello, and within two seconds that something was recorded", async () => {
    const ending = new AbortController();
    const response = await fetch(`${server.url}/v1/stream`, {
      headers: { authorization: `Bearer ${county.keys.chief}` },
      signal: ending.signal,
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const readUntil = async (wanted: string) => {
      for (let text = ""; ; ) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) throw new Error(`the stream ended without ${wanted}`);
        text += value;
        if (text.includes(wanted)) return;
      }
    };
    await readUntil("event: hello");
    const { items } = await get<{ items: { id: string }[] }>("/v1/tasks?state=inProgress");
    const startedAt = performance.now();
    await county.api.post(county.keys.chief, items[0]?.id ?? "", "urged", {});
    await readUntil("event: changed");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    ending.abort();
  });
});

describe("the page", () => {
  const html = { accept: "text/html" };

  test("is served at the root and at every address of its own, packed as the browser takes it", async () => {
    for (const path of ["/", "/tasks?state=open", `/tasks/${county.tasks[0]?.id}`, "/admin/keys"]) {
      const response = await fetch(`${server.url}${path}`, { headers: html });
      expect(response.status, path).toBe(200);
      expect(await response.text()).toContain('<div id="root">');
    }
    const page = await (await fetch(server.url, { headers: html })).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? "";
    const response = await fetch(`${server.url}${script}`, { headers: { "accept-encoding": "br" } });
    expect(response.headers.get("content-encoding")).toBe("br");
    expect(response.headers.get("cache-control")).toContain("immutable");
  });

  test("leaves the API's own paths alone", async () => {
    const response = await fetch(`${server.url}/v1/nothing`, { headers: html });
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});

describe("the last weeks", () => {
  interface Week {
    readonly from: string;
    readonly to: string;
    readonly isWhole: boolean;
    readonly opened: number;
    readonly closed: number;
    readonly overdue: number;
  }
  const trend = async (query = "") => (await get<{ weeks: readonly Week[] }>(`/v1/trend${query}`)).weeks;

  test("say what was put up, what ended and what was overdue at each week's end", async () => {
    const weeks = await trend("?weeks=6");
    expect(weeks.map(({ from, to, isWhole }) => [from, to, isWhole])).toEqual([
      ["2026-02-23", "2026-03-01", true],
      ["2026-03-02", "2026-03-08", true],
      ["2026-03-09", "2026-03-15", true],
      ["2026-03-16", "2026-03-22", true],
      ["2026-03-23", "2026-03-29", true],
      ["2026-03-30", "2026-04-05", false],
    ]);
    expect(weeks.map(({ opened }) => opened)).toEqual([0, county.tasks.length, 0, 0, 0, 0]);
    expect(weeks.map(({ closed }) => closed)).toEqual([0, 0, 0, 1, 0, 0]);
    expect(weeks[5]?.overdue).toBe(await countOf("overdue=true"));
    expect(weeks[4]?.overdue).toBe(await countOf("dueBefore=2026-03-30"));
    expect(weeks[0]?.overdue).toBe(0);
  });

  test("of one unit are those of its tasks", async () => {
    const [week] = await trend("?weeks=1&unit=lyj");
    expect(week?.overdue).toBe(await countOf("overdue=true&unit=lyj"));
    expect(week?.overdue).toBeGreaterThan(0);
  });
});

describe("the next days", () => {
  interface Day {
    readonly date: string;
    readonly works: boolean;
    readonly due: number;
    readonly rungs: number;
    readonly cards: Readonly<Record<string, number>>;
  }
  interface Rung {
    readonly at: string;
    readonly card: string | null;
  }

  test("count what comes due, as the list of each day does, and what fires, as the forecast does", async () => {
    const { days } = await get<{ days: readonly Day[] }>("/v1/outlook?days=7");
    expect(days.map(({ date, works }) => `${date} ${works}`)).toEqual([
      "2026-04-02 true",
      "2026-04-03 true",
      "2026-04-04 false",
      "2026-04-05 false",
      "2026-04-06 false",
      "2026-04-07 true",
      "2026-04-08 true",
    ]);
    const { items } = await get<{ items: readonly Rung[] }>("/v1/forecast?limit=200&until=2026-04-08");
    for (const [index, { date, due, rungs, cards }] of days.entries()) {
      const next = days[index + 1]?.date ?? "2026-04-09";
      expect(due, date).toBe(await countOf(`overdue=false&dueFrom=${date}&dueBefore=${next}`));
      const fire = items.filter(({ at }) => at.startsWith(date));
      expect(rungs, date).toBe(fire.length);
      expect(cards["red"] ?? 0, date).toBe(fire.filter(({ card }) => card === "red").length);
    }
    expect(days.reduce((sum, { rungs }) => sum + rungs, 0)).toBe(items.length);
    expect(items.length).toBeGreaterThan(0);
  });
});

describe("the list of tasks", () => {
  test("is searched by the words of a unit's name or alias too", async () => {
    const ofUnit = await countOf("unit=lyj");
    expect(await countOf(`words=${encodeURIComponent("县林业局")}`)).toBe(ofUnit);
    expect(await countOf(`words=${encodeURIComponent("荒山造林")}`)).toBeGreaterThan(0);
    expect(await countOf(`q=${encodeURIComponent("县林业局")}`)).toBe(0);
  });
});

describe("saved views", () => {
  const view = { name: "我的逾期", filter: { overdue: "true", unit: "lyj" }, columns: ["unit", "due"] };
  const mine = (key?: string) => get<{ items: readonly unknown[] }>("/v1/me/views", key);

  test("belong to the person, are changed by their id and can be forgotten", async () => {
    const { api, keys } = county;
    await api.call(keys.chief, "PUT", "/v1/me/views/late", view);
    await api.call(keys.chief, "PUT", "/v1/me/views/late", { ...view, name: "林业局逾期" });
    expect((await mine()).items).toEqual([{ id: "late", ...view, name: "林业局逾期" }]);
    expect((await mine(keys.deputy)).items).toEqual([]);
    expect(await api.call(keys.chief, "DELETE", "/v1/me/views/late")).toEqual({ id: "late", deleted: true });
    expect((await mine()).items).toEqual([]);
  });
});
