import { VerifierShapeError } from "../../../errors/verifier.ts";
import { R } from "../../../field/scalar.ts";
import type { Node } from "../../symbolic/node.ts";
import type { WatchedRun } from "./watch.ts";

export interface EvaluationSet {
  rotations: bigint[];
  /** By power of zeta, then by point. */
  evaluations: Node[][];
}

/**
 * Takes r apart: the sum over the sets of nu^j times the set's interpolated value, in which a set's value is the sum over its polynomials of zeta^i times a sum of
 * coefficient and evaluation over its points.
 * @throws VerifierShapeError
 */
export function readEvaluations(seen: WatchedRun, where?: string): EvaluationSet[] {
  const refuse = (found: string): never => {
    throw new VerifierShapeError("the evaluations of the multi-open argument", found, where);
  };
  const [nu, zeta, x] = [seen.quantity("nu"), seen.quantity("zeta"), seen.quantity("x")];
  const product = (node: Node | undefined): readonly [Node, Node] => {
    if (node?.operation !== "mulmod") return refuse(`${node?.operation ?? "nothing"} instead of a product`);
    return [node.args[0]!, node.args[1]!];
  };
  /** A power of omega: the value of a point where x is 1. */
  const rotation = (point: Node): bigint => {
    if (point === x) return 1n;
    if (point.operation === "constant") return point.value;
    const [a, b] = product(point);
    return (rotation(a) * rotation(b)) % R;
  };
  /** A coefficient is the inverse of a product whose last factor is mu - point. */
  const pointOf = (coefficient: Node): bigint => {
    const difference = coefficient.operation === "inverse" ? product(coefficient.args[0])[1] : undefined;
    const negative = difference?.operation === "addmod" ? difference.args[1] : undefined;
    if (negative?.operation !== "sub") return refuse("a coefficient of another form");
    return rotation(negative.args[1]!);
  };
  const readSet = (from: Node): EvaluationSet => {
    // All sets but the first are multiplied by their difference at the end.
    let at = from.operation === "mulmod" ? from.args[0]! : from;
    const polynomials: { rotation: bigint; evaluation: Node }[][] = [[]];
    while (at.operation === "addmod") {
      const [coefficient, evaluation] = product(at.args[1]);
      polynomials.at(-1)!.unshift({ rotation: pointOf(coefficient), evaluation });
      at = at.args[0]!;
      if (at.operation === "mulmod" && at.args[1] === zeta) {
        polynomials.push([]);
        at = at.args[0]!;
      }
    }
    if (at.operation !== "constant" || at.value !== 0n) refuse("a sum that does not start from zero");
    const rotations = polynomials[0]!.map((entry) => entry.rotation);
    for (const entries of polynomials)
      if (
        entries.some((entry, index) => entry.rotation !== rotations[index]) ||
        entries.length !== rotations.length
      )
        refuse("polynomials of one set at different points");
    return {
      rotations,
      evaluations: polynomials.map((entries) => entries.map(({ evaluation }) => evaluation)),
    };
  };
  const sets: EvaluationSet[] = [];
  let at = seen.stored("R_EVAL_MPTR");
  while (at.operation === "addmod") {
    sets.push(readSet(product(at.args[1])[1]));
    const [rest, by] = product(at.args[0]);
    if (by !== nu) refuse("another scalar than nu");
    at = rest;
  }
  sets.push(readSet(product(at)[1]));
  return sets;
}
