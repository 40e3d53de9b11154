import { formatTime } from "../../samples/format/time.ts";

import type { SignedCapture } from "./signed-capture.ts";
import type { Act } from "./typed-data.ts";

/** What somebody wants to do with a capture, where and when. */
export interface Purpose {
  chainId: bigint;
  /** Addresses with checksums. */
  registry: string;
  account: string;
  act: Act;
  /** Unix seconds. */
  now: bigint;
}

/** In what a capture differs from what it is wanted for. */
export interface Mismatch {
  in: "chain" | "registry" | "act" | "account" | "time";
  what: string;
}

/** The first thing that the device did not sign for; undefined where the capture is meant for this. */
export function mismatchOf(signed: SignedCapture, wanted: Purpose): Mismatch | undefined {
  if (signed.chainId !== wanted.chainId)
    return {
      in: "chain",
      what: `the device signed for chain ${signed.chainId}, and this is chain ${wanted.chainId}`,
    };
  if (signed.registry !== wanted.registry)
    return {
      in: "registry",
      what: `the device signed for the registry ${signed.registry}, not for ${wanted.registry}`,
    };
  if (signed.act !== wanted.act)
    return { in: "act", what: `the device signed for the act "${signed.act}", not for "${wanted.act}"` };
  if (signed.account !== wanted.account)
    return {
      in: "account",
      what: `the device signed for ${signed.account}, and ${wanted.account} acts`,
    };
  if (signed.deadline < wanted.now)
    return {
      in: "time",
      what: `it was good until ${formatTime(signed.deadline)}, and it is ${formatTime(wanted.now)}`,
    };
  return undefined;
}
