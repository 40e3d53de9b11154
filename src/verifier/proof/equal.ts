import { VerifierShapeError } from "../../errors/verifier.ts";
import { ANSWER_BYTES } from "../answers.ts";
import type { VerifierFacts } from "../facts.ts";
import { type Node, Nodes, type Operation } from "../symbolic/node.ts";
import type { Program } from "../symbolic/program.ts";
import { reachableFrom } from "../symbolic/reach.ts";
import { type Behaviour, run } from "../symbolic/run.ts";
import { BASE_MODULUS } from "../curve.ts";
import { requireLowDegree } from "./low-degree.ts";
import { requireNoOverflow } from "./no-overflow.ts";
import { Valuation } from "./valuation.ts";

/** The chance that two different verifiers agree on one choice is that of a root of a polynomial: at most its degree, which `requireLowDegree` bounds, over R. */
const CHOICES = 3;
/** Ours is longer than the engine's by a few instructions for each call, and cheaper otherwise. */
const STEPS_MORE = 2;

export interface EqualityOptions {
  /** Chooses the points at which both are compared: a hash of all that could have been chosen to pass. */
  seed: string;
  /** Whether ours has to make all checks of the call data before it gives a point to a precompile, which takes all gas for one that is off the curve. */
  checksBeforePoints: boolean;
  /** Label of the sources in errors. */
  where?: string | undefined;
}

/**
 * Proves that `ours` behaves as `theirs` does on every call in the canonical layout, at no more calls of precompiles and not many more instructions, and reverts on
 * every other: with its error where Solidity's own decoder lets the call through.
 *
 * Ours begins with the guard. Both run on symbolic call data with one stock of nodes, so that equal values are the same object. Then: the checks on the call data
 * are the same; so is each challenge's preimage, word for word; ours looks at each precompile's success and the length of its answer, and at the pairing's word;
 * and the pairing gets the same points. The last is a question about rational functions of the call data and the challenges; it is answered by evaluating both at
 * points chosen by the seed, in a group in which every commitment is an independent random multiple of one generator (a lemma of Schwartz and Zippel).
 * @throws VerifierShapeError
 */
export function requireEqual(
  theirs: Program,
  ours: Program,
  facts: VerifierFacts,
  { seed, checksBeforePoints, where }: EqualityOptions,
): void {
  if (theirs.form !== "engine" || ours.form !== "guarded")
    throw new VerifierShapeError(
      "the text outside of the assembly",
      "not the engine's, or without a guard",
      where,
    );
  const nodes = new Nodes();
  const expected = run(theirs, nodes, facts, {}, where);
  const actual = run(ours, nodes, facts, { steps: STEPS_MORE * expected.steps }, where);
  if (actual.calls.length > expected.calls.length)
    throw new VerifierShapeError("the calls of precompiles", `${actual.calls.length} of them`, where);
  requireCallsCounted(expected, where);
  requireAnswersChecked(actual, nodes, where);
  for (const behaviour of [expected, actual]) requireNoIdleCalls(behaviour, where);
  const checks = checksOfCalldata(expected.checks);
  requireSame("the checks of the call data", checks, checksOfCalldata(actual.checks), where);
  if (checksBeforePoints)
    requireSame(
      "the checks before operations on points",
      checks,
      checksOfCalldata(actual.checksBeforePoints),
      where,
    );
  requireSame("the challenges", challengesOf(expected), challengesOf(actual), where);
  for (const index of expected.pairing.keys())
    if (index > 1 && expected.pairing[index] !== actual.pairing[index])
      throw new VerifierShapeError("the pairing", `another word ${index}`, where);
  for (const { pairing } of [expected, actual]) {
    requireNoOverflow(pairing.slice(0, 2), boundsOf(checks), where);
    requireLowDegree(pairing.slice(0, 2), where);
  }
  const points = pointsOf(checks, nodes);
  for (let choice = 0; choice < CHOICES; choice++) {
    const valuation = new Valuation(`${seed} ${choice}`, points);
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

function checksOfCalldata(checks: ReadonlySet<Node>): Set<Node> {
  return new Set([...checks].filter((check) => !isOfAnswer(check)));
}

const ANSWERS = new Set<Operation>(["succeeded", "returndatasize", "paired"]);

/** True of a look at what a precompile answered. */
function isOfAnswer(check: Node): boolean {
  return [check, ...check.args].some(({ operation }) => ANSWERS.has(operation));
}

/** Every remainder of a hash that the pairing's points depend on. */
function challengesOf({ pairing }: Behaviour): Set<Node> {
  return new Set(
    reachableFrom(pairing).filter(
      ({ operation, args }) => operation === "mod" && args[0]!.operation === "keccak",
    ),
  );
}

/** The engine looks at each call's success and takes the pairing's word for a flag. */
function requireCallsCounted({ checks, calls }: Behaviour, where?: string): void {
  const unchecked = calls.filter(({ succeeded }) => !checks.has(succeeded)).length;
  const paired = [...checks].filter(({ operation }) => operation === "paired").length;
  if (unchecked > 0 || paired !== 1)
    throw new VerifierShapeError(
      "the calls of precompiles",
      `${unchecked} unchecked, ${paired} pairings`,
      where,
    );
}

/** Ours also looks at the length of each answer, and wants the pairing's word to be 1. */
function requireAnswersChecked({ checks, calls }: Behaviour, nodes: Nodes, where?: string): void {
  const wanted = new Set<Node>();
  for (const { precompile, succeeded, returndatasize } of calls) {
    const length = nodes.constant(BigInt(ANSWER_BYTES.get(precompile) ?? -1));
    wanted.add(succeeded).add(nodes.of("eq", [returndatasize, length]));
    const { operation } = succeeded.args[0]!;
    if (operation === "pairing")
      wanted.add(nodes.of("eq", [nodes.of("paired", succeeded.args), nodes.constant(1n)]));
  }
  const made = new Set([...checks].filter(isOfAnswer));
  requireSame("the calls of precompiles", wanted, made, where);
}

/** A call that the pairing does not depend on could only fail: for its input, of which nothing is known. */
function requireNoIdleCalls({ calls, pairing }: Behaviour, where?: string): void {
  const needed = new Set(reachableFrom(pairing));
  const made = calls.map(({ succeeded }) => succeeded.args[0]!);
  const idle = made.filter((node) => node.operation !== "pairing" && !needed.has(node)).length;
  if (idle > 0) throw new VerifierShapeError("the calls of precompiles", `${idle} without a use`, where);
}

function boundsOf(checks: ReadonlySet<Node>): Map<Node, bigint> {
  const bounds = new Map<Node, bigint>();
  for (const { operation, args } of checks)
    if (operation === "lt" && args[1]!.operation === "constant") bounds.set(args[0]!, args[1]!.value);
  return bounds;
}

/** x of each point that is checked: both coordinates below q, and on the curve. */
function pointsOf(checks: ReadonlySet<Node>, nodes: Nodes): Set<Node> {
  const q = nodes.constant(BASE_MODULUS);
  const times = (a: Node, b: Node): Node => nodes.of("mulmod", [a, b, q]);
  const isPoint = (x: Node, y: Node): boolean => {
    const right = nodes.of("addmod", [times(x, times(x, x)), nodes.constant(3n), q]);
    return [nodes.of("lt", [x, q]), nodes.of("lt", [y, q]), nodes.of("eq", [times(y, y), right])].every(
      (check) => checks.has(check),
    );
  };
  const words = [...checks].filter(({ operation, args }) => operation === "lt" && args[1] === q);
  return new Set(
    words
      .map(({ args }) => args[0]!)
      .filter((x) => x.operation === "calldata" && isPoint(x, nodes.calldata(Number(x.value) + 32))),
  );
}
