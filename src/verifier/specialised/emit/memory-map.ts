/** Where the contract keeps what. The low words are for the precompiles; named words follow; the transcript is hashed above them. */
export const ACC = 0x00;
export const SCALAR = 0x40;
export const PRODUCT = 0x60;
export const ADDEND = 0xa0;
export const TOTAL = 0xe0;
export const TOTAL_ADDEND = 0x120;
const FIRST_SLOT = 0x160;

/** Gives each name a word of its own. */
export class Slots {
  readonly #addresses = new Map<string, number>();
  #next = FIRST_SLOT;

  /** The word's address; a name has the same one always. */
  of(name: string, words = 1): number {
    const known = this.#addresses.get(name);
    if (known !== undefined) return known;
    const address = this.#next;
    this.#addresses.set(name, address);
    this.#next += 32 * words;
    return address;
  }

  /** Names and addresses, in order. */
  get all(): ReadonlyMap<string, number> {
    return this.#addresses;
  }

  get end(): number {
    return this.#next;
  }
}
