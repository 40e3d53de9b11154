import { SALT_BYTES, sealCapture } from "../../../models/biometric-code/capture/seal.ts";
import type { SignedCapture } from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import type { Practice } from "../chain/practice.ts";
import type { Wallet } from "../chain/wallet.tsx";
import type { PageProver } from "../prover/types.ts";

import type { OwnCapture } from "./own-capture.ts";
import { pressFinger, type FingerWanted } from "./press-finger.ts";
import { hashOf, readCode } from "./read-code.ts";

interface Collaborators {
  readonly prover: PageProver;
  readonly registry: OpenRegistry;
  readonly wallet: Wallet;
  /** Whose device signs; without one nobody does. */
  readonly practice: Practice | undefined;
  readonly onStep: (step: string) => void;
}

/** Plays the device's sensor: presses, patch, salt and hash are made here, and the hash alone goes to the device's key. @throws EzklError */
export async function drawCapture(
  wanted: FingerWanted,
  { prover, registry, wallet, practice, onStep }: Collaborators,
): Promise<OwnCapture> {
  onStep("Pressing the finger three times");
  const { images, patch, source } = await pressFinger(wanted);
  const bytes = sealCapture(patch, crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
  onStep("Hashing patch and salt");
  const imageHash = await hashOf(prover, bytes);
  onStep("Running the network");
  const code = await readCode(prover, bytes, {});
  const unsigned = { source, bytes, imageHash, account: wallet.account };
  if (practice === undefined) return { source, images, bytes, imageHash, code, signed: undefined };
  onStep("Asking the practice device for its signature");
  const signed = await askDevice(practice, unsigned, registry, wallet.chainId);
  return { source, images, bytes, imageHash, code, signed };
}

async function askDevice(
  practice: Practice,
  {
    source,
    bytes,
    imageHash,
    account,
  }: Pick<OwnCapture, "source" | "bytes" | "imageHash"> & { account: string },
  registry: OpenRegistry,
  chainId: bigint,
): Promise<SignedCapture> {
  const act = "enroll";
  const word = await practice.act("registry/device", { imageHash: imageHash.toString(), account, act });
  return {
    ...{ version: 1, source, capture: bytes, imageHash, account, act },
    ...{ registry: registry.address, chainId, device: word.device },
    ...{ deadline: BigInt(word.deadline), signature: word.signature },
  };
}
