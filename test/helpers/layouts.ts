import { concat, dataLength, dataSlice, toBeHex } from "ethers";

import { verifyCall, verifyCallWithLayout } from "./calldata.ts";

/** What the guard compares. The order of its words in the call data; the size is last. */
export const COMPARED = [
  "the proof's offset",
  "the instances' offset",
  "the proof's length",
  "the instances' length",
  "the total size",
] as const;
export type Compared = (typeof COMPARED)[number];

/** Call data for a good proof and its own instances that is not as the ABI encoder writes it. */
export interface NonCanonical {
  name: string;
  data: string;
  /** What differs from the encoder's; never empty. */
  differs: readonly Compared[];
  /** Whether Solidity's own decoder takes it: what it refuses, no guard ever sees. */
  decodable: boolean;
}

const PROOF_OFFSET = 0x04;
const INSTANCES_OFFSET = 0x24;
const PROOF_LENGTH = 0x44;
const PROOF = 0x64;

/**
 * The layouts that were tried against the guard: wrong offsets and lengths, dirty bits above right ones, gaps, the other
 * order, overlaps, copies, bytes too many or too few, and something else in the place where the arguments belong.
 */
export function nonCanonicalCalls(proof: string, instances: readonly bigint[]): NonCanonical[] {
  const clean = verifyCall(proof, instances);
  const length = dataLength(proof);
  const instancesLength = PROOF + length;
  const put = (at: number, value: bigint | number, data = clean): string =>
    concat([dataSlice(data, 0, at), toBeHex(value, 32), dataSlice(data, at + 32)]);
  const heads: [Compared, at: number, right: number][] = [
    ["the proof's offset", PROOF_OFFSET, 0x40],
    ["the instances' offset", INSTANCES_OFFSET, instancesLength - 4],
    ["the proof's length", PROOF_LENGTH, length],
    ["the instances' length", instancesLength, instances.length],
  ];
  const near = [-0x40, -0x20, -1, 1, 0x20, 0x40];
  const bits = [31n, 32n, 63n, 64n, 128n, 255n];
  const words = heads.flatMap(([name, at, right]) => [
    ...near.filter((by) => right + by >= 0).map((by) => [`${name}, ${by} off`, put(at, right + by)]),
    ...bits.map((bit) => [`${name} with bit ${bit}`, put(at, BigInt(right) | (1n << bit))]),
    [`${name} zero`, put(at, 0)],
    [`${name} as large as it can be`, put(at, 2n ** 256n - 1n)],
  ]);

  const [zero, zeros] = [toBeHex(0, 32), toBeHex(0, length)];
  const otherInstances = instances.map(() => 0n);
  const proofTail = concat([toBeHex(length, 32), proof]);
  const instancesTail = concat([
    toBeHex(instances.length, 32),
    ...instances.map((felt) => toBeHex(felt, 32)),
  ]);
  const end = dataLength(clean) - 4;
  const layouts = [
    ["a gap before", verifyCallWithLayout(proof, instances, { before: zero })],
    ["a gap between", verifyCallWithLayout(proof, instances, { between: zero })],
    ["gaps before and between", verifyCallWithLayout(proof, instances, { before: zero, between: zero })],
    ["a byte of gap", verifyCallWithLayout(proof, instances, { between: "0x00" })],
    ["the other order", verifyCallWithLayout(proof, instances, { instancesFirst: true })],
    [
      "the other order with a gap",
      verifyCallWithLayout(proof, instances, { instancesFirst: true, before: zero }),
    ],
    ["both offsets at the proof", put(INSTANCES_OFFSET, 0x40)],
    ["both offsets at the instances", put(PROOF_OFFSET, instancesLength - 4)],
    ["the offsets exchanged", put(PROOF_OFFSET, instancesLength - 4, put(INSTANCES_OFFSET, 0x40))],
    ["a byte after", concat([clean, "0x00"])],
    ["a word after", concat([clean, zero])],
    ["all of it twice", concat([clean, dataSlice(clean, 4)])],
    ...[1, 31, 32, 64].map((cut) => [`cut by ${cut} bytes`, dataSlice(clean, 0, dataLength(clean) - cut)]),
    // The good argument lies behind, and its offset points there; in its place lies something else.
    ["the proof behind zeros", concat([put(PROOF_OFFSET, end, verifyCall(zeros, instances)), proofTail])],
    [
      "the instances behind others",
      concat([put(INSTANCES_OFFSET, end, verifyCall(proof, otherInstances)), instancesTail]),
    ],
    [
      "both behind others",
      concat([
        put(
          PROOF_OFFSET,
          end,
          put(INSTANCES_OFFSET, end + dataLength(proofTail), verifyCall(zeros, otherInstances)),
        ),
        ...[proofTail, instancesTail],
      ]),
    ],
    // The good argument lies in its place, and the offset points at a copy, or at something else.
    ["a copy of the proof", concat([put(PROOF_OFFSET, end), proofTail])],
    ["a copy of the instances", concat([put(INSTANCES_OFFSET, end), instancesTail])],
    ["zeros for the proof behind it", concat([put(PROOF_OFFSET, end), toBeHex(length, 32), zeros])],
  ];
  const right = [...heads.map(([, at, value]) => [at, BigInt(value)] as const)];
  const differences = (data: string): Compared[] => [
    ...heads.flatMap(([name], i) => (wordAt(data, right[i]![0]) === right[i]![1] ? [] : [name])),
    ...(dataLength(data) === dataLength(clean) ? [] : (["the total size"] as const)),
  ];
  return [...words, ...layouts].map(([name = "", data = ""]) => {
    return { name, data, differs: differences(data), decodable: isDecodable(data) };
  });
}

/** Whether Solidity's decoder takes it for `(bytes, uint256[])`. */
function isDecodable(data: string): boolean {
  const size = BigInt(dataLength(data));
  const fits = (head: number, unit: bigint): boolean => {
    const offset = wordAt(data, head);
    const at = offset + 4n;
    if (offset >= 2n ** 64n || at + 0x1fn >= size) return false;
    const count = wordAt(data, Number(at));
    return count < 2n ** 64n && at + 0x20n + count * unit <= size;
  };
  return fits(PROOF_OFFSET, 1n) && fits(INSTANCES_OFFSET, 0x20n);
}

/** As `calldataload` reads: beyond the end there are zeros. */
function wordAt(data: string, at: number): bigint {
  const padded = concat([data, toBeHex(0, 64)]);
  return at + 32 > dataLength(padded) ? 0n : BigInt(dataSlice(padded, at, at + 32));
}
