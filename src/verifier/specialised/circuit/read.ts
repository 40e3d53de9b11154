import { VerifierShapeError } from "../../../errors/verifier.ts";
import { PROOF_START, type VerifierFacts } from "../../facts.ts";
import type { Node } from "../../symbolic/node.ts";
import { instancesStart } from "../../symbolic/layout.ts";
import type { Program } from "../../symbolic/program.ts";
import type { Circuit, Phase } from "./circuit.ts";
import { readCommitments } from "./commitments.ts";
import { readEvaluations } from "./evaluations.ts";
import type { Challenge } from "./quantity.ts";
import { watch, type WatchedRun } from "./watch.ts";

/**
 * Reads from the engine's verifier what it verifies. What is read here is proved afterwards: a verifier is only returned when it behaves as
 * the engine's does, so a wrong reading ends in an error.
 * @param source for the names of the key's commitments
 * @throws VerifierShapeError
 */
export function readCircuit(program: Program, source: string, facts: VerifierFacts, where?: string): Circuit {
  const seen = watch(program, facts, where);
  const commitments = readCommitments(seen, source, where);
  const sets = readEvaluations(seen, where);
  if (sets.length !== commitments.sets.length)
    throw new VerifierShapeError("the sets of openings", `${sets.length} of evaluations`, where);
  return {
    facts,
    ...readTranscript(seen, facts, where),
    ...readFields(seen),
    names: readNames(source),
    omega: seen.stored("OMEGA_MPTR").value,
    terms: readTerms(seen),
    quotient: commitments.quotient,
    sets: sets.map(({ rotations, evaluations }, index) => {
      const points = commitments.sets[index]!;
      if (points.length !== evaluations.length)
        throw new VerifierShapeError("a set of openings", `${points.length} commitments`, where);
      return {
        rotations,
        openings: points.map((commitment, power) => ({ commitment, evaluations: evaluations[power]! })),
      };
    }),
    opening: commitments.opening,
    pairing: [2, 3, 4, 5, 8, 9, 10, 11].map((index) => seen.behaviour.pairing[index]!.value),
  };
}

function readTranscript({ squeezed }: WatchedRun, facts: VerifierFacts, where?: string) {
  const phases: (Phase & { challenges: Challenge[] })[] = [];
  let digest = 0n;
  let at = PROOF_START;
  for (const { challenge, hash } of squeezed) {
    const [first, ...rest] = hash.args;
    if (phases.length === 0) digest = first!.value;
    if (rest.length === 1 && rest[0]!.operation === "byte") {
      phases.at(-1)!.challenges.push(challenge);
      continue;
    }
    const words = phases.length === 0 ? rest.slice(facts.instanceCount) : rest;
    const end = at + 32 * words.length;
    phases.push({ start: at, end, challenges: [challenge] });
    at = end;
  }
  // Only the last point follows the last challenge.
  if (at !== instancesStart(facts) - 0x60)
    throw new VerifierShapeError("the transcript", `ends at ${at}`, where);
  return { digest, phases };
}

/** Which words of the proof are scalars and which are points: each has its own checks. */
function readFields({ behaviour }: WatchedRun): Pick<Circuit, "scalars" | "points"> {
  const scalars: number[] = [];
  const coordinates = new Set<Node>();
  for (const { operation, args } of behaviour.checks)
    if (operation === "eq" && args[0]?.operation === "mulmod") coordinates.add(args[0].args[0]!);
  const points = [...coordinates].map((y) => Number(y.value) - 32).sort((a, b) => a - b);
  const inPoints = new Set(points.flatMap((x) => [x, x + 32]));
  const end = Math.max(...points) + 64;
  for (let at = PROOF_START; at < end; at += 32) if (!inPoints.has(at)) scalars.push(at);
  return { scalars, points };
}

function readNames(source: string): Map<number, string> {
  const lines = source.matchAll(/^ *let ([a-z]_\w+) := calldataload\((0x[0-9a-f]+)\)$/gm);
  return new Map([...lines].map(([, name, offset]) => [Number(offset), name!]));
}

function readTerms(seen: WatchedRun): Node[] {
  const y = seen.quantity("y");
  const [numerator] = seen.definition("quotientEval").args;
  const terms: Node[] = [];
  let at = numerator!;
  while (at.operation === "addmod" && at.args[0]!.operation === "mulmod" && at.args[0]!.args[1] === y) {
    terms.push(at.args[1]!);
    at = at.args[0]!.args[0]!;
  }
  terms.push(at);
  return terms.reverse();
}
