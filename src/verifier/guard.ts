import { PROOF_START } from "./facts.ts";

const hex = (value: number) => `0x${value.toString(16).padStart(4, "0")}`;

/** First four bytes of keccak256("EzklNonCanonicalCalldata()"); a test compares it with the compiler's own. */
export const NON_CANONICAL_SELECTOR = "0x84b2bbe9";

/**
 * Yul that reverts unless the call data is laid out exactly as the ABI encoder lays out `(bytes, uint256[])`.
 *
 * A verifier hashes the proof to get its challenges, and then checks what it reads of it. With this one layout, what is hashed and what is
 * checked are the same bytes.
 *
 * @param proofLength in bytes, a multiple of 32
 */
export function guardLines(proofLength: number, instanceCount: number): string[] {
  const instancesHead = PROOF_START + proofLength;
  const end = instancesHead + 0x20 + 0x20 * instanceCount;
  return [
    "// Canonical ABI layout: both offsets, both lengths and the total size are where and what the encoder makes them.",
    "if iszero(",
    "    and(",
    `        and(eq(calldataload(0x04), 0x40), eq(calldataload(0x24), ${hex(instancesHead - 0x04)})),`,
    "        and(",
    `            and(eq(calldataload(0x44), ${hex(proofLength)}), eq(calldataload(${hex(instancesHead)}), ${hex(instanceCount)})),`,
    `            eq(calldatasize(), ${hex(end)})`,
    "        )",
    "    )",
    ") {",
    `    mstore(0x00, ${NON_CANONICAL_SELECTOR}) // EzklNonCanonicalCalldata()`,
    "    revert(0x1c, 0x04)",
    "}",
  ];
}
