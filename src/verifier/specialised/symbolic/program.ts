import { VerifierShapeError } from "../../../errors/verifier.ts";
import { PROOF_START, type VerifierFacts } from "../../facts.ts";
import { parseAssembly } from "../yul/parse.ts";
import type { Statement } from "../yul/syntax.ts";

/** A verifier's assembly, and what the names of Solidity mean in it. */
export interface Program {
  statements: readonly Statement[];
  constants: ReadonlyMap<string, bigint>;
}

const CONSTANT = /^ {4}uint256 (?:internal|private) constant +([A-Z][A-Z0-9_]*) = (0x[0-9a-f]+|[0-9]+); *$/gm;
const ASSEMBLY = /^ {8}assembly(?: \("memory-safe"\))? \{\n([\s\S]*?)^ {8}\}\n/gm;

/**
 * Reads a verifier of the one shape that the engine and this package write: constants, and one function of one assembly block.
 * @throws VerifierShapeError
 */
export function readProgram(source: string, facts: VerifierFacts, where?: string): Program {
  const constants = new Map<string, bigint>();
  for (const [, name, value] of source.matchAll(CONSTANT)) {
    if (constants.has(name!)) throw new VerifierShapeError(name!, "declared twice", where);
    constants.set(name!, BigInt(value!));
  }
  const blocks = [...source.matchAll(ASSEMBLY)];
  if (blocks.length !== 1)
    throw new VerifierShapeError("one assembly block", `found ${blocks.length}`, where);
  // What the guard enforces about the layout.
  constants.set("proof.offset", BigInt(PROOF_START));
  constants.set("proof.length", BigInt(facts.proofLength));
  constants.set("instances.offset", BigInt(instancesStart(facts)));
  constants.set("instances.length", BigInt(facts.instanceCount));
  return { statements: parseAssembly(blocks[0]![1]!, where), constants };
}

/** Where the words of `instances` start under the canonical layout. */
export function instancesStart({ proofLength }: VerifierFacts): number {
  return PROOF_START + proofLength + 0x20;
}

/** The words of the layout that the guard compares with what they have to be, by offset. */
export function layoutWords(facts: VerifierFacts): ReadonlyMap<number, bigint> {
  return new Map([
    [0x04, 0x40n],
    [0x24, BigInt(instancesStart(facts) - 0x24)],
    [0x44, BigInt(facts.proofLength)],
    [instancesStart(facts) - 0x20, BigInt(facts.instanceCount)],
  ]);
}

/** All bytes of canonical call data. */
export function calldataSize(facts: VerifierFacts): number {
  return instancesStart(facts) + 0x20 * facts.instanceCount;
}
