import type { Database } from "@duban/engine";

import { hasChromium, openBrowser } from "../../tests/e2e/openBrowser.ts";
import { changeFilter, firstView } from "../../tests/e2e/pageTimes.ts";
import type { SuiteOutcome, Target } from "../report.ts";
import { latencyOf } from "../statistics.ts";
import type { County } from "../world/settle.ts";
import { fillTo, measureStart } from "./startup.ts";
import type { Suite } from "./suite.ts";

/** What the console's overview and task list ask for, as their filters write it. */
const calls: readonly (readonly [string, string])[] = [
  ["the list, no filter", "/v1/tasks?limit=50"],
  ["open", "/v1/tasks?limit=50&state=assigned,declined,inProgress,suspended,underInspection,inspected"],
  ["overdue", "/v1/tasks?limit=50&overdue=true"],
  ["of a unit, overdue", "/v1/tasks?limit=50&overdue=true&unit=u3"],
  ["red card", "/v1/tasks?limit=50&card=red"],
  ["a card nobody has", "/v1/tasks?limit=50&card=purple"],
  ["a line", `/v1/tasks?limit=50&line=${encodeURIComponent("绿化荒山")}`],
  ["a request waits", "/v1/tasks?limit=50&request=any"],
  ["due within a week", "/v1/tasks?limit=50&dueFrom=FROM&dueBefore=BEFORE"],
  ["words in many titles", `/v1/tasks?limit=50&words=${encodeURIComponent("补植")}`],
  ["words of a number", "/v1/tasks?limit=50&words=99999"],
  ["words nowhere", `/v1/tasks?limit=50&words=${encodeURIComponent("没有这样的词")}`],
  ["of a handler who has none", "/v1/tasks?limit=50&handler=nobody"],
  ["the overview's counts", "/v1/overview"],
  ["twelve weeks", "/v1/trend?weeks=12"],
  ["seven days", "/v1/outlook?days=7"],
];

// Due instants from eight weeks ago to eight weeks ahead, one task in ten ended or inspected, cards on the late ones: else every
// loaded task would be due at the same instant, and no filter would have anything to leave out.
const spreadTexts = [
  `update tasks
set due_at = due_at + ((abs(hashtext(id::text)) % 112) - 140) * interval '1 day',
  state = case abs(hashtext(id::text)) % 20 when 0 then 'inspected' when 1 then 'underInspection' else 'inProgress' end,
  card = case when abs(hashtext(id::text)) % 112 < 20 then 'red' else 'none' end`,
  `update clocks
set due_at = t.due_at
from tasks t
where t.tenant_id = clocks.tenant_id
  and t.id = clocks.task_id
  and clocks.name = 'finish'`,
  "vacuum analyze",
];

async function spread(database: Database): Promise<void> {
  for (const text of spreadTexts) await database.raw(text);
}

const rounds = 15;
const dayMs = 86_400_000;
const dateIn = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

async function measureCall(url: string, key: string, path: string) {
  const asked = path.replace("FROM", dateIn(0)).replace("BEFORE", dateIn(8));
  const durations: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now();
    const response = await fetch(`${url}${asked}`, { headers: { authorization: `Bearer ${key}` } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${asked}: ${response.status} ${text}`);
    // The first one opens the connection and plans the statement.
    if (round > 0) durations.push(performance.now() - startedAt);
  }
  return latencyOf(Float64Array.from(durations));
}

/** Goes from filter to filter in Chromium, each another one: what was read within the last seconds would be shown without asking. */
async function measurePage(url: string, key: string) {
  const browser = await openBrowser();
  const page = await browser.newPage();
  // As text: this side of the project knows no page.
  await page.addInitScript(`sessionStorage.setItem("duban.key", ${JSON.stringify(key)})`);
  await page.goto(`${url}/tasks?state=open`);
  await page.locator("tbody tr").first().waitFor();
  const durations: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const query of ["overdue=true", "state=open", `dueFrom=${dateIn(0)}`]) {
      const took = Number(await page.evaluate(changeFilter(`${query}&unit=u${round + 1}`)));
      if (round > 0) durations.push(took);
    }
  }
  await browser.close();
  return latencyOf(Float64Array.from(durations));
}

const coldStarts = 5;

/** Opens the overview in a browser that was never here before, until its numbers are painted. */
async function measureFirstView(url: string, key: string) {
  const durations: number[] = [];
  for (let round = 0; round < coldStarts; round += 1) {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.addInitScript(`sessionStorage.setItem("duban.key", ${JSON.stringify(key)})`);
    await page.goto(url, { waitUntil: "commit" });
    durations.push(Number(await page.evaluate(firstView)));
    await browser.close();
  }
  return latencyOf(Float64Array.from(durations));
}

/** What the console waits for with many tasks: each of its calls, and a change of the filter in a real browser. */
export const consoleSuite: Suite = {
  name: "console",
  async run(testbed, county: County, options): Promise<SuiteOutcome> {
    const tasks = options.quick ? 10_000 : 100_000;
    options.progress(`loading ${tasks} tasks`);
    await fillTo(testbed, county, tasks, options);
    await spread(testbed.database);
    const { server } = await measureStart(testbed, options);
    const key = county.keys["supervisor"] ?? "";
    const rows = [];
    const targets: Target[] = [];
    for (const [what, path] of calls) rows.push({ what, ...(await measureCall(server.url, key, path)) });
    if (hasChromium()) {
      options.progress("changing filters in Chromium");
      const page = await measurePage(server.url, key);
      rows.push({ what: "a filter changed in Chromium", ...page });
      targets.push({
        what: "a filter changed in Chromium, p50",
        measured: page.p50,
        unit: "ms",
        atMost: 300,
      });
      const first = await measureFirstView(server.url, key);
      rows.push({ what: "the overview in a browser that was never here", ...first });
      targets.push({
        what: "first view on a cold cache, p50",
        measured: first.p50,
        unit: "ms",
        atMost: 2_000,
      });
    }
    await server.stop();
    const section = {
      name: "console",
      title: `What the console waits for with ${tasks.toLocaleString("en-US")} open tasks`,
      columns: [
        { key: "what", title: "what" },
        { key: "p50", title: "p50 ms", digits: 1 },
        { key: "p95", title: "p95 ms", digits: 1 },
        { key: "max", title: "worst ms", digits: 1 },
      ],
      rows,
      notes: [
        `One request at a time, ${rounds} each. In Chromium: from another filter, not asked for before, to its rows painted; and from the address to the overview's numbers painted, ${coldStarts} times, each in a new profile.`,
      ],
    };
    return { sections: [section], targets };
  },
};
