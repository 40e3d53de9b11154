import { ecMulCount, proofBytes } from "./proof.ts";
import type { CircuitShape } from "./shape.ts";

/** Whose checks a verifier's code spells out: the engine's own contract with the guard, or the one specialised to its verifying key. */
export type Rendering = "specialised" | "engine";

/** Gas of a verification, apart from the transaction's and its calldata's. */
interface ExecutionCosts {
  /** The pairing (113,000, EIP-1108), the transcript's end. */
  base: number;
  /** Inversions by modular exponentiation. */
  inversions: number;
  /** Reading and checking an instance, its Lagrange polynomial. */
  instance: number;
  /** Reading and checking an evaluation, its term in the opening argument. */
  evaluation: number;
  /** Scalar multiplication and addition of a commitment (6,150 of it, EIP-1108), loading or reading the point, its terms in permutation and lookups. */
  ecMul: number;
  /** One multiplication of the gates, with the additions and loads around it. */
  gateProduct: number;
  /** One squaring of the challenge towards its 2^k-th power. */
  bit: number;
}

/**
 * Least squares over 140 verifications (engine) and 65 (specialised) of circuits with 1 to 5 columns, k from 7 to 17, both engines, hashed,
 * public and private inputs, dynamic and static lookups, einsum checks, on an EVM of the hardfork "cancun", less its price of the inversions:
 * none is off by more than 0.2 % where the number of idle columns is known, 1.7 % where it is taken from the shape. The looks at precompiles' answers came later
 * and are added as measured on four recorded circuits: 57 and 26 a multiplication (engine), 41 and 28 (specialised).
 */
const EXECUTION: Record<Rendering, ExecutionCosts> = {
  engine: {
    base: 125_970,
    inversions: 3,
    instance: 749.5,
    evaluation: 209,
    ecMul: 7_147,
    gateProduct: 80.8,
    bit: 69.5,
  },
  specialised: {
    base: 117_710,
    inversions: 1,
    instance: 192,
    evaluation: 116,
    ecMul: 6_522,
    gateProduct: 23.3,
    bit: 0,
  },
};

const TRANSACTION = 21_000;
/** EIP-7883 (hardfork "osaka"): 16 for operands of a word, times the bits of the exponent r - 2 less one. A third of it before. */
const INVERSION = 16 * 253;
/** EIP-2028. */
const NON_ZERO_BYTE = 16;
const ZERO_BYTE = 4;
const WORD_BYTES = 32;

export interface InstanceCounts {
  /** All public felts. */
  instances: number;
  /** Of these, hashes: felts without zero bytes. */
  hashes: number;
  /** Share of the others that is negative, 0 to 1: written r - |x|, a negative felt has no zero bytes either. */
  negativeShare: number;
}

/** Gas of a transaction that calls `verifyProof` directly, on the hardfork "osaka": 21,000, calldata, execution. */
export function verificationGas(shape: CircuitShape, counts: InstanceCounts, rendering: Rendering): number {
  const costs = EXECUTION[rendering];
  const execution =
    costs.base +
    costs.inversions * INVERSION +
    costs.instance * counts.instances +
    costs.evaluation * shape.evaluations +
    costs.ecMul * multiplications(shape, rendering) +
    costs.gateProduct * shape.gateProducts +
    costs.bit * shape.k;
  return Math.round(TRANSACTION + calldataGas(shape, counts) + execution);
}

/**
 * Scalar multiplications that a rendering really makes. The specialised one knows which commitments of the verifying key are
 * the point at infinity and leaves them out.
 */
export function multiplications(shape: CircuitShape, rendering: Rendering): number {
  return ecMulCount(shape) - (rendering === "specialised" ? shape.idle : 0);
}

/** Selector, two offsets, two lengths, the proof, the instances. A byte of a random felt or point is zero once in 256 times. */
function calldataGas(shape: CircuitShape, { instances, hashes, negativeShare }: InstanceCounts): number {
  const random = (255 * NON_ZERO_BYTE + ZERO_BYTE) / 256;
  const SELECTOR_BYTES = 4;
  const small = 2 * NON_ZERO_BYTE + (WORD_BYTES - 2) * ZERO_BYTE;
  const full = WORD_BYTES * random;
  const values = instances - hashes;
  return (
    SELECTOR_BYTES * NON_ZERO_BYTE +
    4 * small +
    random * proofBytes(shape) +
    hashes * full +
    values * (negativeShare * full + (1 - negativeShare) * small)
  );
}
