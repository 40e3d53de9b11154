import { id, verifyTypedData, type TypedDataDomain, type TypedDataField } from "ethers";

/** What a capture may be used for. */
export const ACTS = ["enroll", "move"] as const;

export type Act = (typeof ACTS)[number];

/** What a device signs (EIP-712): this image's code may be used by this account, for this act, until then. */
export interface CaptureMessage {
  /** The engine's Poseidon hash of the capture's 256 bytes. */
  imageHash: bigint;
  account: string;
  act: Act;
  /** Unix seconds; the last at which the registry takes it. */
  deadline: bigint;
}

const TYPES: Record<string, TypedDataField[]> = {
  Capture: [
    { name: "imageHash", type: "uint256" },
    { name: "account", type: "address" },
    { name: "act", type: "bytes32" },
    { name: "deadline", type: "uint64" },
  ],
};

/** Anything that signs typed data: a key, or one of the network's accounts. */
export interface CaptureSigner {
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string>;
}

/** One registry on one chain. */
interface Place {
  chainId: bigint;
  registry: string;
}

/** The device's signature, for one registry on one chain. */
export async function signCapture(
  signer: CaptureSigner,
  place: Place,
  message: CaptureMessage,
): Promise<string> {
  return signer.signTypedData(domainOf(place), TYPES, valueOf(message));
}

/** Who signed, with a checksum; undefined where the signature is none. */
export function signerOf(place: Place, message: CaptureMessage, signature: string): string | undefined {
  try {
    return verifyTypedData(domainOf(place), TYPES, valueOf(message), signature);
  } catch {
    return undefined;
  }
}

function domainOf({ chainId, registry }: Place): TypedDataDomain {
  return { name: "Uniqueness Registry", version: "1", chainId, verifyingContract: registry };
}

function valueOf({ imageHash, account, act, deadline }: CaptureMessage): Record<string, unknown> {
  return { imageHash, account, act: id(act), deadline };
}
