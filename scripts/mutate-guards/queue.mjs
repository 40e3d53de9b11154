/**
 * Guards to remove, for several workers: one that goes on with the sample that it was at has its tests loaded already, and one that needs another takes
 * one that nobody is at.
 * @template {{ sample: string }} T
 */
export class Queue {
  #waiting;
  /** @type {Set<string>} */
  #begun = new Set();

  /** @param {readonly T[]} items */
  constructor(items) {
    this.#waiting = [...items];
  }

  /**
   * @param {string} [sample] What the worker was at.
   * @returns {T | undefined}
   */
  next(sample) {
    const same = this.#waiting.findIndex((item) => item.sample === sample);
    const other = this.#waiting.findIndex((item) => !this.#begun.has(item.sample));
    const [item] = this.#waiting.splice(Math.max(0, same >= 0 ? same : other), 1);
    if (item !== undefined) this.#begun.add(item.sample);
    return item;
  }
}
