import { type Client, createClient } from "@duban/client";
import { ladder, ladderId } from "./county/ladder.ts";
import { people } from "./county/people.ts";
import { programme } from "./county/programme.ts";
import { programmePlan } from "./county/programmePlan.ts";
import { shortName, units } from "./county/units.ts";
import { dateOf, dayOf, dayOfInstant, rfc3339 } from "./county/year2013.ts";
import { type Receiver, webhookTypes } from "./receiver.ts";
import type { Screen } from "./screen/progress.ts";
import type { DemoServer } from "./server.ts";
import { askedTwice, measuresDecided } from "./story/askedTwice.ts";
import { chanceOf } from "./story/chance.ts";
import type { Outcome } from "./story/course.ts";
import { incidents } from "./story/incidents.ts";
import { inspectionByDraw } from "./story/inspectionByDraw.ts";
import { linkVillages, loadVillages } from "./story/linkVillages.ts";
import { lossyFetch } from "./story/lossyFetch.ts";
import { needHeard } from "./story/needHeard.ts";
import { type Opened, openings } from "./story/opening.ts";
import { sharedMoney } from "./story/sharedMoney.ts";
import type { Stage } from "./story/stage.ts";
import { openSystems, type Systems } from "./story/systems.ts";
import { createWalker } from "./story/walk.ts";

export const yearBegins = "2013-01-04T09:00:00+08:00";
const yearEnds = "2013-12-31T18:00:00+08:00";
export const webhookId = "data-centre";

/** The year as it went: what the demo must know to judge the server's ledger. */
export interface Told {
  readonly administrator: Client;
  readonly matterIds: string[];
  readonly outcomes: Outcome[];
  readonly systems: Systems;
  readonly inspections: readonly string[];
  readonly objections: string[];
}

/** Loads the county, lets its year pass on the server's clock, and tells of it on the screen. */
export async function runStory(
  server: DemoServer,
  receiver: Receiver,
  screen: Screen,
  signal: AbortSignal,
): Promise<Told> {
  const source = "https://dcs.changning.example/office";
  const administrator = createClient({ url: server.url, key: server.adminKey, source });
  await loadCounty(administrator, server, receiver, signal);
  const systems = await openSystems(administrator, server.url, signal);
  const office = await openOffice(administrator, server.url, systems, signal);
  const opened: Opened = { matterIds: [], tasks: new Map(), inspections: [] };
  const { matterIds, inspections } = opened;
  const told: Told = { administrator, matterIds, inspections, outcomes: [], systems, objections: [] };
  const walker = createWalker({
    systems,
    administrator,
    object: (what) => object(told, screen, what),
    atInstant: (at) =>
      screen.progress(shareOf(at), `${dateOf(dayOfInstant(at))} 上报 events ${systems.tally.posted}`),
    repeated: firstRepeat(screen),
    outcomes: told.outcomes,
    signal,
  });
  const stage: Stage = {
    office,
    clientOf: systems.clientOf,
    read: (task) => office.getTask(task, { signal }),
    tell: (at, chinese, english) => tell(screen, at, chinese, english),
    object: (what) => object(told, screen, what),
    begin: walker.begin,
    replay: systems.replay,
  };
  const courses = [
    ...openings(stage, opened),
    ...incidents(stage, finder(opened)),
    sharedMoney(stage, finder(opened)),
    askedTwice(stage, opened),
    inspectionByDraw(stage, opened),
    needHeard(stage, opened),
    measuresDecided(stage, finder(opened)),
  ];
  for (const course of courses) walker.begin(course);
  await walker.run();
  await administrator.moveClock(yearEnds, { signal });
  screen.clear();
  await tellOfVillages(told, screen, office, signal);
  return told;
}

async function tellOfVillages(
  told: Told,
  screen: Screen,
  office: Client,
  signal: AbortSignal,
): Promise<void> {
  const { sent, applied, repeated } = await linkVillages(office, 2013, signal);
  tell(
    screen,
    Date.parse(yearEnds),
    `联村入户：报送联系和走访${sent}条，重发一遍，不重复计数`,
    `links and visits: ${sent} events, sent a second time and counted once`,
  );
  if (applied !== sent || repeated !== sent) {
    object(
      told,
      screen,
      `of ${sent} links and visits ${applied} were applied, ${repeated} known the second time`,
    );
  }
}

function tell(screen: Screen, at: number, chinese: string, english: string): void {
  screen.say(`${rfc3339(at).slice(0, 16).replace("T", " ")}  ${chinese}\n${" ".repeat(18)}${english}`);
}

function object(told: Told, screen: Screen, what: string): void {
  told.objections.push(what);
  screen.say(`  !! ${what}`);
}

/** Tells of the first lost answer only; the others are counted. */
function firstRepeat(screen: Screen): (at: number, actor: string, count: number) => void {
  let isTold = false;
  return (at, actor, count) => {
    if (isTold) return;
    isTold = true;
    tell(
      screen,
      at,
      `${shortName(actor)}系统没等到回音，用原编号重发${count}条：答“duplicate”，未重复记录`,
      "the answer was lost on the way, so the same ids were sent again: answered `duplicate`",
    );
  };
}

async function loadCounty(
  administrator: Client,
  { url, adminKey }: DemoServer,
  receiver: Receiver,
  signal: AbortSignal,
): Promise<void> {
  await administrator.putUnits(units, { signal });
  await administrator.putPeople(people, { signal });
  await loadVillages(administrator, signal);
  await administrator.putLadder(ladderId, ladder, { signal });
  await putProgramme(url, adminKey, signal);
  const { secret } = await administrator.putWebhook(
    webhookId,
    { url: receiver.url, types: webhookTypes },
    { signal },
  );
  if (secret === undefined) throw new Error("a new webhook was put and no secret came back");
  receiver.useSecret(secret);
}

/** Puts the programme in force: a call that department systems never make, and so none of the client's. */
async function putProgramme(url: string, key: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${url}/v1/programmes/${programme.id}`, {
    method: "PUT",
    signal,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(programmePlan),
  });
  if (!answer.ok) throw new Error(`the programme was refused: ${await answer.text()}`);
}

/** The 督查室 as an office: puts up matters, over a bad line too, and reads. */
async function openOffice(
  administrator: Client,
  url: string,
  systems: Systems,
  signal: AbortSignal,
): Promise<Client> {
  const { key } = await administrator.createKey(
    { name: "县委督查室", unit: "dcs", roles: ["supervisor"] },
    { signal },
  );
  return createClient({
    url,
    key,
    source: "https://dcs.changning.example/office",
    fetch: lossyFetch(chanceOf("line/office"), 0.04, systems.tally.losses),
    retry: { baseDelayMs: 5, maxDelayMs: 200 },
  });
}

function finder(opened: Opened): (key: string) => string {
  return (key) => {
    const task = opened.tasks.get(key);
    if (task === undefined) throw new RangeError(`the story has no task ${key}`);
    return task;
  };
}

function shareOf(at: number): number {
  const first = dayOf(yearBegins.slice(0, 10));
  return (dayOfInstant(at) - first) / (dayOf(yearEnds.slice(0, 10)) - first);
}
