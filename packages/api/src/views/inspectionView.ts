import {
  actsOfState,
  type Exclusion,
  formatInstant,
  type Inspection,
  type UnitResult,
  unitNow,
} from "@duban/engine";

interface Done {
  readonly by: { readonly person: string | null; readonly unit: string | null };
  readonly at: number;
}

const shownBy = ({ by: { person, unit } }: Done) => ({ person, unit });

/** A step with its instant as text and of its doer only who he is; null stays null. */
function stepView<Step extends Done>(step: Step | null, timeZone: string) {
  if (step === null) return null;
  return { ...step, by: shownBy(step), at: formatInstant(timeZone, step.at) };
}

/** What everybody may know of an inspection that was announced. */
export function inspectionEntryView({ plan, announcement, draw, ...inspection }: Inspection) {
  const { id, number, revision, state, commitment } = inspection;
  const { title, asker, from, to } = plan;
  const seed = announcement?.seed ?? null;
  return {
    id,
    number,
    revision,
    state,
    title,
    asker,
    from,
    to,
    commitment,
    seed,
    drawn: draw?.objects.drawn ?? [],
  };
}

/** An inspection, with the results of the units that `sees` says. */
export function inspectionView(inspection: Inspection, sees: (unit: string) => boolean, timeZone: string) {
  const { plan, announcement, cancelled, closed, createdBy, createdAt } = inspection;
  const { scope, objects, inspectors, checkList, publicValue, lookBackAfterDays } = plan;
  const results = Object.entries(inspection.results).filter(([unit]) => sees(unit));
  const announced = stepView(announcement, timeZone);
  return {
    ...inspectionEntryView(inspection),
    scope,
    objects,
    inspectors,
    checkList,
    publicValue,
    lookBackAfterDays,
    announcement: announced && {
      by: announced.by,
      at: announced.at,
      seal: announced.seal,
      publicValue: announced.publicValue,
      warnings: announced.warnings,
      warned: announced.warned,
      reason: announced.reason,
    },
    results: results.map(([unit, result]) => ({
      unit,
      answeredBy: unitNow(inspection, unit),
      inspectors: inspection.draw?.inspectors.teams.find(({ object }) => object === unit)?.inspectors ?? [],
      ...resultView(result, timeZone),
    })),
    accepted: actsOfState[inspection.state],
    cancelled: stepView(cancelled, timeZone),
    closed: stepView(closed, timeZone),
    createdBy: { person: createdBy.person, unit: createdBy.unit },
    createdAt: formatInstant(timeZone, createdAt),
  };
}

function resultView(result: UnitResult, timeZone: string) {
  const conclusion = stepView(result.conclusion, timeZone);
  return {
    findings: stepView(result.findings, timeZone),
    conclusion: conclusion && { ...conclusion, objectBy: formatInstant(timeZone, conclusion.objectBy) },
    accepted: stepView(result.accepted, timeZone),
    objection: stepView(result.objection, timeZone),
    secondLook: stepView(result.secondLook, timeZone),
    lookBack: result.lookBack,
    lookedBack: stepView(result.lookedBack, timeZone),
  };
}

/** A draw with all it takes to make it again. What was said of a declared tie is shown only where `showsTies`. */
export function drawView(inspection: Inspection, showsTies: boolean, timeZone: string) {
  const { id, number, state, commitment, createdAt, announcement, contribution, draw } = inspection;
  const excludedView = (excluded: readonly Exclusion[]) =>
    excluded.map(({ detail, declaredAt, ...one }) => ({
      ...one,
      detail: declaredAt === null || showsTies ? detail : null,
      declaredAt: declaredAt === null ? null : formatInstant(timeZone, declaredAt),
    }));
  return {
    inspection: id,
    number,
    state,
    commitment,
    plannedAt: formatInstant(timeZone, createdAt),
    announcedAt: announcement && formatInstant(timeZone, announcement.at),
    contribution: announcement && contribution,
    seal: announcement?.seal ?? null,
    publicValue: announcement?.publicValue ?? null,
    seed: announcement?.seed ?? null,
    drawnAt: draw && formatInstant(timeZone, draw.at),
    objects: draw && { ...draw.objects, excluded: excludedView(draw.objects.excluded) },
    inspectors: draw && { ...draw.inspectors, excluded: excludedView(draw.inspectors.excluded) },
  };
}
