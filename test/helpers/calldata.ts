import { concat, dataLength, Interface, toBeHex, zeroPadBytes } from "ethers";

const verifierInterface = new Interface(["function verifyProof(bytes,uint256[]) view returns (bool)"]);

/** Field modulus of BN254's scalars. */
export const R = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

const word = (value: bigint | number) => toBeHex(value, 32);
/** A word without 0x. */
export const digits = (value: bigint | number) => value.toString(16).padStart(64, "0");
const selector = verifierInterface.getFunction("verifyProof")!.selector;

/** Call data as the ABI encoder writes it, in a hundredth of its time: tests write tens of thousands. */
export function verifyCall(proof: string, instances: readonly bigint[]): string {
  const hex = proof.slice(2);
  const padded = hex.padEnd(Math.ceil(hex.length / 64) * 64, "0");
  const lengths = [0x40, 0x60 + padded.length / 2, hex.length / 2].map(digits);
  return [selector, ...lengths, padded, digits(instances.length), ...instances.map(digits)].join("");
}

/** The same by the ABI encoder itself. */
export function encodedVerifyCall(proof: string, instances: readonly bigint[]): string {
  return verifierInterface.encodeFunctionData("verifyProof", [proof, instances]);
}

const proofTail = (proof: string) =>
  concat([word(dataLength(proof)), zeroPadBytes(proof, Math.ceil(dataLength(proof) / 32) * 32)]);
const instancesTail = (instances: readonly bigint[]) =>
  concat([word(instances.length), ...instances.map(word)]);

export interface Layout {
  /** Overrides the two offsets, which otherwise point at the parts below. */
  proofOffset?: bigint;
  instancesOffset?: bigint;
  /** Bytes before, between and after the two tails. */
  before?: string;
  between?: string;
  after?: string;
  instancesFirst?: boolean;
}

/** Call data for the same arguments in a layout of one's own. */
export function verifyCallWithLayout(
  proof: string,
  instances: readonly bigint[],
  layout: Layout = {},
): string {
  const { before = "0x", between = "0x", after = "0x", instancesFirst = false } = layout;
  const tails = instancesFirst
    ? [instancesTail(instances), proofTail(proof)]
    : [proofTail(proof), instancesTail(instances)];
  const first = BigInt(0x40 + dataLength(before));
  const second = first + BigInt(dataLength(tails[0]!) + dataLength(between));
  const [proofAt, instancesAt] = instancesFirst ? [second, first] : [first, second];
  return concat([
    selector,
    word(layout.proofOffset ?? proofAt),
    word(layout.instancesOffset ?? instancesAt),
    before,
    tails[0]!,
    between,
    tails[1]!,
    after,
  ]);
}
