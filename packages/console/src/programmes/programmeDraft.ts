import { createEventId } from "../app/sendEvent.ts";

/** A programme as PUT takes it; figures are exact decimals in text. */
export interface Definition {
  readonly name: string;
  readonly phases: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly centralWorks: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly {
    readonly id: string;
    readonly name: string;
    readonly weight?: string | number | null | undefined;
    readonly centralWork: readonly string[];
    readonly targets: readonly {
      readonly id: string;
      readonly name: string;
      readonly unit: string;
      readonly figure?: string | number | null | undefined;
    }[];
  }[];
}

export interface PhaseDraft {
  readonly key: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}
/** `id` empty: it will be its name. */
export interface WorkDraft {
  readonly key: string;
  readonly id: string;
  readonly name: string;
}
export interface TargetDraft extends WorkDraft {
  readonly unit: string;
  readonly figure: string;
}
/** `serves` are keys of central works, which may not have a name yet. */
export interface LineDraft extends WorkDraft {
  readonly weight: string;
  readonly serves: readonly string[];
  readonly targets: readonly TargetDraft[];
}

/** What somebody has typed of a programme; `key` tells parts apart that have no name yet. */
export interface ProgrammeDraft {
  readonly name: string;
  readonly phases: readonly PhaseDraft[];
  readonly works: readonly WorkDraft[];
  readonly lines: readonly LineDraft[];
}

export const newPhase = (): PhaseDraft => ({ key: createEventId(), name: "", from: "", to: "" });
export const newWork = (): WorkDraft => ({ key: createEventId(), id: "", name: "" });
export const newTarget = (): TargetDraft => ({ ...newWork(), unit: "", figure: "" });
export const newLine = (): LineDraft => ({ ...newWork(), weight: "", serves: [], targets: [] });

export const emptyProgramme = (): ProgrammeDraft => ({ name: "", phases: [], works: [], lines: [newLine()] });

const textOf = (figure: string | number | null | undefined): string =>
  figure === null || figure === undefined ? "" : String(figure);

/** A definition to be edited. */
export function programmeDraftOf({ name, phases, centralWorks, lines }: Definition): ProgrammeDraft {
  const works = centralWorks.map((work) => ({ key: createEventId(), id: work.id, name: work.name }));
  return {
    name,
    phases: phases.map((phase) => ({ key: createEventId(), ...phase })),
    works,
    lines: lines.map((line) => ({
      key: createEventId(),
      id: line.id,
      name: line.name,
      weight: textOf(line.weight),
      serves: works.filter(({ id }) => line.centralWork.includes(id)).map(({ key }) => key),
      targets: line.targets.map(({ id, name: called, unit, figure }) => ({
        key: createEventId(),
        ...{ id, name: called, unit },
        figure: textOf(figure),
      })),
    })),
  };
}

const figurePattern = /^-?\d{1,15}(\.\d{1,6})?$/;

/** Whether a text can be a figure: exact, at most 15 digits before and 6 after the point; empty, there is none. */
export const isFigure = (text: string): boolean => text.trim() === "" || figurePattern.test(text.trim());

/** Whether everything that must be said is. */
export function isWholeProgramme({ name, phases, works, lines }: ProgrammeDraft): boolean {
  const isNamed = (part: { readonly name: string }) => part.name.trim() !== "";
  return (
    name.trim() !== "" &&
    phases.every((phase) => isNamed(phase) && phase.from !== "" && phase.from <= phase.to) &&
    works.every(isNamed) &&
    lines.every(
      (line) =>
        isNamed(line) &&
        isFigure(line.weight) &&
        line.targets.every((one) => isNamed(one) && one.unit.trim() !== "" && isFigure(one.figure)),
    )
  );
}

const idOf = ({ id, name }: WorkDraft): string => (id === "" ? name.trim() : id);
const figureOf = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** The definition that a draft means. What was there keeps its id, also under another name; what is new is called by its name. */
export function definitionOf({ name, phases, works, lines }: ProgrammeDraft): Definition {
  return {
    name: name.trim(),
    phases: phases.map(({ name: called, from, to }) => ({ name: called.trim(), from, to })),
    centralWorks: works.map((work) => ({ id: idOf(work), name: work.name.trim() })),
    lines: lines.map((line) => ({
      id: idOf(line),
      name: line.name.trim(),
      weight: figureOf(line.weight),
      centralWork: works.filter(({ key }) => line.serves.includes(key)).map(idOf),
      targets: line.targets.map((target) => ({
        id: idOf(target),
        name: target.name.trim(),
        unit: target.unit.trim(),
        figure: figureOf(target.figure),
      })),
    })),
  };
}
