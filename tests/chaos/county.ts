import { invariant } from "@duban/engine";
import type { Hook } from "./checks/checkWebhooks.ts";
import type { Client } from "./client.ts";
import { adminKey } from "./installation.ts";
import type { WebhookReceiver } from "./webhookReceiver.ts";

/** Who can send events: a key each. */
export interface County {
  /** The units that tasks are given to, with the key of each one's own system. */
  readonly unitKeys: Readonly<Record<string, string>>;
  readonly supervisors: readonly string[];
  readonly leader: string;
  readonly inspectors: readonly string[];
  /** A supervisor who belongs to a unit that has tasks: four eyes refuse him there. */
  readonly interested: string;
  readonly hooks: readonly Hook[];
}

export const office = "督查室";
export const units = ["农业局", "林业局", "柯街镇", "湾甸傣族乡"] as const;
/** The handler that some tasks name when they are accepted. */
export const namedHandler = "named-handler";

// Every way up that rule 15 knows: a unit with all roles, one with a head alone, one with a liaison, one with nobody.
const people = [
  { id: "a-handler", unit: "农业局", roles: ["handler"] },
  { id: "a-liaison", unit: "农业局", roles: ["liaison"] },
  { id: "a-head", unit: "农业局", roles: [], head: true },
  { id: "b-head", unit: "林业局", roles: ["head"] },
  { id: "c-liaison", unit: "柯街镇", roles: ["liaison"] },
  { id: namedHandler, unit: "柯街镇", roles: [] },
  { id: "supervisor", unit: office, roles: ["supervisor"] },
  { id: "inspector", unit: office, roles: ["inspector"] },
  { id: "leader", unit: office, roles: ["leader"] },
];

/** One takes everything, one only rungs and closures. */
export const bothHooks: readonly Hook[] = [
  { id: "everything", types: null },
  { id: "alarms", types: ["rungFired", "closureApproved"] },
];

/** Sets up a small county over HTTP, its webhooks all to one receiver. */
export async function createCounty(
  client: Client,
  receiver: WebhookReceiver,
  hooks: readonly Hook[],
): Promise<County> {
  const put = async (path: string, body: unknown) => {
    const { status, body: answer } = await client.insist("PUT", path, adminKey, body);
    invariant(status === 200 || status === 201, `PUT ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  await put(
    "/v1/units",
    [office, ...units].map((name) => ({ code: name, name, kind: name === office ? "office" : "department" })),
  );
  await put(
    "/v1/people",
    people.map((person) => ({ name: person.id, ...person })),
  );
  await put("/v1/ladders/default", { rungs: dayLadder });
  await put("/v1/ladders/quick", { rungs: quickLadder });
  await put("/v1/calendars/default", {});
  await put("/v1/calendars/west", { timeZone: "Asia/Urumqi", dayStartsAt: "10:00", dayEndsAt: "19:00" });
  for (const { id, types } of hooks) {
    const { secret } = await put(`/v1/webhooks/${id}`, {
      url: receiver.url,
      ...(types === null ? {} : { types }),
    });
    if (typeof secret === "string") receiver.trust(secret);
  }
  const keyOf = async (name: string, unit: string, roles?: readonly string[]) => {
    const body = { name, unit, ...(roles === undefined ? {} : { roles }) };
    const answer = await client.insist("POST", "/v1/keys", adminKey, body);
    invariant(answer.status === 201, `POST /v1/keys: ${answer.status}`);
    return String(answer.body["key"]);
  };
  const unitKeys: Record<string, string> = {};
  for (const unit of units) unitKeys[unit] = await keyOf(unit, unit);
  return {
    unitKeys,
    supervisors: [
      await keyOf("first", office, ["supervisor"]),
      await keyOf("second", office, ["supervisor"]),
    ],
    leader: await keyOf("leader", office, ["supervisor", "leader"]),
    inspectors: [await keyOf("inspector", office, ["inspector"])],
    interested: await keyOf("interested", units[0], ["supervisor", "inspector", "handler"]),
    hooks,
  };
}

/** Rungs by days on both sides of the due, not in the order they fire. */
const dayLadder = [
  { clock: "sign", at: { workdays: 0 }, notify: ["liaison", "head"] },
  { at: { workdays: 10 }, card: "red", notify: ["head", "leader"], propose: "约谈" },
  { at: { workdays: -3 }, card: "blue", notify: ["handler", "liaison"] },
  { at: { workdays: 0 }, card: "yellow", notify: ["handler", "head"], urgent: true },
  { clock: "sign", at: { hours: 4 }, notify: ["supervisor"] },
  { at: { days: 2 }, time: "08:00", card: "orange", notify: ["head", "supervisor"] },
  { at: { hours: -6 } },
  { clock: "stage", at: { workdays: -1 }, notify: ["handler"] },
  { clock: "stage", at: { days: 0 }, card: "orange", notify: ["head"] },
  { clock: "report", at: { hours: -3 }, notify: ["handler"] },
  { clock: "report", at: { workdays: 1 }, notify: ["head", "supervisor"], urgent: true },
];

/** Rungs by seconds, for deadlines by the system's clock. */
const second = 1 / 3_600;
const quickLadder = [
  { clock: "sign", at: { hours: 0 }, notify: ["head"], urgent: true },
  { at: { hours: 2 * second }, card: "red", notify: ["leader"], urgent: true },
  { at: { hours: -2 * second }, card: "blue", notify: ["handler"] },
  { at: { hours: 0 }, card: "yellow", notify: ["handler", "head"], urgent: true },
  { at: { hours: 5 * second }, notify: ["supervisor"], urgent: true },
  { clock: "sign", at: { hours: 1 * second } },
  { clock: "stage", at: { hours: -1 * second }, notify: ["handler"] },
  { clock: "stage", at: { hours: 1 * second }, card: "orange", notify: ["head"], urgent: true },
  { clock: "report", at: { days: 0 }, notify: ["handler"] },
];
