import { VerifierShapeError } from "../../../errors/verifier.ts";
import type { Node } from "../../symbolic/node.ts";
import type { Commitment } from "./circuit.ts";
import type { WatchedRun } from "./watch.ts";

const hex = (value: bigint) => `0x${value.toString(16).padStart(64, "0")}`;

/** The commitments of the multi-open argument, from the points that the pairing is given. */
export interface Commitments {
  sets: Commitment[][];
  quotient: number[];
  opening: [number, number];
}

/**
 * Takes the pairing's left point apart: set_0 + ... + nu^j (d_j / d_0) set_j - r G1 - d_0 W + mu W', where each set is a polynomial in zeta with commitments as
 * coefficients, evaluated by Horner's rule.
 * @throws VerifierShapeError
 */
export function readCommitments(seen: WatchedRun, source: string, where?: string): Commitments {
  const refuse = (found: string): never => {
    throw new VerifierShapeError("the multi-open argument", found, where);
  };
  /** The operation that a pair of words is the result of; null for words of the proof or of the key. */
  const made = (x: Node, y: Node): Node | null =>
    x.operation === "pointX" && y.operation === "pointY" && x.args[0] === y.args[0] ? x.args[0]! : null;
  const operands = (node: Node | null, operation: "pointAdd" | "pointMul"): readonly Node[] => {
    if (node?.operation !== operation) return refuse(`no ${operation} where one was expected`);
    return node.args;
  };
  /** Splits p + s q off: p, q and s. */
  const split = (node: Node | null) => {
    const [px, py, qx, qy] = operands(node, "pointAdd");
    const [x, y, scalar] = operands(made(qx!, qy!), "pointMul");
    return { rest: made(px!, py!), x: x!, y: y!, scalar: scalar! };
  };
  const labels = new Map(
    [...source.matchAll(/^ *mstore\(0x[0-9a-f]+, (0x[0-9a-f]{64})\) \/\/ (\w+\[\d+\])\.x *$/gm)].map(
      ([, x, label]) => [x!, label!] as const,
    ),
  );
  let quotient: number[] | null = null;
  const commitment = (x: Node, y: Node): Commitment => {
    if (x.operation === "calldata") return { kind: "proof", offset: Number(x.value) };
    if (x.operation === "constant")
      return { kind: "key", x: x.value, y: y.value, label: labels.get(hex(x.value)) ?? "commitment" };
    if (quotient !== null) return refuse("a second point that is computed");
    quotient = [];
    const pieces = horner(made(x, y), seen.quantity("xToN"));
    for (const [px] of pieces) quotient.push(Number(px.value));
    return { kind: "quotient" };
  };
  /** Coefficients by power of `scalar`. */
  const horner = (from: Node | null, scalar: Node): (readonly [Node, Node])[] => {
    const points: (readonly [Node, Node])[] = [];
    let at = from;
    for (;;) {
      const [mx, my, x, y] = operands(at, "pointAdd");
      points.push([x!, y!]);
      const [ax, ay, by] = operands(made(mx!, my!), "pointMul");
      if (by !== scalar) return refuse("another scalar on the way");
      at = made(ax!, ay!);
      if (at === null) return [...points, [ax!, ay!]];
    }
  };
  const set = (x: Node, y: Node): Commitment[] => {
    const from = made(x, y);
    const points = from === null ? [[x, y] as const] : horner(from, seen.quantity("zeta"));
    return points.map(([px, py]) => commitment(px, py));
  };

  const [x, y, , , , , rightX] = seen.behaviour.pairing;
  const last = split(made(x!, y!));
  const first = split(last.rest);
  const generator = split(first.rest);
  if (last.x !== rightX) refuse("another point on the pairing's right side");
  const sets: Commitment[][] = [];
  let rest = generator.rest;
  // A sum of sets has a product in the second place; the set itself has one in the first.
  while (rest?.operation === "pointAdd") {
    const { args } = rest;
    const product = made(args[2]!, args[3]!);
    if (product?.operation !== "pointMul") break;
    sets.unshift(set(product.args[0]!, product.args[1]!));
    rest = made(args[0]!, args[1]!);
  }
  if (rest === null) return refuse("a first set of a single commitment");
  sets.unshift(horner(rest, seen.quantity("zeta")).map(([px, py]) => commitment(px, py)));
  return { sets, quotient: quotient ?? [], opening: [Number(first.x.value), Number(last.x.value)] };
}
