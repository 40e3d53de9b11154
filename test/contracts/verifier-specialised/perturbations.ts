import { concat, dataLength, dataSlice, getBytes, hexlify, toBeHex } from "ethers";

import { digits, R, verifyCall, verifyCallWithLayout } from "../../helpers/calldata.ts";

/** The base field of BN254: coordinates are below it. */
const Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;
const MAX = 2n ** 256n - 1n;
/** Selector, two heads and the proof's length. */
const PROOF_START = 0x64;
const CURVE_B = 3n;

export interface Proven {
  proof: string;
  instances: readonly bigint[];
}

/** Call data that is not a proof's own, or a proof's own in another layout. */
export interface Perturbation {
  name: string;
  calldata: string;
}

/** The same sequence for the same seed (mulberry32): whole numbers from 0 to below `limit`. */
export function sequence(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const word = (value: bigint): string => toBeHex(value & MAX, 32);
const bytesOf = (hex: string): Buffer => Buffer.from(hex.slice(2), "hex");
const wordsOf = (proof: string): bigint[] =>
  Array.from({ length: dataLength(proof) / 32 }, (_, index) =>
    BigInt(dataSlice(proof, 32 * index, 32 * index + 32)),
  );
const proofOf = (words: readonly bigint[]): string =>
  `0x${words.map((value) => digits(value & MAX)).join("")}`;

/** Of a word, or of an instance: the field's edges, other forms of the same element, neighbours. */
const replacements = (value: bigint): bigint[] => [
  0n,
  1n,
  R - 1n,
  R,
  Q - 1n,
  Q,
  MAX,
  value + R,
  value + Q,
  value + 2n * R,
  (value + 1n) % R,
  (value + R - 1n) % R,
  R - (value % R),
];

/** `count` perturbations of `proven`: every systematic one, then as many random ones as are left. @param others proofs of the same circuit */
export function perturbations(
  proven: Proven,
  others: readonly Proven[],
  count: number,
  seed: number,
): Perturbation[] {
  const random = sequence(seed);
  const all = [
    ...ofWords(proven),
    ...ofPoints(proven),
    ...ofInstances(proven),
    ...ofOthers(proven, others),
    ...ofLayout(proven),
  ];
  const own = verifyCall(proven.proof, proven.instances);
  const different = all.filter(({ calldata }) => calldata !== own);
  while (different.length < count) different.push(atRandom(proven, random));
  return different;
}

function ofWords({ proof, instances }: Proven): Perturbation[] {
  const words = wordsOf(proof);
  return words.flatMap((value, index) =>
    replacements(value).map((replacement) => ({
      name: `word ${index} = ${replacement}`,
      calldata: verifyCall(proofOf(words.with(index, replacement)), instances),
    })),
  );
}

/** Words that are a point's: negated, zero, the generator, another point of the proof. */
function ofPoints({ proof, instances }: Proven): Perturbation[] {
  const words = wordsOf(proof);
  const points = words.flatMap((x, index) =>
    index + 1 < words.length && (words[index + 1]! ** 2n - x ** 3n - CURVE_B) % Q === 0n ? [index] : [],
  );
  return points.flatMap((at, place) => {
    const next = points[(place + 1) % points.length]!;
    const replaced = (x: bigint, y: bigint) =>
      verifyCall(proofOf(words.with(at, x).with(at + 1, y)), instances);
    const swapped = words
      .with(at, words[next]!)
      .with(at + 1, words[next + 1]!)
      .with(next, words[at]!)
      .with(next + 1, words[at + 1]!);
    return [
      { name: `point ${at} negated`, calldata: replaced(words[at]!, Q - words[at + 1]!) },
      { name: `point ${at} zero`, calldata: replaced(0n, 0n) },
      { name: `point ${at} the generator`, calldata: replaced(1n, 2n) },
      { name: `point ${at} as the next`, calldata: replaced(words[next]!, words[next + 1]!) },
      { name: `point ${at} and the next swapped`, calldata: verifyCall(proofOf(swapped), instances) },
      { name: `point ${at} with its coordinates swapped`, calldata: replaced(words[at + 1]!, words[at]!) },
      { name: `point ${at} in another form`, calldata: replaced(words[at]! + Q, words[at + 1]!) },
    ];
  });
}

function ofInstances({ proof, instances }: Proven): Perturbation[] {
  const single = instances.flatMap((value, index) =>
    replacements(value).map((replacement) => ({
      name: `instance ${index} = ${replacement}`,
      calldata: verifyCall(proof, instances.with(index, replacement & MAX)),
    })),
  );
  const pairs = instances.slice(1).map((value, index) => ({
    name: `instances ${index} and ${index + 1} swapped`,
    calldata: verifyCall(proof, instances.with(index, value).with(index + 1, instances[index]!)),
  }));
  return [...single, ...pairs];
}

/** Words, and everything from or up to some word, of another good proof of the same circuit. */
function ofOthers({ proof, instances }: Proven, others: readonly Proven[]): Perturbation[] {
  const words = wordsOf(proof);
  return others.flatMap((other, which) => {
    const theirs = wordsOf(other.proof);
    return words.flatMap((_, index) => [
      {
        name: `word ${index} of proof ${which}`,
        calldata: verifyCall(proofOf(words.with(index, theirs[index]!)), instances),
      },
      {
        name: `words from ${index} on of proof ${which}`,
        calldata: verifyCall(proofOf([...words.slice(0, index), ...theirs.slice(index)]), instances),
      },
      {
        name: `words before ${index} of proof ${which}, and its instances`,
        calldata: verifyCall(proofOf([...theirs.slice(0, index), ...words.slice(index)]), other.instances),
      },
    ]);
  });
}

function ofLayout({ proof, instances }: Proven): Perturbation[] {
  const layouts = {
    "a gap before": { before: word(0n) },
    "a gap between": { between: word(7n) },
    "bytes after": { after: "0x00" },
    "a word after": { after: word(1n) },
    "the instances first": { instancesFirst: true },
    "both at the proof": { instancesOffset: 0x40n },
    "an offset of zero": { proofOffset: 0n },
    "an offset beyond": { proofOffset: MAX },
  };
  const own = verifyCall(proof, instances);
  const bytes = getBytes(own);
  const heads = [0x04, 0x24, 0x44, PROOF_START + dataLength(proof)];
  return [
    ...Object.entries(layouts).map(([name, layout]) => ({
      name,
      calldata: verifyCallWithLayout(proof, instances, layout),
    })),
    ...heads.flatMap((at) =>
      replacements(BigInt(dataSlice(own, at, at + 32))).map((replacement) => ({
        name: `the head at ${at} = ${replacement}`,
        calldata: concat([dataSlice(own, 0, at), word(replacement), dataSlice(own, at + 32)]),
      })),
    ),
    ...[1, 31, 32, 33, 64, bytes.length - 4, bytes.length].map((cut) => ({
      name: `${cut} bytes less`,
      calldata: hexlify(bytes.slice(0, bytes.length - cut)),
    })),
    ...[1, 32, 64].flatMap((by) => [
      { name: `a proof ${by} bytes longer`, calldata: verifyCall(`${proof}${"00".repeat(by)}`, instances) },
      {
        name: `a proof ${by} bytes shorter`,
        calldata: verifyCall(dataSlice(proof, 0, dataLength(proof) - by), instances),
      },
    ]),
    { name: "an instance more", calldata: verifyCall(proof, [...instances, 0n]) },
    { name: "an instance less", calldata: verifyCall(proof, instances.slice(0, -1)) },
    { name: "no instances", calldata: verifyCall(proof, []) },
    { name: "another selector", calldata: concat(["0x00000000", dataSlice(own, 4)]) },
  ];
}

/** A bit flipped, a byte replaced, two words exchanged or one copied, anywhere in the proof or the instances. */
function atRandom({ proof, instances }: Proven, random: (limit: number) => number): Perturbation {
  const own = bytesOf(verifyCall(proof, instances));
  const [start, words] = [4, (own.length - 4) / 32];
  const changed = Buffer.from(own);
  const at = start + random(own.length - start);
  const [one, two] = [start + 32 * random(words), start + 32 * random(words)];
  const kind = random(4);
  if (kind === 0) changed[at]! ^= 1 << random(8);
  else if (kind === 1) changed[at] = random(256);
  else if (kind === 2) {
    changed.set(own.subarray(two, two + 32), one);
    changed.set(own.subarray(one, one + 32), two);
  } else changed.set(own.subarray(two, two + 32), one);
  const name = ["bit flipped", "byte replaced", "words exchanged", "word copied"][kind]!;
  return changed.equals(own)
    ? atRandom({ proof, instances }, random)
    : { name: `${name} (${at}, ${one}, ${two})`, calldata: `0x${changed.toString("hex")}` };
}
