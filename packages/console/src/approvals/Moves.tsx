import type { People, Units } from "../app/queries.ts";
import type { Approval, Remainder } from "../app/shapes.ts";
import { useWords, type Words } from "../words/language.tsx";
import { fullTimeText } from "../words/when.ts";
import { partyText } from "./partyText.ts";

interface Props {
  readonly approval: Approval;
  readonly now: string;
  readonly people: People;
  readonly units: Units;
}

/** What a decision would move: the due instant from and to, what is held, how far the approvals of a closure have come. */
export function Moves({ approval, now, people, units }: Props) {
  const words = useWords();
  const { t } = words;
  const sentence = movesSentence(words, approval, now);
  const { approvals } = approval.moves;
  return (
    <>
      {sentence !== null && <p className="moves">{sentence}</p>}
      {approvals !== undefined && (approvals.needed > 1 || approvals.turn !== undefined) && (
        <p className="moves">
          <progress
            value={approvals.given.length}
            max={approvals.needed}
            aria-label={t("approvalsProgress", { given: approvals.given.length, needed: approvals.needed })}
          />{" "}
          {t("approvalsProgress", { given: approvals.given.length, needed: approvals.needed })}
          {approvals.given.length > 0 &&
            t("approvalsGivenBy", {
              who: words.list(approvals.given.map((party) => partyText(words, party, people, units))),
            })}
          {approvals.turn !== undefined && (
            <> · {t("approvalsTurn", { who: stepText(words, approvals.turn, people, units) })}</>
          )}
        </p>
      )}
    </>
  );
}

/** Who a step of the chain asks for. */
function stepText(
  { term }: Words,
  { role, unit, person }: NonNullable<NonNullable<Approval["moves"]["approvals"]>["turn"]>,
  people: People,
  units: Units,
): string {
  const who = term("role", role);
  if (person !== undefined) return `${people.nameOf(person)} (${who})`;
  return unit === undefined ? who : `${units.nameOf(unit)} ${who}`;
}

function movesSentence(words: Words, { kind, moves }: Approval, now: string): string | null {
  const { t } = words;
  const { dueFrom, dueTo, workdays = 0, days = 0, remaining } = moves;
  if (kind === "extension" && dueFrom !== undefined && dueTo !== undefined) {
    const [from, to] = [fullTimeText(words, dueFrom, now), fullTimeText(words, dueTo, now)];
    return t("movesDue", { from, to, workdays, days });
  }
  if (remaining === undefined || remaining === null) return null;
  const left = remainderText(words, remaining);
  if (kind === "suspension") return t("movesHeld", { left });
  return kind === "closure" || kind === "inspection" ? t("movesBack", { left }) : null;
}

function remainderText({ t }: Words, remaining: Remainder): string {
  const n = "workdays" in remaining ? remaining.workdays : "days" in remaining ? remaining.days : null;
  if (n === null || !("workdays" in remaining || "days" in remaining)) {
    const hours = "milliseconds" in remaining ? Math.floor(remaining.milliseconds / 3_600_000) : 0;
    return t("hoursText", { n: Math.max(0, hours) });
  }
  return t("workdays" in remaining ? "workdaysText" : "daysText", { n: Math.max(0, n) });
}
