import { VerifierShapeError } from "../../errors/verifier.ts";
import type { Node, Operation } from "../symbolic/node.ts";
import { reachableFrom } from "../symbolic/reach.ts";

/**
 * Two functions whose numerators and denominators are of at most this degree agree at a random choice, if they differ, with a chance of at most 2^49 / R, below
 * 2^-200. The recorded circuits have degrees below 2^22, most of it from 2^k.
 */
const MAX_DEGREE = 1n << 48n;

/** Bounds of the degrees of a fraction's two parts. */
interface Degrees {
  numerator: bigint;
  denominator: bigint;
}

/**
 * Proves that the roots are rational functions of low degree in the words of the call data, the challenges and the points, so that a few random choices tell them
 * apart, and no text can be ground to meet them. Without this, a function that is another at a single value of a word, or at half of all, would look the same.
 *
 * An inverse of zero is zero, which no rational function says. So what is inverted may depend on challenges only: these nobody can choose.
 * @throws VerifierShapeError
 */
export function requireLowDegree(roots: readonly Node[], where?: string): void {
  const degrees = new Map<Node, Degrees>();
  const ofCalldata = new Set<Node>();
  for (const node of reachableFrom(roots)) {
    const { operation, args } = node;
    const isChallenge = operation === "mod" && args[0]!.operation === "keccak";
    if (operation === "calldata" || (!isChallenge && args.some((arg) => ofCalldata.has(arg))))
      ofCalldata.add(node);
    if (operation === "inverse" && ofCalldata.has(args[0]!))
      throw new VerifierShapeError("an inverse", "of something that call data decides", where);
    const rule = isChallenge ? undefined : RULES[operation];
    const degree = rule?.(args.map((arg) => degrees.get(arg) ?? ATOM)) ?? ATOM;
    if (degree.numerator > MAX_DEGREE || degree.denominator > MAX_DEGREE)
      throw new VerifierShapeError("a value of the verifier", "its degree is too high", where);
    degrees.set(node, degree);
  }
}

/** Words, challenges, and constants, which can be coordinates of a point of unknown logarithm. */
const ATOM: Degrees = { numerator: 1n, denominator: 0n };

function sum(a: Degrees, b: Degrees): Degrees {
  const [one, other] = [a.numerator + b.denominator, b.numerator + a.denominator];
  return { numerator: one > other ? one : other, denominator: a.denominator + b.denominator };
}

function product(a: Degrees, b: Degrees): Degrees {
  return { numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator };
}

/** Of a point both coordinates have the degrees of its logarithm. What is not named is no number. */
const RULES: Partial<Record<Operation, (args: readonly Degrees[]) => Degrees>> = {
  add: ([a, b]) => sum(a!, b!),
  sub: ([a, b]) => sum(a!, b!),
  addmod: ([a, b]) => sum(a!, b!),
  mulmod: ([a, b]) => product(a!, b!),
  mod: ([a]) => a!,
  inverse: ([a]) => ({ numerator: a!.denominator, denominator: a!.numerator }),
  pointAdd: ([ax, , bx]) => sum(ax!, bx!),
  pointMul: ([ax, , scalar]) => product(ax!, scalar!),
  pointX: ([a]) => a!,
  pointY: ([a]) => a!,
};
