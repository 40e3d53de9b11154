import { keccak_256 } from "@noble/hashes/sha3";
import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils";

import { ContextArgumentError } from "../errors/context.ts";
import { hexToWord, toHex } from "./hex.ts";

/** keccak256("hardhat-ezkl/context/v1"): keeps these hashes apart from all others. Equal to `EzklContext.DOMAIN`. */
export const CONTEXT_DOMAIN = toHex(keccak_256(utf8ToBytes("hardhat-ezkl/context/v1")));

/** What a proof is for. */
export interface Context {
  /** EIP-155 chain id. */
  readonly chainId: bigint | number;
  /** Address of the contract that will accept the proof. */
  readonly consumer: string;
  /** 32 bytes: see `modelDigest`. */
  readonly modelDigest: string;
  /** Address that the contract pays or credits. */
  readonly account: string;
  /** 32 bytes, the consumer's own: a round, an epoch, a nonce (see `scopeOf`). */
  readonly scope: string;
}

/**
 * keccak256(abi.encode(domain, chainId, consumer, modelDigest, account, scope)): the bytes that `EzklContext.hash` computes on
 * chain. All six are one 32-byte word each.
 * @returns 0x and 32 bytes; proofs carry its low 162 bits (see `contextLimbs`)
 * @throws ContextArgumentError naming the argument.
 */
export function contextHash({ chainId, consumer, modelDigest, account, scope }: Context): string {
  const words = [
    CONTEXT_DOMAIN,
    uint256("chainId", chainId),
    hexToWord("consumer", consumer, 20),
    hexToWord("modelDigest", modelDigest, 32),
    hexToWord("account", account, 20),
    hexToWord("scope", scope, 32),
  ];
  return toHex(keccak_256(hexToBytes(words.map((word) => word.slice(2).padStart(64, "0")).join(""))));
}

/**
 * A scope from what a consumer counts or names: an integer becomes its uint256 word, 0x and 32 bytes stay as they are, any
 * other text becomes the keccak256 of its UTF-8 bytes.
 * @throws ContextArgumentError unless an integer lies in [0, 2^256).
 */
export function scopeOf(value: bigint | number | string): string {
  if (typeof value !== "string") return uint256("scope", value);
  return /^0x[0-9a-fA-F]{64}$/.test(value) ? value.toLowerCase() : toHex(keccak_256(utf8ToBytes(value)));
}

function uint256(argument: string, value: bigint | number): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new ContextArgumentError(argument, `= ${value} is no safe integer`);
  }
  const integer = BigInt(value);
  if (integer < 0n || integer >= 1n << 256n)
    throw new ContextArgumentError(argument, `= ${integer} is no uint256`);
  return `0x${integer.toString(16).padStart(64, "0")}`;
}
