import type { Unit } from "@duban/engine";
import { type CellFault, cellFault } from "./ledgerFault.ts";
import { plainText } from "./plainText.ts";

/** The units a ledger's cell names, in the order it names them. */
export interface NamedUnits {
  readonly lead: readonly string[];
  readonly others: readonly string[];
  readonly faults: readonly CellFault[];
}

const separators = /[、,;/|\n\r]+|(?<=[局委办镇乡部院会所中心司])[和及与](?=\p{Script=Han})/u;
const leadLabel = /(?:牵头|主办)(?:单位|部门)?[:：]/;
const otherLabel = /(?:责任|协办|配合|承办|参与)(?:单位|部门)?[:：]/;
const allTownships = /^(?:各|全部|全县)?(?:\d+|[一二三四五六七八九十]+)?个?乡\(?镇\)?(?:人民政府)?$/;
const countyPrefix = /^(?:中共)?(?:\p{Script=Han}{2,3}县|县)(?:委|人民政府|政府)?/u;

/** Finds units by what people call them: code, name, alias, with or without the county before it. */
export class UnitNames {
  readonly #units: readonly Unit[];
  readonly #codeByName = new Map<string, string | null>();

  constructor(units: readonly Unit[]) {
    this.#units = units;
    for (const { code, name, aliases } of units) {
      for (const called of new Set([code, name, ...aliases])) this.#learn(plainText(called), code);
    }
  }

  // A name that two units answer to is nobody's.
  #learn(name: string, code: string): void {
    const known = this.#codeByName.get(name);
    this.#codeByName.set(name, known === undefined || known === code ? code : null);
  }

  find(name: string): string | undefined {
    const plain = plainText(name);
    return (
      this.#codeByName.get(plain) ??
      this.#codeByName.get(plain.replace(countyPrefix, "")) ??
      this.#codeByName.get(`县${plain}`) ??
      undefined
    );
  }

  townships(): readonly string[] {
    return this.#units.filter(({ kind }) => kind === "township").map(({ code }) => code);
  }

  /** The unit whose name or alias is most like this one, if any is like it at all. */
  nearest(name: string): string | null {
    const plain = plainText(name).replace(countyPrefix, "");
    let best = { name: null as string | null, likeness: 0.4 };
    for (const unit of this.#units) {
      for (const called of [unit.name, ...unit.aliases]) {
        const likeness = likenessOf(plain, plainText(called));
        if (likeness > best.likeness) best = { name: unit.name, likeness };
      }
    }
    return best.name;
  }
}

/** How much of two names is shared, from 0 to 1: the longest common subsequence over the mean length. */
function likenessOf(one: string, other: string): number {
  const [first, second] = [[...one], [...other]];
  let row = Array.from({ length: second.length + 1 }, () => 0);
  for (const letter of first) {
    const next = [0];
    for (const [place, against] of second.entries()) {
      const diagonal = row[place] ?? 0;
      next.push(letter === against ? diagonal + 1 : Math.max(row[place + 1] ?? 0, next[place] ?? 0));
    }
    row = next;
  }
  return (2 * (row.at(-1) ?? 0)) / Math.max(1, first.length + second.length);
}

/**
 * Reads the units of a cell: names with 、 or ， between, "各乡镇", "林业局（牵头）", or both parts in one,
 * "牵头单位：林业局　责任单位：各乡镇". A cell with no label is all `others`.
 */
export function readUnits(text: string, names: UnitNames): NamedUnits {
  const plain = text.normalize("NFKC");
  const parts = splitLabels(plain);
  const faults: CellFault[] = [];
  const lead: string[] = [];
  const others: string[] = [];
  for (const { isLead, body } of parts) {
    for (const part of body.split(separators).flatMap((name) => splitBySpace(name, names))) {
      const isMarkedLead = /\((?:牵头|主办)\)/.test(part);
      const name = plainText(part)
        .replaceAll(/\((?:牵头|主办|配合|协办|责任)\)/g, "")
        .replaceAll(/[.。:：等]+$/g, "");
      if (name === "") continue;
      const found = allTownships.test(name)
        ? names.townships()
        : [names.find(name)].filter((code) => code !== undefined);
      if (found.length === 0) faults.push(unknownUnit(name, names));
      (isLead || isMarkedLead ? lead : others).push(...found);
    }
  }
  return { lead: [...new Set(lead)], others: [...new Set(others)], faults };
}

function unknownUnit(name: string, names: UnitNames): CellFault {
  const nearest = names.nearest(name);
  return nearest === null
    ? cellFault(`没有单位叫“${name}”`, `there is no unit called ${name}`)
    : cellFault(
        `没有单位叫“${name}”，是不是“${nearest}”？`,
        `there is no unit called ${name}; perhaps ${nearest}`,
        nearest,
      );
}

/** A space may stand between two names, or inside one. */
function splitBySpace(text: string, names: UnitNames): readonly string[] {
  return names.find(text) === undefined ? text.split(/\s+/) : [text];
}

function splitLabels(text: string): readonly { readonly isLead: boolean; readonly body: string }[] {
  const parts = text.split(/((?:牵头|主办|责任|协办|配合|承办|参与)(?:单位|部门)?[:：])/);
  const labelled: { readonly isLead: boolean; readonly body: string }[] = [];
  const [before = ""] = parts;
  if (before.trim() !== "") labelled.push({ isLead: false, body: before });
  for (let index = 1; index < parts.length; index += 2) {
    labelled.push({ isLead: leadLabel.test(parts[index] ?? ""), body: parts[index + 1] ?? "" });
  }
  return labelled;
}

/** Whether a cell says itself who leads and who else takes part. */
export const hasUnitLabels = (text: string): boolean =>
  leadLabel.test(text.normalize("NFKC")) || otherLabel.test(text.normalize("NFKC"));
