import { VerifierShapeError } from "../../../errors/verifier.ts";
import type { Node } from "./node.ts";

/** Memory by words at multiples of 32; whatever else verifiers could do with it is refused. */
export class Memory {
  readonly #words = new Map<number, Node>();
  readonly #where: string | undefined;

  constructor(where: string | undefined) {
    this.#where = where;
  }

  read(at: number): Node {
    const node = this.#words.get(this.#aligned(at));
    if (node === undefined) this.#refuse(`nothing was written to ${at}`);
    return node;
  }

  write(at: number, node: Node): void {
    this.#words.set(this.#aligned(at), node);
  }

  /** `length` bytes from `at` on, a multiple of 32. */
  range(at: number, length: number): Node[] {
    return Array.from({ length: this.#aligned(length) / 32 }, (_, index) => this.read(at + 32 * index));
  }

  #aligned(at: number): number {
    if (!Number.isSafeInteger(at) || at % 32 !== 0 || at > 1 << 24) this.#refuse(`an address of ${at}`);
    return at;
  }

  #refuse(found: string): never {
    throw new VerifierShapeError("the use of memory", found, this.#where);
  }
}
