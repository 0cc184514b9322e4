import type { MatterItem } from "../batch/planMatter.ts";
import type { KnownVillageEvent } from "../store/villageEvents.ts";
import type { VillageLink } from "../store/villageLinks.ts";
import type { VillageStream } from "../store/villageStreams.ts";
import type { Visit } from "../store/visits.ts";
import type { RecordedVillageEvent, VillageKind } from "./villageEvent.ts";
import type { VillagePlace } from "./villageRights.ts";

/** All that planning village events may look at, as the transaction read it after it had the subjects' locks. */
export interface VillagesLoaded {
  readonly streams: readonly VillageStream[];
  readonly known: readonly KnownVillageEvent[];
  /** Of the villages of all subjects. */
  readonly places: readonly VillagePlace[];
  /** The units of the people that events and callers name, by person. */
  readonly unitByPerson: ReadonlyMap<string, string>;
  /** The units that events name and that there are. */
  readonly units: ReadonlySet<string>;
  readonly links: readonly VillageLink[];
}

/** A recorded event as it is planned: its matters have no numbers before all are planned. */
export interface PlannedVillageEvent {
  readonly event: Omit<RecordedVillageEvent, "matters">;
  readonly needs: readonly MatterItem[];
}

const keyOf = (kind: VillageKind, subject: string): string => `${kind}/${subject}`;
const nameOf = (source: string, id: string): string => `${source}\n${id}`;

/**
 * Village events being planned: what was loaded, and all that those planned so far would change. Memory only; each sees what those
 * before it did, so that what came together is applied as if it had come one by one.
 */
export class VillageDraft {
  readonly loaded: VillagesLoaded;
  readonly planned: PlannedVillageEvent[] = [];
  readonly visits: Visit[] = [];
  readonly #streams: Map<string, VillageStream>;
  readonly #known: Map<string, Omit<KnownVillageEvent, "matters">>;
  readonly #places: ReadonlyMap<string, VillagePlace>;
  readonly #links: VillageLink[];
  readonly #changed = new Map<string, VillageLink>();

  constructor(loaded: VillagesLoaded) {
    this.loaded = loaded;
    this.#streams = new Map(loaded.streams.map((stream) => [keyOf(stream.kind, stream.subject), stream]));
    this.#known = new Map(loaded.known.map((event) => [nameOf(event.source, event.id), event]));
    this.#places = new Map(loaded.places.map((place) => [place.code, place]));
    this.#links = [...loaded.links];
  }

  stream(kind: VillageKind, subject: string): VillageStream | undefined {
    return this.#streams.get(keyOf(kind, subject));
  }

  place(village: string): VillagePlace {
    return this.#places.get(village) ?? { code: village, above: [] };
  }

  known(source: string, id: string): Omit<KnownVillageEvent, "matters"> | undefined {
    return this.#known.get(nameOf(source, id));
  }

  /** The links of a subject with a party, as they now stand. */
  linksOf(kind: VillageKind, subject: string, party: string): VillageLink[] {
    return this.#links.filter(
      (link) => link.kind === kind && link.subject === subject && link.party === party,
    );
  }

  saveLink(link: VillageLink): void {
    const key = `${keyOf(link.kind, link.subject)}\n${link.party}\n${link.from}`;
    const isSame = (one: VillageLink) =>
      one.kind === link.kind &&
      one.subject === link.subject &&
      one.party === link.party &&
      one.from === link.from;
    const place = this.#links.findIndex(isSame);
    if (place === -1) this.#links.push(link);
    else this.#links[place] = link;
    this.#changed.set(key, link);
  }

  /** Takes an event as recorded, under the next revision of its subject. */
  record(planned: PlannedVillageEvent): void {
    const { event } = planned;
    this.planned.push(planned);
    const stream = this.stream(event.kind, event.subject);
    if (stream !== undefined)
      this.#streams.set(keyOf(event.kind, event.subject), { ...stream, revision: event.revision });
    this.#known.set(nameOf(event.source, event.id), event);
  }

  changedLinks(): VillageLink[] {
    return [...this.#changed.values()];
  }

  /** The subjects that something was recorded of, as far as they have come. */
  changedStreams(): VillageStream[] {
    const keys = new Set(this.planned.map(({ event }) => keyOf(event.kind, event.subject)));
    return [...keys].flatMap((key) => this.#streams.get(key) ?? []);
  }
}
