import { setTimeout as wait } from "node:timers/promises";
import { checkDuties } from "./checks/checkDuties.ts";
import { checkJournal } from "./checks/checkJournal.ts";
import { checkNotices } from "./checks/checkNotices.ts";
import { checkReplay } from "./checks/checkReplay.ts";
import { checkTasks } from "./checks/checkTasks.ts";
import { checkWebhooks, type Hook } from "./checks/checkWebhooks.ts";
import { Client } from "./client.ts";
import { bothHooks, type County, createCounty } from "./county.ts";
import { adminKey, Installation, type Layout, type PostgresForChaos } from "./installation.ts";
import { Journal } from "./journal.ts";
import { type Snapshot, takeSnapshot } from "./model/history.ts";
import type { Random } from "./random.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./webhookReceiver.ts";

/** What was found when everything had settled. */
export interface Judgement {
  /** What is wrong, in sentences; empty if nothing is. */
  readonly violations: readonly string[];
  readonly rungs: number;
  readonly snapshot: Snapshot;
}

/** Where the manual clock of a stage begins: a Monday. */
export const stageStartsAt = "2026-03-02T10:00:00+08:00";

/** An installation with a county in it, senders' journal and a receiver: all that is needed to strike it and judge it. */
export class Stage {
  readonly installation: Installation;
  readonly client: Client;
  readonly county: County;
  readonly receiver: WebhookReceiver;
  readonly journal: Journal;

  private constructor(installation: Installation, client: Client, county: County, receiver: WebhookReceiver) {
    this.installation = installation;
    this.client = client;
    this.county = county;
    this.receiver = receiver;
    this.journal = client.journal;
  }

  static async open(
    postgres: PostgresForChaos,
    layout: Layout,
    random: Random,
    hooks: readonly Hook[] = bothHooks,
  ): Promise<Stage> {
    const receiver = await startWebhookReceiver(random.fork("receiver"));
    const installation = await Installation.start(postgres, layout);
    const client = new Client(() => installation.urls, new Journal());
    return new Stage(installation, client, await createCounty(client, receiver, hooks), receiver);
  }

  /**
   * Lets everything that is due be done, ends the processes, so that nothing moves any more, and holds all of it against the
   * model. Everything must be up, and nobody sending.
   */
  async judge(): Promise<Judgement> {
    const { installation, journal, county, receiver } = this;
    const settledAt = await this.#settle();
    const crashes = installation.slots.flatMap((slot) => slot.crashes);
    await Promise.all(installation.slots.map((slot) => slot.kill("SIGKILL")));
    const snapshot = await takeSnapshot(installation.database, settledAt);
    const tasks = checkTasks(snapshot);
    const violations = [
      ...crashes,
      ...tasks.violations,
      ...(await checkReplay(installation.database)),
      ...checkJournal(snapshot, journal),
      ...checkNotices(snapshot),
      ...checkDuties(snapshot),
      ...checkWebhooks(snapshot, county.hooks, receiver.received, installation.isManual),
      ...receiver.forged.map((body) => `a webhook that is not signed: ${body}`),
    ];
    return { violations, rungs: tasks.rungs, snapshot };
  }

  async close(): Promise<void> {
    await this.installation.remove();
    await this.receiver.close();
  }

  /**
   * By the manual clock four days on, past every retry; by the system's, once nothing is left that was due when this began, or a
   * minute has passed. Answers the instant by which everything that is due should be done.
   */
  async #settle(): Promise<number> {
    const { installation, client } = this;
    if (installation.isManual) {
      const to = (await installation.now()) + 4 * 86_400_000;
      await client.insist("POST", "/v1/clock", adminKey, { to: new Date(to).toISOString() });
      return to;
    }
    const beganAt = Date.now();
    while (Date.now() - beganAt < 60_000 && (await countDue(installation, beganAt)) > 0) await wait(100);
    return beganAt;
  }
}

/** Rungs, notices, occurrences of duties and messages that are due by `instant` and wait. */
export async function countDue({ database }: Installation, instant: number): Promise<number> {
  const [row] = await database.raw<{ count: number }>(
    `select (select count(*) from clocks where next_rung_at <= $1::timestamptz)
      + (select count(*) from notices where sent_at is null and send_at <= $1::timestamptz)
      + (select count(*) from duty_schedules where next_at <= $1::timestamptz)
      + (select count(*) from outbox where next_attempt_at <= $1::timestamptz) as count`,
    [new Date(instant).toISOString()],
  );
  return row?.count ?? 0;
}
