/** EIP-170's limit less the STOP that keeps a data account from being run. */
export const CHUNK_BYTES = 24_575;

const hex = (value: number): string => `0x${value.toString(16).padStart(4, "0")}`;

/** Sizes of the accounts that hold `size` bytes: all full but the last. An artifact is below 64 KiB, so there are three at most. */
function chunkSizes(size: number): number[] {
  const count = Math.ceil(size / CHUNK_BYTES);
  return Array.from({ length: count }, (_, index) => Math.min(CHUNK_BYTES, size - index * CHUNK_BYTES));
}

/**
 * Yul for a constructor: stores the bytes of `data` (a Solidity `bytes memory`) as code of accounts that it creates, each behind a STOP.
 *
 * Eleven bytes in front of a chunk make its creation code: PUSH2 length, DUP1, PUSH1 10, RETURNDATASIZE, CODECOPY, RETURNDATASIZE, RETURN, then the STOP. They
 * are written over the end of what lies before the chunk, which is put back.
 */
export function storeLines(data: string, size: number): string[] {
  return chunkSizes(size).flatMap((length, index) => [
    `at := add(${data}, ${hex(0x20 + index * CHUNK_BYTES)})`,
    "before := mload(sub(at, 0x20))",
    `mstore(sub(at, 0x20), or(shl(0x40, ${hex(length + 1)}), 0x61000080600a3d393df300))`,
    `stored := create(0x00, sub(at, 0x0b), ${hex(length + 0x0b)})`,
    "mstore(sub(at, 0x20), before)",
    "if iszero(stored) {",
    "    revert(0x00, 0x00)",
    "}",
  ]);
}

/**
 * Yul that copies those bytes to memory at `to`.
 *
 * The address of the n-th account that a contract creates is the hash of RLP([contract, n]); nothing has to be kept for it, so the code is the same wherever
 * it stands. Memory below 0x20 is used.
 */
export function loadLines(to: number, size: number): string[] {
  return chunkSizes(size).flatMap((length, index) => [
    `mstore(0x00, or(shl(0xa8, 0xd694), or(shl(0x08, address()), ${hex(index + 1)})))`,
    `extcodecopy(keccak256(0x09, 0x17), ${hex(to + index * CHUNK_BYTES)}, 0x01, ${hex(length)})`,
  ]);
}
