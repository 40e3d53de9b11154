import { PROOF_START, type VerifierFacts } from "../facts.ts";

/** Where the words of `instances` start under the canonical layout. */
export function instancesStart({ proofLength }: VerifierFacts): number {
  return PROOF_START + proofLength + 0x20;
}

/** The words of the canonical layout that do not depend on the proof, by offset. */
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

/** What Solidity's names for the two arguments mean under the canonical layout. */
export function argumentNames(facts: VerifierFacts): ReadonlyMap<string, bigint> {
  return new Map([
    ["proof.offset", BigInt(PROOF_START)],
    ["proof.length", BigInt(facts.proofLength)],
    ["instances.offset", BigInt(instancesStart(facts))],
    ["instances.length", BigInt(facts.instanceCount)],
  ]);
}
