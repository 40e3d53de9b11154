/** How much of a search's time is gone. What an earlier run did counts with the time that it took then. */
export class Clock {
  /** Seconds. */
  readonly budget: number;
  #start = performance.now();

  constructor(budget: number) {
    this.budget = budget;
  }

  /** Seconds. */
  get spent(): number {
    return (performance.now() - this.#start) / 1000;
  }

  /** Seconds; negative when the budget is overdrawn. */
  get left(): number {
    return this.budget - this.spent;
  }

  /** True when more than this share of the budget is spent. */
  past(share: number): boolean {
    return this.spent > this.budget * share;
  }

  /** The share of the budget that is spent when one of `parts` equal parts of the time until `end`, in seconds spent, is over. */
  shareUntil(end: number, parts: number): number {
    return (this.spent + Math.max(0, end - this.spent) / parts) / this.budget;
  }

  /** Something was found done, and when it was done so many seconds were spent: moves forward to then, never back. */
  advance(spent: number): void {
    this.#start = Math.min(this.#start, performance.now() - spent * 1000);
  }
}
