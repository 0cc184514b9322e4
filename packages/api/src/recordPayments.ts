import { createHash } from "node:crypto";
import {
  type Caller,
  canonicalDecimal,
  capacityOf,
  findPaymentFingerprints,
  findProjects,
  insertPayments,
  mayActAt,
  type NewPayment,
  type Payment,
  type Project,
  partyOf,
} from "@duban/engine";
import type { z } from "zod";
import type { Api } from "./api.ts";
import { type Problem, problem, problemBody } from "./problem.ts";
import type { paymentsRequestSchema } from "./schemas/funds.ts";

/** What became of a payment; in a batch one never harms another. */
export interface PaymentResult {
  readonly source: string;
  readonly id: string;
  readonly status: "applied" | "duplicate" | "rejected";
  readonly problem?: Readonly<Record<string, unknown>>;
}

type Given = z.output<typeof paymentsRequestSchema>[number];

const keyOf = ({ source, id }: Pick<Payment, "source" | "id">): string => JSON.stringify([source, id]);

/**
 * Records payments, each once for ever by its source and id: the same again is a duplicate, with other content rejected.
 *
 * Answers one result each, in the order given, after they are on disk.
 */
export async function recordPayments(
  api: Api,
  caller: Caller,
  given: readonly Given[],
  today: string,
): Promise<PaymentResult[]> {
  const { database, clock } = api;
  const { tenantId } = caller;
  const now = await clock.read();
  const payments = given.map(paymentOf);
  const projects = await findProjects(database, tenantId, [
    ...new Set(payments.map(({ project }) => project)),
  ]);
  const byId = new Map(projects.map((project) => [project.id, project]));
  const problems = payments.map((payment) =>
    mayActAt(caller, now)
      ? faultOf(caller, byId.get(payment.project), payment, today)
      : problem("forbidden", "the deputation is not in force"),
  );
  const good = payments.filter((_, index) => problems[index] === undefined);
  const firsts = [...new Map(good.toReversed().map((payment) => [keyOf(payment), payment])).values()];
  const { applied, printOf } = await database.transaction(async (tx) => {
    const inserted = await insertPayments(tx, tenantId, firsts, partyOf(caller), now);
    const recorded = await findPaymentFingerprints(tx, tenantId, firsts);
    return {
      applied: new Set(inserted.map(keyOf)),
      printOf: new Map(recorded.map((one) => [keyOf(one), one.fingerprint])),
    };
  });
  return payments.map((payment, index) => {
    const { source, id } = payment;
    const refused = problems[index] ?? reusedBy(payment, printOf);
    if (refused !== undefined) return { source, id, status: "rejected", problem: problemBody(refused) };
    // The first of a batch is what was recorded; the same again in it is a duplicate already.
    return { source, id, status: applied.delete(keyOf(payment)) ? "applied" : "duplicate" };
  });
}

function paymentOf({ task, fundSource = null, note = null, amount, ...rest }: Given): NewPayment {
  const payment = {
    ...rest,
    task: task?.toLowerCase() ?? null,
    fundSource,
    amount: canonicalDecimal(amount) ?? "0",
    note,
  };
  const { project, paidOn } = payment;
  const content = JSON.stringify([project, payment.task, fundSource, payment.amount, paidOn, note]);
  return { ...payment, fingerprint: createHash("sha256").update(content).digest() };
}

function reusedBy(payment: NewPayment, printOf: ReadonlyMap<string, Buffer>): Problem | undefined {
  const recorded = printOf.get(keyOf(payment));
  if (recorded === undefined || recorded.equals(payment.fingerprint)) return undefined;
  return problem("id-reused", "this source and id were used before for another payment");
}

/** Who runs programmes records any project's payments; a unit those of the projects that it pays. */
function mayRecord(caller: Caller, { paidBy }: Project): boolean {
  const runs = caller.roles.some(
    (role) => role === "supervisor" || role === "leader" || role === "systemAdmin",
  );
  return runs || (paidBy !== null && caller.unit === paidBy && capacityOf(caller) !== undefined);
}

function faultOf(
  caller: Caller,
  project: Project | undefined,
  { project: id, task, fundSource, paidOn }: Payment,
  today: string,
): Problem | undefined {
  if (project === undefined) return problem("unknown-project", `no project is called ${id}`);
  if (!mayRecord(caller, project))
    return problem("forbidden", `payments of ${id} are for the unit that pays it`);
  if (task !== null && !project.tasks.some((one) => one.task === task)) {
    return problem("invalid-request", `${id} has no money for the task ${task}`);
  }
  if (fundSource !== null && !project.sources.some((source) => source.id === fundSource)) {
    return problem("invalid-request", `${id} has no source ${fundSource}`);
  }
  return paidOn > today ? problem("invalid-request", `${paidOn} has not come yet`) : undefined;
}
