/** One instruction of an execution trace, as far as it is read here. */
export interface TraceStep {
  op: string;
  /** Hex words, the top of the stack last. */
  stack?: readonly string[] | null;
}

const EC_MUL_ADDRESS = 7n;
/** What any transaction costs before its first instruction (yellow paper, G_transaction). */
const TRANSACTION_GAS = 21_000;
/** EIP-2028: a byte of call data that is zero, and one that is not. */
const [ZERO_BYTE_GAS, BYTE_GAS] = [4, 16];
/** EIP-1108: 6,000 for the multiplication, and 150 for the addition that takes its result in. */
const TERM_GAS = 6_150;
/** EIP-1108: 45,000 + 2 x 34,000, the check that two pairings are equal. */
const PAIRING_GAS = 113_000;

/** Calls of the precompile for scalar multiplication in an execution. */
export function countEcMul(steps: readonly TraceStep[]): number {
  return steps.filter(({ op, stack }) => {
    if (op !== "STATICCALL" && op !== "CALL") return false;
    const address = stack?.at(-2);
    return (
      address !== undefined && BigInt(address.startsWith("0x") ? address : `0x${address}`) === EC_MUL_ADDRESS
    );
  }).length;
}

/** Intrinsic gas of call data. */
export function calldataGas(calldata: Uint8Array): number {
  return calldata.reduce((gas, byte) => gas + (byte === 0 ? ZERO_BYTE_GAS : BYTE_GAS), 0);
}

/**
 * The gas that no rendering of these checks goes below: the transaction, its call data, a multiplication and an addition for each term, one
 * check of two pairings. Field arithmetic, hashing and memory come on top.
 */
export function floorGas(calldata: Uint8Array, ecMul: number): number {
  return TRANSACTION_GAS + calldataGas(calldata) + TERM_GAS * ecMul + PAIRING_GAS;
}
