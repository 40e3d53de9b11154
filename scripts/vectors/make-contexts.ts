/**
 * Writes contexts.json: contexts with their hashes, and hashes with their limbs, that the core and the Solidity library must both give. All of it is
 * computed here with ethers alone, and nothing is random: `node scripts/vectors/make-contexts.ts` gives the same file again.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { AbiCoder, getAddress, id, keccak256, MaxUint256, toBeHex } from "ethers";

const LIMBS = 6;
const LIMB_BITS = 27n;

/** Ids that a chain can be started with: the main ones, Hardhat's own, and the largest that JSON carries exactly. */
const CHAINS = [1, 31337, 11155111, Number.MAX_SAFE_INTEGER];

const address = (text: string) => getAddress(`0x${id(text).slice(-40)}`);
const zero = toBeHex(0, 20);
const full = getAddress(`0x${"ff".repeat(20)}`);

/** Consumer, model digest, account, scope: each at its ends, then ordinary ones. */
const SUBJECTS = [
  [zero, toBeHex(0, 32), zero, toBeHex(0, 32)],
  [full, toBeHex(MaxUint256, 32), full, toBeHex(MaxUint256, 32)],
  [toBeHex(1, 20), toBeHex(2, 32), toBeHex(3, 20), toBeHex(4, 32)],
  [toBeHex(3, 20), toBeHex(2, 32), toBeHex(1, 20), toBeHex(4, 32)],
  [address("consumer"), id("model"), address("account"), toBeHex(1, 32)],
  [address("consumer"), id("model"), address("account"), toBeHex(2, 32)],
  [address("consumer"), id("model"), address("another account"), toBeHex(1, 32)],
  [address("another consumer"), id("model"), address("account"), toBeHex(1, 32)],
  [address("consumer"), id("another model"), address("account"), id("epoch 7")],
] as const;

function limbsOf(hash: string): number[] {
  const mask = (1n << LIMB_BITS) - 1n;
  return Array.from({ length: LIMBS }, (_, i) => Number((BigInt(hash) >> (BigInt(i) * LIMB_BITS)) & mask));
}

const contexts = CHAINS.flatMap((chainId) =>
  SUBJECTS.map(([consumer, modelDigest, account, scope]) => {
    const hash = keccak256(
      AbiCoder.defaultAbiCoder().encode(
        ["bytes32", "uint256", "address", "bytes32", "address", "bytes32"],
        [id("hardhat-ezkl/context/v1"), chainId, consumer, modelDigest, account, scope],
      ),
    );
    return { chainId, consumer, modelDigest, account, scope, hash, limbs: limbsOf(hash) };
  }),
);

/** The first and the last bit of each limb, the first bit that no limb takes, and the ends of the range. */
const patterns = [
  0n,
  MaxUint256,
  1n << 162n,
  MaxUint256 - ((1n << 162n) - 1n),
  ...Array.from({ length: LIMBS }, (_, i) => BigInt(i) * LIMB_BITS).flatMap((bit) => [
    1n << bit,
    1n << (bit + LIMB_BITS - 1n),
  ]),
];
const limbs = patterns.map((value) => ({ hash: toBeHex(value, 32), limbs: limbsOf(toBeHex(value, 32)) }));

writeFileSync(
  join(import.meta.dirname, "..", "..", "test", "vectors", "contexts.json"),
  `${JSON.stringify({ provenance: { command: "node scripts/vectors/make-contexts.ts" }, contexts, limbs }, null, 1)}\n`,
);
