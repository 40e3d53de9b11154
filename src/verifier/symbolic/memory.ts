import { VerifierShapeError } from "../../errors/verifier.ts";
import type { Node } from "./node.ts";

/** Memory by words at multiples of 32; whatever else verifiers could do with it is refused. */
export class Memory {
  readonly #words = new Map<number, Node>();
  /** Words of which only the first byte is known. */
  readonly #bytes = new Map<number, number>();
  readonly #limit: number;
  readonly #where: string | undefined;

  /** @param limit in bytes */
  constructor(limit: number, where: string | undefined) {
    this.#limit = limit;
    this.#where = where;
  }

  /** The word at `at`, of which every byte was written. */
  read(at: number): Node {
    const node = this.#words.get(this.#aligned(at));
    if (node === undefined) this.#refuse(`no word was written to ${at}`);
    return node;
  }

  write(at: number, node: Node): void {
    this.#words.set(this.#aligned(at), node);
    this.#bytes.delete(at);
  }

  /** The first byte of a word; the others are not known from here on. */
  writeByte(at: number, value: number): void {
    if (value > 0xff) this.#refuse(`a byte of ${value}`);
    this.#bytes.set(this.#aligned(at), value);
    this.#words.delete(at);
  }

  readByte(at: number): number {
    const value = this.#bytes.get(this.#aligned(at));
    if (value === undefined) this.#refuse(`no byte was written to ${at}`);
    return value;
  }

  /** `length` bytes from `at` on, a multiple of 32. */
  range(at: number, length: number): Node[] {
    return Array.from({ length: this.#aligned(length) / 32 }, (_, index) => this.read(at + 32 * index));
  }

  #aligned(at: number): number {
    if (!Number.isSafeInteger(at) || at % 32 !== 0 || at >= this.#limit) this.#refuse(`an address of ${at}`);
    return at;
  }

  #refuse(found: string): never {
    throw new VerifierShapeError("the use of memory", found, this.#where);
  }
}
