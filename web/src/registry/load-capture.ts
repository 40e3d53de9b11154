import { mismatchOf, type Mismatch } from "../../../tasks/uniqueness-registry/capture/meant-for.ts";
import { parseSignedCapture } from "../../../tasks/uniqueness-registry/capture/signed-capture.ts";
import { signerOf } from "../../../tasks/uniqueness-registry/capture/typed-data.ts";
import { requireUnused } from "../../../tasks/uniqueness-registry/capture/unused.ts";
import { CaptureFileError } from "../../../tasks/uniqueness-registry/errors.ts";
import { requireAccepted } from "../../../tasks/uniqueness-registry/read/device.ts";
import type { OpenRegistry } from "../../../tasks/uniqueness-registry/open-registry.ts";
import { readClock } from "../../../tasks/samples/chain/clock.ts";
import type { Wallet } from "../chain/wallet.tsx";
import type { PageProver } from "../prover/types.ts";

import type { OwnCapture } from "./own-capture.ts";
import { hashOf, readCode } from "./read-code.ts";

interface Collaborators {
  readonly prover: PageProver;
  readonly registry: OpenRegistry;
  readonly wallet: Wallet;
  readonly onStep: (step: string) => void;
}

/** A capture is a kilobyte of text. */
const MOST_BYTES = 100_000;
const AGAIN = "capture again, for this account and registry, and choose the new file";

/** Reads a capture file and spares the proof that the registry would refuse. @throws EzklError */
export async function loadCapture(
  file: File,
  { prover, registry, wallet, onStep }: Collaborators,
): Promise<OwnCapture> {
  const fail = (what: string, remedy = AGAIN): never => {
    throw new CaptureFileError(file.name, what, remedy);
  };
  if (file.size > MOST_BYTES) fail("it is too large for a capture", "choose what `registry capture` wrote");
  onStep("Reading the file");
  const signed = parseSignedCapture(await file.text(), file.name);
  const { account, chainId, provider } = wallet;
  const { now } = await readClock(provider);
  const wanted = { chainId, registry: registry.address, account, act: "enroll", now } as const;
  const mismatch = mismatchOf(signed, wanted);
  if (mismatch !== undefined) fail(mismatch.what, remedyOf(mismatch, signed.account));
  const { imageHash, capture: bytes, source } = signed;
  if ((await hashOf(prover, bytes)) !== imageHash) fail("its bytes are not those that the device signed for");
  if (signerOf(signed, signed, signed.signature) !== signed.device)
    fail(`the signature is not that of the device ${signed.device}`);
  await requireAccepted(registry, signed.device);
  await requireUnused(registry, signed, file.name, AGAIN);
  onStep("Running the network");
  const code = await readCode(prover, bytes, {});
  return { source, images: [], bytes, imageHash, code, signed };
}

function remedyOf({ in: differs }: Mismatch, account: string): string {
  if (differs === "account")
    return `choose the account ${account} in the wallet, or capture again for this one`;
  if (differs === "chain") return "switch the wallet to that chain, or capture again";
  return AGAIN;
}
