import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

import { VerifierShapeError } from "../../errors/verifier.ts";
import { R } from "../../field/scalar.ts";
import { pow } from "../pow.ts";
import type { Node, Operation } from "../symbolic/node.ts";
import { reachableFrom } from "../symbolic/reach.ts";
import { BASE_MODULUS, isOnCurve } from "../curve.ts";

const WORD = 1n << 256n;

/**
 * One choice of values for everything that a verifier does not compute: words of the call data and challenges are random elements of the field, points are random
 * multiples of one generator. What precompiles make of points is then arithmetic on those multiples. Whatever is not a number modulo R, or not a point, has no
 * value here and is refused: another modulus, a coordinate or a hash taken for a number, coordinates of two points taken for one.
 */
export class Valuation {
  readonly #seed: string;
  readonly #points: ReadonlySet<Node>;
  readonly #known = new Map<Node, bigint>();

  /** @param points x of each point of the call data that is checked to be on the curve, y is the word after it */
  constructor(seed: string, points: ReadonlySet<Node>) {
    this.#seed = seed;
    this.#points = points;
  }

  /** The discrete logarithm of the point (x, y). */
  point(x: Node, y: Node): bigint {
    for (const node of reachableFrom([x, y]))
      if (!this.#known.has(node) && !WITHOUT_VALUE.has(node.operation))
        this.#known.set(node, this.#value(node));
    return this.#logarithm(x, y);
  }

  #logarithm(x: Node, y: Node): bigint {
    if (x.operation === "pointX" && y.operation === "pointY" && x.args[0] === y.args[0])
      return this.#of(x.args[0]!);
    if (x.operation === "calldata" && y.operation === "calldata") {
      if (y.value !== x.value + 32n || !this.#points.has(x))
        refuse("words that are not checked to be a point");
      return this.#random(`point ${x.value}`);
    }
    if (x.operation !== "constant" || y.operation !== "constant") return refuse("coordinates of two points");
    if (x.value === 0n && y.value === 0n) return 0n;
    if (!isOnCurve(x.value, y.value)) refuse("a constant that is no point");
    // The point and its opposite are two multiples of one.
    const lower = y.value < BASE_MODULUS - y.value ? y.value : BASE_MODULUS - y.value;
    const logarithm = this.#random(`constant ${x.value} ${lower}`);
    return lower === y.value ? logarithm : R - logarithm;
  }

  #of(node: Node): bigint {
    return this.#known.get(node) ?? refuse(`${node.operation} taken for a number`);
  }

  #value(node: Node): bigint {
    const { operation, args, value, id } = node;
    if (operation === "constant") return value;
    if (operation === "calldata") return this.#random(`word ${value}`);
    if (operation === "pointAdd")
      return (this.#logarithm(args[0]!, args[1]!) + this.#logarithm(args[2]!, args[3]!)) % R;
    if (operation === "pointMul") return (this.#logarithm(args[0]!, args[1]!) * this.#of(args[2]!)) % R;
    if (operation === "inverse") {
      const inverted = this.#of(args[0]!) % R;
      return inverted === 0n ? refuse("an inverse of zero") : pow(inverted, R - 2n);
    }
    const modulus = args.at(-1);
    if (REDUCED.has(operation) && (modulus?.operation !== "constant" || modulus.value !== R))
      refuse("a modulus other than the field's");
    // A hash's remainder: independent of everything else.
    if (operation === "mod" && args[0]!.operation === "keccak") return this.#random(`challenge ${id}`);
    const rule = ARITHMETIC[operation] ?? refuse(operation);
    return rule(args.map((arg) => this.#of(arg)));
  }

  #random(label: string): bigint {
    return BigInt(`0x${bytesToHex(sha256(utf8ToBytes(`${this.#seed} ${label}`)))}`) % R;
  }
}

function refuse(found: string): never {
  throw new VerifierShapeError("a value of the verifier", found);
}

/** Their last argument is the modulus. */
const REDUCED = new Set<Operation>(["mod", "addmod", "mulmod"]);

/** What instructions do to words. */
const ARITHMETIC: Partial<Record<Operation, (words: readonly bigint[]) => bigint>> = {
  add: ([a, b]) => (a! + b!) % WORD,
  sub: ([a, b]) => (a! - b! + WORD) % WORD,
  mod: ([a]) => a! % R,
  addmod: ([a, b]) => (a! + b!) % R,
  mulmod: ([a, b]) => (a! * b!) % R,
};

/** What a challenge is the remainder of, and coordinates, which mean something only together. */
const WITHOUT_VALUE = new Set<Operation>(["keccak", "byte", "pointX", "pointY"]);
