import { isRejection, type Rejection, reject } from "../lifecycle/rejection.ts";
import type { VillageLink } from "../store/villageLinks.ts";
import type { VillageDraft } from "./villageDraft.ts";
import { kindOf, type VillageEventType } from "./villageEvent.ts";

/** What is said of a link: with whom, and the days; `today` stands where none is said. */
interface LinkWish {
  readonly type: VillageEventType;
  readonly subject: string;
  readonly party: string;
  readonly from?: string;
  readonly until?: string;
  readonly on?: string;
}

/** The link as it then stands, or why it cannot be. */
export function planLink(draft: VillageDraft, wish: LinkWish, today: string): VillageLink | Rejection {
  const kind = kindOf(wish.type);
  const links = draft.linksOf(kind, wish.subject, wish.party);
  return wish.type.endsWith(".unlinked")
    ? endLink(links, wish.on ?? today)
    : beginLink(links, {
        kind,
        subject: wish.subject,
        party: wish.party,
        from: wish.from ?? today,
        until: wish.until ?? null,
      });
}

function beginLink(links: readonly VillageLink[], link: VillageLink): VillageLink | Rejection {
  if (link.until !== null && link.until < link.from) {
    return reject("invalid-event", "the link ends before it begins", {
      errors: [{ pointer: "/data/until", detail: "lies before from" }],
    });
  }
  const overlaps = links.some((other) => startsBefore(other, link.until) && startsBefore(link, other.until));
  return overlaps ? notAccepted("linked", "they are linked in that time already", "unlinked") : link;
}

const startsBefore = ({ from }: VillageLink, until: string | null): boolean =>
  until === null || from <= until;

/** The last day of the link is the one named; a link that would then end before it began is no link that is in force. */
function endLink(links: readonly VillageLink[], on: string): VillageLink | Rejection {
  const link = links.find(({ from, until }) => from <= on && (until === null || until >= on));
  return link === undefined
    ? notAccepted("unlinked", "they are not linked on that day", "linked")
    : { ...link, until: on };
}

const notAccepted = (state: string, detail: string, accepted: string): Rejection =>
  reject("not-accepted", detail, { state, accepted: [accepted] });

/** Whether links of one party, put whole, leave each day to one of them. */
export function findOverlap(links: readonly VillageLink[]): VillageLink | undefined {
  return links.find((link, index) =>
    isRejection(
      beginLink(
        links.slice(0, index).filter(({ party }) => party === link.party),
        link,
      ),
    ),
  );
}
