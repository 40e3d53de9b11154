import { keccak_256 } from "@noble/hashes/sha3";

import { toHex } from "../context/hex.ts";
import { ReusableVerifierError } from "../errors/reusable.ts";

const WORD_BYTES = 0x20;
/** The file starts with the number of words, little-endian, as Rust writes a vector. */
const COUNT_BYTES = 8;
/** Where the engine's code expects the artifact in memory: as the first array that Solidity allocates. */
export const VKA_START = 0xa0;
/** Selector, three argument heads and a length word: where the engine's own three-argument call has the proof's bytes. */
export const VKA_PROOF_START = 0x84;
/** The artifact names places in call data and memory by 16 bits. */
const ADDRESS_LIMIT = 0x10000;

/** Where the fields lie once the artifact is in memory, as the engine's source reads them. */
const FIELD = {
  keyHash: 0xa0,
  scratch: 0xc0,
  instances: 0xe0,
  evaluations: 0x100,
  userChallenges: 0x120,
  k: 0x140,
  hasAccumulator: 0x1e0,
  negSG2: 0x320,
  transcript: 0x4c0,
} as const;

/** A verifying-key artifact: what the engine's reusable verifier is told about one circuit. */
export interface Vka {
  /** The words as they lie in memory, without the file's count. */
  bytes: Uint8Array;
  /** keccak256 of `bytes`: the engine's own name for the artifact. */
  digest: string;
  /** Of a proof, in bytes. */
  proofLength: number;
  instanceCount: number;
  /** The circuit has 2^k rows. */
  k: number;
  /** -[s]G2, the fingerprint of the SRS. */
  negSG2: readonly string[];
  /** What every transcript starts with. */
  keyHash: string;
  /** The key's commitments, x and y of each, fixed columns before permutation columns, and after them the constraints' programs. */
  commitmentsAndMore: readonly string[];
}

/**
 * Reads the file that the engine's `create_evm_vka` writes. Refuses what the verifier's code would misread without saying so: an aggregated circuit, places
 * beyond 16 bits, and a transcript that would overwrite the challenges stored behind it.
 * @throws ReusableVerifierError
 */
export function readVka(file: Uint8Array, where?: string): Vka {
  const memory = openMemory(file, where);
  const { word, small, refuse } = memory;
  if (small(FIELD.hasAccumulator) !== 0) refuse("an aggregated circuit", "it has an accumulator");
  if (small(FIELD.userChallenges) !== 0) refuse("challenges of the circuit's own", "not supported");

  const instanceCount = small(FIELD.instances);
  const evaluations = WORD_BYTES * small(FIELD.evaluations);
  const { phases, end: commitmentsAt } = readPhases(memory);
  // Commitments of each phase, evaluations, and the two points of the opening.
  const proofLength = phases.reduce((sum, points) => sum + points, evaluations + 4 * WORD_BYTES);

  // What is absorbed between two challenges lies in the scratch memory, after the last hash, and the challenges lie behind it. What is
  // absorbed before the first one (the instances) may reach further: there is nothing yet to overwrite.
  const scratch = small(FIELD.scratch);
  const absorbed = WORD_BYTES + Math.max(...phases.slice(1), evaluations);
  if (absorbed > scratch)
    refuse("the scratch memory", `${scratch} bytes, but ${absorbed} are hashed at once`);
  if (memory.end + scratch > ADDRESS_LIMIT) refuse("memory beyond 16 bits", `${memory.end + scratch} bytes`);
  const callData = VKA_PROOF_START + proofLength;
  if (callData > ADDRESS_LIMIT) refuse("call data beyond 16 bits", `${callData} bytes`);

  const words = (from: number, to: number): string[] =>
    Array.from({ length: (to - from) / WORD_BYTES }, (_, index) => word(from + WORD_BYTES * index));
  return {
    bytes: memory.bytes,
    digest: toHex(keccak_256(memory.bytes)),
    proofLength,
    instanceCount,
    k: small(FIELD.k),
    negSG2: words(FIELD.negSG2, FIELD.negSG2 + 4 * WORD_BYTES),
    keyHash: word(FIELD.keyHash),
    commitmentsAndMore: words(commitmentsAt, memory.end),
  };
}

/** The artifact at the addresses that it has in memory. */
interface Memory {
  bytes: Uint8Array;
  /** First address after it. */
  end: number;
  word: (address: number) => string;
  /** A word that must be below 2^16. */
  small: (address: number) => number;
  refuse: (part: string, found: string) => never;
}

function openMemory(file: Uint8Array, where: string | undefined): Memory {
  const refuse = (part: string, found: string): never => {
    throw new ReusableVerifierError(part, found, where);
  };
  const bytes = file.slice(COUNT_BYTES);
  const count = file.slice(0, COUNT_BYTES).reduceRight((sum, byte) => 256n * sum + BigInt(byte), 0n);
  const end = VKA_START + bytes.length;
  if (BigInt(bytes.length) !== count * BigInt(WORD_BYTES))
    refuse("the artifact's length", `${file.length} bytes for ${count} words`);
  const word = (address: number): string => {
    if (address + WORD_BYTES > end) refuse("the artifact's length", `nothing at ${address}`);
    return toHex(bytes.slice(address - VKA_START, address - VKA_START + WORD_BYTES));
  };
  const small = (address: number): number => {
    const value = BigInt(word(address));
    if (value >= BigInt(ADDRESS_LIMIT)) refuse(`the word at ${address}`, String(value));
    return Number(value);
  };
  return { bytes, end, word, small, refuse };
}

/**
 * Bytes of commitments that a proof has in each phase. The lowest byte says how many words this takes; then come, from the low end of each word up to a zero,
 * 16 bits of length and 8 bits of challenges a phase.
 */
function readPhases({ word }: Memory): { phases: number[]; end: number } {
  const phases: number[] = [];
  const first = BigInt(word(FIELD.transcript));
  const end = FIELD.transcript + WORD_BYTES * Number(first & 0xffn);
  for (let at: number = FIELD.transcript; at < end; at += WORD_BYTES) {
    let packed = at === FIELD.transcript ? first >> 8n : BigInt(word(at));
    for (; packed !== 0n; packed >>= 24n) phases.push(Number(packed & 0xffffn));
  }
  return { phases, end };
}
