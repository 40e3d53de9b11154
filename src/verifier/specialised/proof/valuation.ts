import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

import { VerifierShapeError } from "../../../errors/verifier.ts";
import { R } from "../../../field/scalar.ts";
import { pow } from "../emit/pow.ts";
import type { Node, Operation } from "../symbolic/node.ts";
import { reachableFrom } from "../symbolic/reach.ts";

const WORD = 1n << 256n;

/**
 * One choice of values for everything that a verifier does not compute: words of the call data and challenges are random elements of the field, points are random
 * multiples of one generator. What precompiles make of points is then arithmetic on those multiples.
 */
export class Valuation {
  readonly #seed: string;
  readonly #known = new Map<Node, bigint>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The discrete logarithm of the point (x, y). */
  point(x: Node, y: Node): bigint {
    for (const node of reachableFrom([x, y]))
      if (!this.#known.has(node) && !HASHED.has(node.operation)) this.#known.set(node, this.#value(node));
    return this.#logarithm(x, y);
  }

  #logarithm(x: Node, y: Node): bigint {
    if (x.operation === "pointX" && y.operation === "pointY" && x.args[0] === y.args[0])
      return this.#of(x.args[0]!);
    const zero = [x, y].every(({ operation, value }) => operation === "constant" && value === 0n);
    return zero ? 0n : this.#random(`point ${x.id} ${y.id}`);
  }

  #of(node: Node): bigint {
    const value = this.#known.get(node);
    if (value === undefined) throw new VerifierShapeError("a value of the verifier", node.operation);
    return value;
  }

  #value(node: Node): bigint {
    const { operation, args, value, id } = node;
    if (operation === "constant") return value;
    if (operation === "calldata") return this.#random(`word ${id}`);
    // A hash's remainder modulo R: independent of everything else.
    if (operation === "mod" && args[0]!.operation === "keccak") return this.#random(`challenge ${id}`);
    // Coordinates are only ever taken together.
    if (operation === "pointX" || operation === "pointY") return -1n;
    if (operation === "pointAdd")
      return (this.#logarithm(args[0]!, args[1]!) + this.#logarithm(args[2]!, args[3]!)) % R;
    if (operation === "pointMul") return (this.#logarithm(args[0]!, args[1]!) * this.#of(args[2]!)) % R;
    const rule = ARITHMETIC[operation];
    if (rule === undefined) throw new VerifierShapeError("a value of the verifier", operation);
    return rule(args.map((arg) => this.#of(arg)));
  }

  #random(label: string): bigint {
    return BigInt(`0x${bytesToHex(sha256(utf8ToBytes(`${this.#seed} ${label}`)))}`) % R;
  }
}

/** What instructions do to words. */
const ARITHMETIC: Partial<Record<Operation, (words: readonly bigint[]) => bigint>> = {
  add: ([a, b]) => (a! + b!) % WORD,
  sub: ([a, b]) => (a! - b! + WORD) % WORD,
  mod: ([a, m]) => a! % m!,
  addmod: ([a, b, m]) => (a! + b!) % m!,
  mulmod: ([a, b, m]) => (a! * b!) % m!,
  inverse: ([a]) => pow(a!, R - 2n),
};

/** What a challenge is the remainder of. */
const HASHED = new Set<Operation>(["keccak", "byte"]);
