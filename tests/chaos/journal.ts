/** What became of one try to send something: nobody knows, a "no" that changed nothing, or an acknowledgement. */
export type Try =
  | { readonly outcome: "unknown" }
  | { readonly outcome: "rejected"; readonly kind: string }
  | { readonly outcome: "applied" | "duplicate"; readonly revision: number; readonly state: string };

/** An event as its sender knows it. */
export interface SentEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly task: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly expectedRevision: number | null;
  /** Sent on purpose under an id that was used for something else. */
  readonly isForgery: boolean;
  readonly tries: Try[];
}

/** A matter as who asked for it knows it; `id` once it was answered. */
export interface SentMatter {
  readonly key: string;
  readonly answers: { readonly id: string; readonly tasks: readonly string[] }[];
}

/** Who sent what and what was answered: the other half of what the checks hold against the database. */
export class Journal {
  readonly events: SentEvent[] = [];
  /** Events of one request that was answered at its first try, in the order they were sent. */
  readonly batches: (readonly SentEvent[])[] = [];
  readonly matters: SentMatter[] = [];
  /** Answers that should never come, such as `internal-error`. */
  readonly complaints: string[] = [];

  readonly #known = new Set<SentEvent>();

  /** Whether the event is in the journal; puts it on record that it now is. */
  knows(event: SentEvent): boolean {
    if (this.#known.has(event)) return true;
    this.#known.add(event);
    return false;
  }

  get acknowledgedCount(): number {
    return this.events.filter(isAcknowledged).length;
  }
}

export const isAcknowledged = (event: SentEvent): boolean =>
  event.tries.some(({ outcome }) => outcome === "applied" || outcome === "duplicate");
