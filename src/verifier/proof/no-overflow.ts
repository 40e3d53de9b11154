import { VerifierShapeError } from "../../errors/verifier.ts";
import type { Node } from "../symbolic/node.ts";
import { reachableFrom } from "../symbolic/reach.ts";

const MAX_WORD = (1n << 256n) - 1n;

/**
 * Proves that no sum or difference wraps around, for any call data that passes the checks: each word's largest value follows from those it is computed from.
 * @param below nodes that the checks hold below a constant
 * @throws VerifierShapeError
 */
export function requireNoOverflow(
  roots: readonly Node[],
  below: ReadonlyMap<Node, bigint>,
  where?: string,
): void {
  const bounds = new Map<Node, bigint>();
  for (const node of reachableFrom(roots)) {
    const limit = below.get(node);
    bounds.set(node, limit === undefined ? largest(node, bounds, where) : limit - 1n);
  }
}

function largest(
  { operation, args, value }: Node,
  bounds: ReadonlyMap<Node, bigint>,
  where?: string,
): bigint {
  const [a, b] = args.map((arg) => bounds.get(arg)!);
  const below = (modulus: Node | undefined) =>
    modulus?.operation === "constant" ? modulus.value - 1n : MAX_WORD;
  if (operation === "constant") return value;
  if (operation === "add") {
    if (a! + b! > MAX_WORD) throw new VerifierShapeError("a sum", "it could exceed a word", where);
    return a! + b!;
  }
  if (operation === "sub") {
    if (args[0]!.operation !== "constant" || b! > a!)
      throw new VerifierShapeError("a difference", "it could be below zero", where);
    return a!;
  }
  if (operation === "mod") return below(args[1]);
  return operation === "addmod" || operation === "mulmod" ? below(args[2]) : MAX_WORD;
}
