import { type Caller, capacityOf, type Exemplar, type ExemplarAct, formatInstant } from "@duban/engine";
import type { z } from "zod";
import type { exemplarSchema } from "../schemas/exemplars.ts";

const officeRoles = ["supervisor", "leader"] as const;

/** For which sides the caller can speak: the office, the unit whose work it is, or both. */
export const sidesOf = (
  caller: Caller,
  unit: string,
): { readonly office: boolean; readonly unit: boolean } => ({
  office: officeRoles.some((role) => caller.roles.includes(role)),
  unit: caller.unit === unit && capacityOf(caller) !== undefined,
});

/** An exemplar as the caller sees it. */
export function exemplarView(
  exemplar: Exemplar,
  caller: Caller,
  timeZone: string,
): z.input<typeof exemplarSchema> {
  const show = (instant: number) => formatInstant(timeZone, instant);
  const act = (of: ExemplarAct | null) => of && { by: of.by, at: show(of.at) };
  const { office, unit } = sidesOf(caller, exemplar.unit);
  const { officeAgreed, unitAgreed, withdrawn, createdAt, publishedAt, state } = exemplar;
  return {
    id: exemplar.id,
    task: exemplar.task,
    unit: exemplar.unit,
    title: exemplar.title,
    summary: exemplar.summary,
    state,
    officeAgreed: act(officeAgreed),
    unitAgreed: act(unitAgreed),
    withdrawn: act(withdrawn),
    createdAt: show(createdAt),
    publishedAt: publishedAt === null ? null : show(publishedAt),
    citations: exemplar.citations,
    mayAgree: state === "proposed" && ((office && officeAgreed === null) || (unit && unitAgreed === null)),
    mayWithdraw: state !== "withdrawn" && (office || unit),
  };
}
