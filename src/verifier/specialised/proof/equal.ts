import { VerifierShapeError } from "../../../errors/verifier.ts";
import type { VerifierFacts } from "../../facts.ts";
import { type Node, Nodes } from "../symbolic/node.ts";
import type { Program } from "../symbolic/program.ts";
import { reachableFrom } from "../symbolic/reach.ts";
import { type Behaviour, run } from "../symbolic/run.ts";
import { requireNoOverflow } from "./no-overflow.ts";
import { Valuation } from "./valuation.ts";

/** The chance that two different verifiers agree on one choice is that of a root of a polynomial: at most its degree over R, far below 2^-200. */
const CHOICES = 3;

/**
 * Proves that `ours` behaves as `theirs` does on every call in the layout that the guard enforces.
 *
 * Both run on symbolic call data with one stock of nodes, so that equal values are the same object. Then: the checks on the call data are the same; so is each
 * challenge's preimage, word for word; all calls of precompiles are checked in both; and the pairing gets the same points. The last is a question about rational functions of
 * the call data and the challenges; it is answered by evaluating both at points chosen from the sources' own hash, in a group in which every commitment is an independent random
 * multiple of one generator (a lemma of Schwartz and Zippel).
 * @throws VerifierShapeError
 */
export function requireEqual(
  theirs: Program,
  ours: Program,
  facts: VerifierFacts,
  seed: string,
  where?: string,
): void {
  const nodes = new Nodes();
  const expected = run(theirs, nodes, facts, {}, where);
  const actual = run(ours, nodes, facts, {}, where);
  const [checks, other] = [checksOfCalldata(expected), checksOfCalldata(actual)];
  requireSame("the checks of the call data", checks, other, where);
  requireSame("the challenges", challengesOf(expected), challengesOf(actual), where);
  for (const behaviour of [expected, actual]) requireCallsChecked(behaviour, where);
  for (const index of expected.pairing.keys())
    if (index > 1 && expected.pairing[index] !== actual.pairing[index])
      throw new VerifierShapeError("the pairing", `another word ${index}`, where);
  requireNoOverflow(actual.pairing.slice(0, 2), boundsOf(checks), where);
  for (let choice = 0; choice < CHOICES; choice++) {
    const valuation = new Valuation(`${seed} ${choice}`);
    if (
      valuation.point(expected.pairing[0]!, expected.pairing[1]!) !==
      valuation.point(actual.pairing[0]!, actual.pairing[1]!)
    )
      throw new VerifierShapeError("the pairing", "another point", where);
  }
}

function requireSame(
  what: string,
  expected: ReadonlySet<Node>,
  actual: ReadonlySet<Node>,
  where?: string,
): void {
  const missing = [...expected].filter((node) => !actual.has(node)).length;
  const added = [...actual].filter((node) => !expected.has(node)).length;
  if (missing + added > 0) throw new VerifierShapeError(what, `${missing} missing, ${added} more`, where);
}

function checksOfCalldata({ checks }: Behaviour): Set<Node> {
  return new Set([...checks].filter(({ operation }) => operation !== "succeeded" && operation !== "paired"));
}

/** Every remainder of a hash that the pairing's points depend on. */
function challengesOf({ pairing }: Behaviour): Set<Node> {
  return new Set(
    reachableFrom(pairing).filter(
      ({ operation, args }) => operation === "mod" && args[0]!.operation === "keccak",
    ),
  );
}

function requireCallsChecked({ checks, calls }: Behaviour, where?: string): void {
  const unchecked = calls.filter((call) => !checks.has(call)).length;
  const paired = [...checks].filter(({ operation }) => operation === "paired").length;
  if (unchecked > 0 || paired !== 1)
    throw new VerifierShapeError(
      "the calls of precompiles",
      `${unchecked} unchecked, ${paired} pairings`,
      where,
    );
}

function boundsOf(checks: ReadonlySet<Node>): Map<Node, bigint> {
  const bounds = new Map<Node, bigint>();
  for (const { operation, args } of checks)
    if (operation === "lt" && args[1]!.operation === "constant") bounds.set(args[0]!, args[1]!.value);
  return bounds;
}
