/**
 * What is still to happen, earliest first; of one instant, in the order it was put there.
 *
 * Some two thousand entries in a run: a sorted array is enough.
 */
export class Agenda<T extends { readonly at: number }> {
  readonly #entries: T[] = [];

  add(entry: T): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#entries[middle];
      if (other !== undefined && other.at <= entry.at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, entry);
  }

  /** Takes out all entries of the earliest instant; none if nothing is left. */
  takeNext(): T[] {
    const at = this.#entries[0]?.at;
    const count = this.#entries.findIndex((entry) => entry.at !== at);
    return this.#entries.splice(0, count === -1 ? this.#entries.length : count);
  }
}
