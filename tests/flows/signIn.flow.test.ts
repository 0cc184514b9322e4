import { createDatabase, silentLogger } from "@duban/engine";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowserAt } from "./browser.ts";
import { eventOf, type Flow, startFlow } from "./flow.ts";

const hourMs = 3_600_000;
const good = "seven terraces of tea";

let flow: Flow;
// The machine's clock, which sessions go by, as far ahead as the tests have moved it.
let aheadMs = 0;
const machineNow = () => Date.now() + aheadMs;
beforeAll(async () => {
  flow = await startFlow({ DUBAN_RATE_LIMIT: "100000" }, silentLogger, machineNow);
});
afterAll(() => flow.stop());

let count = 0;
/** A new person with an account: his id and his first password. */
async function addAccount(roles: readonly string[] = ["handler"]) {
  count += 1;
  const person = `q-${count}`;
  await flow.admin.call("PUT", "/v1/people", [{ id: person, name: `周${count}`, unit: "nyj", roles }]);
  const { status, body } = await flow.admin.call("POST", "/v1/accounts", { person });
  expect(status).toBe(201);
  return { person, first: body.password as string };
}

/** The same, past the first password, in a browser of his own. */
async function signedIn(roles?: readonly string[]) {
  const { person, first } = await addAccount(roles);
  const browser = openBrowserAt(flow.url);
  await browser.signIn(person, first);
  const { status } = await browser.call("PUT", "/v1/session/password", { current: first, next: good });
  expect(status).toBe(200);
  return { person, browser };
}

const kindOf = ({ body }: { body: { type?: string } }) => body.type?.replace("urn:duban:problem:", "");

/** The whole trail of an action, newest first. */
const trailOf = async (action: string) =>
  (await (await flow.client({ roles: ["auditor"] })).call("GET", `/v1/trail?action=${action}&limit=200`)).body
    .items;

describe("signing in", () => {
  it("wants the first password changed before anything else, and then is as good as a key", async () => {
    const { person, first } = await addAccount();
    const browser = openBrowserAt(flow.url);
    const { status, body, headers } = await browser.signIn(person, first);
    expect([status, body.session.stage, body.session.person.id]).toEqual([200, "passwordChange", person]);
    const cookie = headers.get("set-cookie") ?? "";
    for (const wanted of ["HttpOnly", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(wanted);
    expect(kindOf(await browser.call("GET", "/v1/tasks"))).toBe("sign-in-incomplete");
    const change = { current: first, next: good };
    expect((await browser.call("PUT", "/v1/session/password", change)).body.session.stage).toBe("whole");
    const me = await browser.call("GET", "/v1/me");
    expect(me.body).toMatchObject({ key: { id: `account:${person}` }, unit: "nyj", roles: ["handler"] });
    const task = await flow.task();
    const sent = await browser.call("POST", "/v1/events", eventOf(task.id, "accepted"), {
      "content-type": "application/cloudevents+json",
    });
    expect(sent.body.status).toBe("applied");
    const { body: history } = await flow.admin.call("GET", `/v1/tasks/${task.id}/events`);
    expect(history.items.at(-1).actor).toMatchObject({ key: `account:${person}`, person, unit: "nyj" });
  });

  it("takes a name in the place of an id where only one account has it", async () => {
    const { person } = await signedIn();
    const name = `周${person.slice(2)}`;
    expect((await openBrowserAt(flow.url).signIn(name, good)).body.session.person.id).toBe(person);
  });

  it("answers a name nobody has, a wrong password, a locked account and one without a password alike, and works alike for it", async () => {
    const { person } = await signedIn();
    const { person: locked } = await signedIn();
    await flow.admin.call("PUT", `/v1/accounts/${locked}`, { locked: true, reason: "休假" });
    await flow.admin.call("PUT", "/v1/people", [{ id: "q-provider", name: "吴", unit: "nyj" }]);
    await flow.admin.call("POST", "/v1/accounts", { person: "q-provider", password: false });
    const times: number[] = [];
    const answers = [];
    for (const [who, password] of [
      [person, "not the password"],
      ["nobody-at-all", good],
      [locked, good],
      ["q-provider", good],
      [person, good.toUpperCase()],
    ] as const) {
      const startedAt = performance.now();
      const { status, body } = await openBrowserAt(flow.url).signIn(who, password);
      times.push(performance.now() - startedAt);
      answers.push(JSON.stringify([status, body]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("[401,");
    // Argon2 is most of the time of each: what leaves it out takes a tenth.
    expect(Math.min(...times)).toBeGreaterThan(Math.max(...times) / 10);
  });

  it("slows down who tries again and again, a name that nobody has no less, and lets him in after the pause", async () => {
    const { person } = await signedIn();
    for (const who of [person, "a-name-made-up"]) {
      const statuses = [];
      for (let index = 0; index < 6; index += 1) {
        statuses.push((await openBrowserAt(flow.url).signIn(who, "wrong wrong wrong")).status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    }
    const blocked = await openBrowserAt(flow.url).signIn(person, good);
    expect([blocked.status, kindOf(blocked)]).toEqual([429, "too-many-requests"]);
    expect(Number(blocked.headers.get("retry-after"))).toBeGreaterThan(30);
    aheadMs += 61_000;
    expect((await openBrowserAt(flow.url).signIn(person, "wrong wrong wrong")).status).toBe(401);
    // The pause has doubled.
    aheadMs += 61_000;
    expect((await openBrowserAt(flow.url).signIn(person, good)).status).toBe(429);
    aheadMs += 60_000;
    expect((await openBrowserAt(flow.url).signIn(person, good)).status).toBe(200);
    expect((await openBrowserAt(flow.url).signIn(person, "wrong wrong wrong")).status).toBe(401);
  });

  it("counts tries made at one moment, too: many at once are no way around the pause", async () => {
    const { person } = await signedIn();
    const tries = Array.from({ length: 12 }, () => openBrowserAt(flow.url).signIn(person, "wrong wrong"));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it("takes a first password for seven days only", async () => {
    const { person, first } = await addAccount();
    aheadMs += 8 * 24 * hourMs;
    expect((await openBrowserAt(flow.url).signIn(person, first)).status).toBe(401);
    const { body } = await flow.admin.call("POST", `/v1/accounts/${person}/reset`);
    expect((await openBrowserAt(flow.url).signIn(person, body.password)).status).toBe(200);
  });
});

describe("a session", () => {
  it("gets a new token at each step of the sign-in, and the one before is worth nothing", async () => {
    const { person, first } = await addAccount();
    const browser = openBrowserAt(flow.url);
    // What somebody planted before the sign-in is not taken up.
    browser.cookies.set("duban-session", `1.${"a".repeat(16)}.${"b".repeat(43)}`);
    await browser.signIn(person, first);
    const before = new Map(browser.cookies);
    expect(before.get("duban-session")).not.toContain("aaaa");
    await browser.call("PUT", "/v1/session/password", { current: first, next: good });
    expect(browser.cookies.get("duban-session")).not.toBe(before.get("duban-session"));
    const stolen = openBrowserAt(flow.url);
    for (const [name, value] of before) stolen.cookies.set(name, value);
    expect((await stolen.call("GET", "/v1/session")).body.session).toBeNull();
    const again = openBrowserAt(flow.url);
    for (const [name, value] of browser.cookies) again.cookies.set(name, value);
    const replaced = await again.signIn(person, good);
    expect(replaced.status).toBe(200);
    expect((await browser.call("GET", "/v1/me")).status).toBe(401);
  });

  it("ends when it is not used for its idle limit, unattended looks not counting, and at its absolute limit whatever is done", async () => {
    const { browser } = await signedIn();
    for (let minutes = 0; minutes < 60; minutes += 20) {
      expect((await browser.call("GET", "/v1/me")).status).toBe(200);
      aheadMs += hourMs / 3;
    }
    const unattended = { "x-duban-unattended": "1" };
    expect((await browser.call("GET", "/v1/me", undefined, unattended)).status).toBe(200);
    aheadMs += hourMs / 5;
    expect((await browser.call("GET", "/v1/me", undefined, unattended)).status).toBe(401);
    const { browser: other } = await signedIn();
    for (let hours = 0; hours < 12; hours += 0.4) {
      expect((await other.call("GET", "/v1/me")).status).toBe(200);
      aheadMs += 0.4 * hourMs;
    }
    expect((await other.call("GET", "/v1/me")).status).toBe(401);
  });

  it("is ended by signing out, by its owner from elsewhere, by a lock, and by a changed password", async () => {
    const { person, browser } = await signedIn();
    const elsewhere = openBrowserAt(flow.url);
    const signInAgain = async () => expect((await elsewhere.signIn(person, good)).status).toBe(200);
    const isIn = async () => (await elsewhere.call("GET", "/v1/me")).status === 200;
    await signInAgain();
    expect((await elsewhere.call("DELETE", "/v1/session")).status).toBe(200);
    expect([await isIn(), elsewhere.cookies.size]).toEqual([false, 0]);
    await signInAgain();
    const { body } = await browser.call("GET", "/v1/sessions");
    const other = body.items.find((one: { isThis: boolean }) => !one.isThis);
    expect((await browser.call("DELETE", `/v1/sessions/${other.id}`)).status).toBe(200);
    expect(await isIn()).toBe(false);
    await signInAgain();
    const change = { current: good, next: "eight terraces of tea" };
    expect((await browser.call("PUT", "/v1/session/password", change)).status).toBe(200);
    expect([await isIn(), (await browser.call("GET", "/v1/me")).status]).toEqual([false, 200]);
    await flow.admin.call("PUT", `/v1/accounts/${person}`, { locked: true, reason: "调离" });
    expect((await browser.call("GET", "/v1/me")).status).toBe(401);
  });

  it("writes nothing for another site: without the page's token, from another origin, with the token of another session", async () => {
    const { person, browser } = await signedIn(["supervisor"]);
    const task = await flow.task();
    const urge = (headers: Record<string, string>) =>
      browser.call("POST", "/v1/events", eventOf(task.id, "urged", {}), {
        "content-type": "application/cloudevents+json",
        ...headers,
      });
    const { browser: other } = await signedIn();
    const attempts = [
      { "x-duban-csrf": "" },
      { "x-duban-csrf": other.csrfToken },
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of attempts) {
      const { status, body } = await urge(headers);
      expect([status, body.type], JSON.stringify(headers)).toEqual([403, "urn:duban:problem:cross-site"]);
    }
    const plain = await browser.call("DELETE", "/v1/session", undefined, { "x-duban-csrf": "" });
    expect(kindOf(plain)).toBe("cross-site");
    expect((await browser.signIn(person, good, {})).status).toBe(200);
    const forged = await openBrowserAt(flow.url).call(
      "POST",
      "/v1/session",
      { person, password: good },
      { origin: "https://evil.example" },
    );
    expect(kindOf(forged)).toBe("cross-site");
    const own = { "sec-fetch-site": "same-origin", origin: flow.url };
    expect((await urge(own)).body.status).toBe("applied");
  });
});

describe("a password", () => {
  it("is refused where the policy says so, with the reason, and where it is one of the last five", async () => {
    const { person, browser } = await signedIn();
    const change = (current: string, next: string) =>
      browser.call("PUT", "/v1/session/password", { current, next });
    for (const next of ["short", "password1234", `${person}-is-my-name`, good]) {
      const { status, body } = await change(good, next);
      expect([status, body.errors?.[0]?.pointer], next).toEqual([400, "/next"]);
    }
    expect(kindOf(await change("not the present one", "nine terraces of tea"))).toBe("forbidden");
    let present = good;
    for (const number of ["two", "three", "four", "five"]) {
      const next = `${number} terraces of tea`;
      expect((await change(present, next)).status, next).toBe(200);
      present = next;
    }
    expect((await change(present, good)).body.errors[0].detail).toContain("used before");
    expect((await change(present, "six terraces of tea")).status).toBe(200);
    expect((await change("six terraces of tea", good)).status).toBe(200);
  });
});

describe("a second factor", () => {
  const codeOf = (secret: string, aheadSteps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: machineNow() + aheadSteps * 30_000,
    });

  it("is asked for once it is set up, takes each code once, and lets in by a recovery code when it is lost", async () => {
    const { person, browser } = await signedIn();
    expect(kindOf(await browser.call("POST", "/v1/session/totp", { password: "wrong" }))).toBe("forbidden");
    const { body: enrolment } = await browser.call("POST", "/v1/session/totp", { password: good });
    // Not in force before a code of it was given.
    expect((await openBrowserAt(flow.url).signIn(person, good)).body.session.stage).toBe("whole");
    expect(kindOf(await browser.call("PUT", "/v1/session/totp", { code: "000000" }))).toBe("forbidden");
    const first = codeOf(enrolment.secret);
    const { body: confirmed } = await browser.call("PUT", "/v1/session/totp", { code: first });
    expect(confirmed.recoveryCodes).toHaveLength(10);
    const other = openBrowserAt(flow.url);
    expect((await other.signIn(person, good)).body.session.stage).toBe("secondFactor");
    expect(kindOf(await other.call("GET", "/v1/tasks"))).toBe("sign-in-incomplete");
    expect(
      kindOf(await other.call("PUT", "/v1/session/password", { current: good, next: "ten terraces of tea" })),
    ).toBe("not-accepted");
    const give = (code: string) => other.call("POST", "/v1/session/second-factor", { code });
    expect(kindOf(await give(first))).toBe("forbidden");
    expect((await give(codeOf(enrolment.secret, 1))).body.session.stage).toBe("whole");
    const [recovery] = confirmed.recoveryCodes;
    for (const status of [200, 403]) {
      await other.signIn(person, good);
      expect((await give(recovery)).status).toBe(status);
    }
  });

  it("cannot be guessed: wrong codes are slowed down, and an administrator's reset takes it away with every session", async () => {
    const { person, browser } = await signedIn();
    const { body: enrolment } = await browser.call("POST", "/v1/session/totp", { password: good });
    await browser.call("PUT", "/v1/session/totp", { code: codeOf(enrolment.secret) });
    const other = openBrowserAt(flow.url);
    await other.signIn(person, good);
    const statuses = [];
    for (let index = 0; index < 6; index += 1) {
      statuses.push((await other.call("POST", "/v1/session/second-factor", { code: "123456" })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    const { body } = await flow.admin.call("POST", `/v1/accounts/${person}/reset`);
    expect((await browser.call("GET", "/v1/me")).status).toBe(401);
    expect((await openBrowserAt(flow.url).signIn(person, body.password)).body.session.stage).toBe(
      "passwordChange",
    );
  });

  it("is kept sealed: its secret is not to be read in the database", async () => {
    const { person, browser } = await signedIn();
    const { body: enrolment } = await browser.call("POST", "/v1/session/totp", { password: good });
    // As the owner sees it: the application's own role sees no county's rows until it says which.
    const owner = createDatabase(flow.databaseUrl, { max: 1, logger: silentLogger });
    const [row] = await owner.raw<{ totp_secret: Buffer }>(
      "select totp_secret from accounts where person = $1",
      [person],
    );
    await owner.close();
    const plain = Buffer.from(Secret.fromBase32(enrolment.secret).bytes);
    expect(row?.totp_secret.includes(plain)).toBe(false);
  });
});

it("sign-ins, wrong ones, sign-outs and changed passwords are on the trail, with who and from where and without a secret", async () => {
  const { person, browser } = await signedIn();
  await openBrowserAt(flow.url).signIn(person, "a password that is wrong");
  await browser.call("DELETE", "/v1/session");
  const entries = [
    ...(await trailOf("postSession")),
    ...(await trailOf("putPassword")),
    ...(await trailOf("deleteSession")),
  ];
  const mine = entries.filter(({ target }: { target: string }) => target === person);
  expect(mine.map(({ action }: { action: string }) => action).sort()).toEqual([
    "deleteSession",
    "postSession",
    "putPassword",
  ]);
  for (const entry of mine) {
    expect(entry).toMatchObject({ kind: "signIn", actor: { person }, outcome: "done", address: "127.0.0.1" });
  }
  const text = JSON.stringify(entries);
  for (const secret of [good, "a password that is wrong", ...browser.cookies.values()]) {
    expect(text).not.toContain(secret);
  }
});
