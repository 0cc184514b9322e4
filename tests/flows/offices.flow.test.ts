import { startDuban } from "@duban/api";
import { invariant, isConfigProblems, parseConfig, silentLogger } from "@duban/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowserAt } from "./browser.ts";
import { type Client, clientOf, type Flow, startFlow, startsAt } from "./flow.ts";

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.stop());

const kindOf = ({ body }: { body: { type?: string } }) => body.type?.replace("urn:duban:problem:", "");
const person = (id: string, roles: readonly string[]) => ({ id, name: id, unit: "dcs", roles });
const putPerson = async (id: string, roles: readonly string[]) =>
  kindOf(await flow.admin.call("PUT", "/v1/people", [person(id, roles)])) ?? "done";
const postKey = async (request: Record<string, unknown>) =>
  kindOf(await flow.admin.call("POST", "/v1/keys", { name: "x", ...request })) ?? "done";

describe("nobody holds two of the three offices", () => {
  it("by roles given at once, to a person or to a key", async () => {
    const pairs = [
      ["systemAdmin", "securityAdmin"],
      ["systemAdmin", "auditor"],
      ["supervisor", "securityAdmin", "auditor"],
    ];
    for (const roles of pairs) {
      expect(await putPerson("o-1", roles)).toBe("separate-offices");
      expect(await postKey({ roles })).toBe("separate-offices");
    }
    const whole = await flow.admin.call("PUT", "/v1/people", [
      person("o-2", ["auditor"]),
      person("o-3", ["systemAdmin", "auditor"]),
    ]);
    expect([whole.status, whole.body.errors[0].pointer]).toEqual([422, "/1/roles"]);
    const { body } = await flow.admin.call("GET", "/v1/people?unit=dcs");
    expect(body.items.map(({ id }: { id: string }) => id)).not.toContain("o-2");
  });

  it("by a key in the name of who has another office, or by an office for who has such a key, until that is revoked", async () => {
    expect(await putPerson("o-4", ["systemAdmin"])).toBe("done");
    expect(await postKey({ person: "o-4", roles: ["auditor"] })).toBe("separate-offices");
    expect(await putPerson("o-5", ["supervisor"])).toBe("done");
    const { body } = await flow.admin.call("POST", "/v1/keys", {
      name: "x",
      person: "o-5",
      roles: ["auditor"],
    });
    expect(await putPerson("o-5", ["securityAdmin"])).toBe("separate-offices");
    await flow.admin.call("DELETE", `/v1/keys/${body.id}`);
    expect(await putPerson("o-5", ["securityAdmin"])).toBe("done");
  });

  it("by two calls at one moment: one of them is refused", async () => {
    expect(await putPerson("o-6", [])).toBe("done");
    const outcomes = await Promise.all([
      postKey({ person: "o-6", roles: ["auditor"] }),
      postKey({ person: "o-6", roles: ["systemAdmin"] }),
      postKey({ person: "o-6", roles: ["securityAdmin"] }),
    ]);
    expect(outcomes.sort()).toEqual(["done", "separate-offices", "separate-offices"]);
  });
});

it("nobody gives himself a role, and a key of an office is in the name of who holds it", async () => {
  for (const office of ["systemAdmin", "securityAdmin"])
    expect(await putPerson(`g-${office}`, [office])).toBe("done");
  const security = await flow.client({ person: "g-securityAdmin" });
  const system = await flow.client({ person: "g-systemAdmin" });
  const key = async (request: Record<string, unknown>) =>
    kindOf(await security.call("POST", "/v1/keys", { name: "x", ...request })) ?? "done";
  expect(await key({ roles: ["systemAdmin"] })).toBe("forbidden");
  expect(await key({ person: "p-supervisor", roles: ["auditor"] })).toBe("forbidden");
  expect(await key({ person: "g-securityAdmin", roles: ["supervisor"] })).toBe("forbidden");
  expect(await key({ person: "g-systemAdmin", roles: ["systemAdmin"] })).toBe("done");
  expect(await key({ person: "g-securityAdmin" })).toBe("done");
  const put = async (...people: unknown[]) =>
    kindOf(await system.call("PUT", "/v1/people", people)) ?? "done";
  expect(await put(person("g-systemAdmin", ["systemAdmin", "supervisor"]))).toBe("forbidden");
  expect(await put(person("g-systemAdmin", ["systemAdmin"]), person("g-other", ["auditor"]))).toBe("done");
});

describe("each administrator does his own and nothing of the others'", () => {
  const units = [{ code: "dcs", name: "督查室", kind: "office" }];
  const acts: readonly (readonly [string, string, unknown, "systemAdmin" | "securityAdmin"])[] = [
    ["PUT", "/v1/units", units, "systemAdmin"],
    ["PUT", "/v1/people", [person("o-7", [])], "systemAdmin"],
    ["PUT", "/v1/ladders/own", { rungs: [{ at: { workdays: 0 } }] }, "systemAdmin"],
    ["PUT", "/v1/webhooks/own", { url: "https://example.org/" }, "systemAdmin"],
    ["POST", "/v1/keys", { name: "x", unit: "nyj" }, "securityAdmin"],
    ["POST", "/v1/accounts", { person: "p-handler" }, "securityAdmin"],
    ["PUT", "/v1/accounts/p-handler", { locked: true, reason: "x" }, "securityAdmin"],
    ["POST", "/v1/accounts/p-handler/reset", undefined, "securityAdmin"],
  ];
  let clients: Record<"systemAdmin" | "securityAdmin" | "auditor", Client>;
  beforeAll(async () => {
    clients = {
      systemAdmin: await flow.client({ roles: ["systemAdmin"] }),
      securityAdmin: await flow.client({ roles: ["securityAdmin"] }),
      auditor: await flow.client({ roles: ["auditor"] }),
    };
  });

  it.each(acts)("%s %s", async (method, path, body, office) => {
    for (const [role, client] of Object.entries(clients)) {
      const { status } = await client.call(method, path, body);
      if (role === office) expect(status, role).toBeLessThan(300);
      else expect(status, role).toBe(403);
    }
  });

  it("an auditor changes nothing by any call there is, whatever else he holds, and sees what the others did", async () => {
    const { body: document } = await flow.admin.call("GET", "/openapi.json");
    const both = await flow.client({ roles: ["auditor", "supervisor"], unit: "dcs" });
    const { id } = await flow.task();
    let tried = 0;
    for (const [path, methods] of Object.entries<Record<string, { security?: unknown[] }>>(document.paths)) {
      for (const [method, { security }] of Object.entries(methods)) {
        // Signing in, one's own account and one's own saved views are everybody's; what only works something out changes nothing.
        const isOwn = security !== undefined || path.startsWith("/v1/me/");
        const onlyReads = path.endsWith("/preview") || path === "/v1/imports/programme";
        if (method === "get" || isOwn || onlyReads) continue;
        for (const client of [clients.auditor, both]) {
          const { status } = await client.call(method.toUpperCase(), path.replace(/\{\w+\}/g, id), {});
          expect(status, `${method} ${path}`).toBe(403);
        }
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(15);
    const sent = await both.send(id, "urged", {});
    expect(kindOf(sent)).toBe("forbidden");
    const { body: trail } = await clients.auditor.call("GET", "/v1/trail?action=postAccount");
    expect(trail.items.map(({ target }: { target: string }) => target)).toContain("/v1/accounts");
  });
});

describe("the first administrator's key", () => {
  it("can be retired once three administrators can sign in, stays so after a restart, and comes back only by a new one", async () => {
    const retire = () => flow.admin.call("DELETE", "/v1/keys/admin");
    const early = await retire();
    expect([kindOf(early), early.body.missing]).toEqual([
      "not-accepted",
      ["systemAdmin", "securityAdmin", "auditor"],
    ]);
    for (const office of ["systemAdmin", "securityAdmin", "auditor"]) {
      const id = `three-${office}`;
      await flow.admin.call("PUT", "/v1/people", [person(id, [office])]);
      const { body } = await flow.admin.call("POST", "/v1/accounts", { person: id });
      expect(kindOf(await retire())).toBe("not-accepted");
      const browser = openBrowserAt(flow.url);
      await browser.signIn(id, body.password);
      const change = { current: body.password, next: "seven terraces of tea" };
      expect((await browser.call("PUT", "/v1/session/password", change)).status).toBe(200);
    }
    expect((await retire()).status).toBe(200);
    expect((await flow.admin.call("GET", "/v1/me")).status).toBe(401);
    const statusAfterRestart = async (adminKey: string) => {
      const config = parseConfig({
        PORT: "0",
        DATABASE_URL: flow.databaseUrl,
        DATA_DIR: flow.dataDir,
        DUBAN_ADMIN_KEY: adminKey,
        DUBAN_CLOCK: `manual:${startsAt}`,
        DUBAN_PARTS: "api",
      });
      invariant(!isConfigProblems(config), "the configuration of the tests is good");
      const again = await startDuban(config, silentLogger);
      const { status } = await clientOf(again.url ?? "", adminKey).call("GET", "/v1/me");
      await again.stop();
      return status;
    };
    expect(await statusAfterRestart(flow.admin.key)).toBe(401);
    expect(await statusAfterRestart("another-key-from-the-operator")).toBe(200);
  });
});
