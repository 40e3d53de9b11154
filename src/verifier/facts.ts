import { VerifierShapeError } from "../errors/verifier.ts";
import { matchAnchor, readNumber } from "./anchor.ts";

/** Four 32-byte words, 0x-prefixed and big-endian: x_1, x_2, y_1, y_2 of a point of G2 as the pairing precompile takes it. */
export type G2Words = readonly [`0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`];

/** What the engine's verifier source says about the proofs it takes. */
export interface VerifierFacts {
  /** Bytes of a proof; a multiple of 32. */
  proofLength: number;
  /** Field elements in `instances`. */
  instanceCount: number;
  /** The circuit has 2^k rows. */
  k: number;
  /** -[s]G2, the fingerprint of the SRS that the keys were made with. */
  negSG2: G2Words;
}

const WORD_BYTES = 0x20;
/** Selector, two argument heads and the length word of `proof`: where the proof's bytes start under the canonical layout. */
export const PROOF_START = 0x64;
/** Far above any circuit the engine can build, far below what would overflow an offset. */
const MAX_WORDS = 1 << 20;

/**
 * Reads what a verifier's source, as the engine wrote it or hardened, says about itself.
 * @param where label of the source in errors
 * @throws VerifierShapeError when a line is missing, repeated where it should not be, or says something impossible
 */
export function readVerifierFacts(source: string, where?: string): VerifierFacts {
  return {
    proofLength: readProofLength(source, where),
    instanceCount: readInstanceCount(source, where),
    k: readLogRows(source, where),
    negSG2: readNegSG2(source, where),
  };
}

function readProofLength(source: string, where?: string): number {
  const length = readNumber(
    source,
    /^ *success := and\(success, eq\((0x[0-9a-f]+), proof\.length\)\)$/,
    "the check of the proof's length",
    1,
    where,
  );
  if (length === 0 || length % WORD_BYTES !== 0 || length / WORD_BYTES > MAX_WORDS) {
    throw new VerifierShapeError("the proof's length", `${length} bytes`, where);
  }
  return length;
}

function readInstanceCount(source: string, where?: string): number {
  matchAnchor(
    source,
    /^ *success := and\(success, eq\(num_instances, instances\.length\)\)$/,
    "the check of the instances' length",
    1,
    where,
  );
  // The line is written twice: before the transcript, and with the rest of the verifying key.
  const count = readNumber(source, vkLine("num_instances"), "the number of instances", 2, where);
  if (count > MAX_WORDS) throw new VerifierShapeError("the number of instances", String(count), where);
  return count;
}

function readLogRows(source: string, where?: string): number {
  return readNumber(source, vkLine("k"), "k", 1, where);
}

function readNegSG2(source: string, where?: string): G2Words {
  const word = (part: string) =>
    matchAnchor(source, vkLine(`neg_s_g2_${part}`), `neg_s_g2_${part}`, 1, where)[1] as `0x${string}`;
  return [word("x_1"), word("x_2"), word("y_1"), word("y_2")];
}

/** The engine labels each word of the verifying key with a comment. */
function vkLine(label: string): RegExp {
  return new RegExp(`^ *mstore\\(0x[0-9a-f]+, (0x[0-9a-f]{64})\\) // ${label}$`);
}
