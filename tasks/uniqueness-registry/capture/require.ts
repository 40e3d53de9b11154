import { poseidonHash } from "../../../src/engine/wasm/poseidon.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { OtherContractError } from "../../samples/errors.ts";
import { requirePath } from "../../samples/parse/file.ts";
import { REGISTRY } from "../dapp.ts";
import type { Desk } from "../desk.ts";
import { CaptureFileError } from "../errors.ts";
import { openCodeModel } from "../model.ts";
import { requireAccepted } from "../read/device.ts";
import type { Registry } from "../registry.ts";

import { readSignedCapture } from "./capture-file.ts";
import { mismatchOf, type Mismatch } from "./meant-for.ts";
import type { SignedCapture } from "./signed-capture.ts";
import type { Act } from "./typed-data.ts";
import { requireUnused } from "./unused.ts";

/** A capture that is good for what it is wanted for, as far as can be told without a proof. */
export interface UsableCapture {
  file: string;
  signed: SignedCapture;
  /** Of the proof, 32 bytes. */
  scope: string;
}

/**
 * Reads a capture and spares the proof that the registry would refuse: it is whole, for this registry, chain, act and account, in time, by a device that
 * counts, and not used yet.
 * @throws CaptureFileError, RegistryStateError, OtherContractError
 */
export async function requireCapture(
  desk: Desk,
  registry: Registry,
  path: string | undefined,
  act: Act,
  account: string,
): Promise<UsableCapture> {
  const file = requirePath(path, "--capture", "capture");
  const signed = await readSignedCapture(file);
  await requireMeant(desk, registry, { file, signed }, act, account);
  if ((await poseidonHash([...signed.capture].map(BigInt))) !== signed.imageHash) {
    throw new CaptureFileError(file, "its bytes are not those that the device signed for", AGAIN);
  }
  await requireAccepted(registry, signed.device);
  await requireSameModel(desk.workspace, registry);
  return { file, signed, scope: await requireUnused(registry, signed, file, AGAIN) };
}

const AGAIN = "capture again: npx hardhat registry capture";

async function requireMeant(
  { chainId, connection }: Desk,
  { address }: Registry,
  { file, signed }: { file: string; signed: SignedCapture },
  act: Act,
  account: string,
): Promise<void> {
  const { now } = await readClock(connection.ethers.provider);
  const mismatch = mismatchOf(signed, { chainId, registry: address, act, account, now });
  if (mismatch === undefined) return;
  const remedies: Partial<Record<Mismatch["in"], string>> = {
    chain: "choose the right --network, or capture again",
    account: `act as ${signed.account} (--account), or capture again with --for ${account}`,
  };
  const again = `${AGAIN} --for ${account} --act ${act}`;
  throw new CaptureFileError(file, mismatch.what, remedies[mismatch.in] ?? again);
}

/** @throws OtherContractError when the registry takes proofs of another version of the model; NotBuiltError */
export async function requireSameModel(
  workspace: Workspace,
  { address, modelDigest }: Registry,
): Promise<void> {
  const { manifest } = await openCodeModel(workspace);
  if (manifest.modelDigest === modelDigest) return;
  throw new OtherContractError(
    REGISTRY,
    address,
    `its model is ${modelDigest}, the one built here ${manifest.modelDigest}`,
  );
}
