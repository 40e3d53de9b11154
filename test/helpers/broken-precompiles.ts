import type { PrecompileFunc } from "@ethereumjs/evm";

import { PRECOMPILES, type Precompile, type Replacements } from "./bare-evm.ts";

/** A chain on which no verifier can be believed. */
export interface BrokenChain {
  name: string;
  replacements: Replacements;
  /** The first precompile, in the order of their addresses, that a question finds out. */
  found: Precompile;
}

type Fault = (genuine: PrecompileFunc) => PrecompileFunc;

/** Where the genuine one fails, this one does: only its answers are wrong. */
const answering =
  (answer: (genuine: Uint8Array, question: Uint8Array) => Uint8Array): Fault =>
  (genuine) =>
  async (call) => {
    const result = await genuine(call);
    if (result.exceptionError !== undefined) return result;
    return { ...result, returnValue: answer(result.returnValue, call.data) };
  };

const lastByte = (bytes: Uint8Array, change: (last: number) => number) =>
  Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 1 ? change(byte) : byte));

/** The right answer and 32 bytes more. */
export const LONGER = answering((right) => Uint8Array.from([...right, ...new Uint8Array(32)]));
/** The right answer but for its last byte. */
export const SHORTER = answering((right) => right.slice(0, -1));
/** Every equation holds. */
export const ALWAYS_ONE = answering((right) => lastByte(new Uint8Array(right.length), () => 1));
/** For an equation that holds another odd number than 1. */
export const THREE = answering((right) => lastByte(right, (last) => last * 3));

const FAULTS: Readonly<Record<string, Fault>> = {
  "answers with a word more": LONGER,
  "answers with a byte less": SHORTER,
  "answers nothing where it should answer": answering(() => new Uint8Array()),
  "answers with what it was asked": answering((_, question) => question),
  "answers with the beginning of what it was asked": answering((right, question) =>
    question.slice(0, right.length),
  ),
  "answers with zeros": answering((right) => new Uint8Array(right.length)),
  "answers wrongly in the last bit": answering((right) => lastByte(right, (last) => last ^ 1)),
  "refuses everything": (genuine) => async (call) => genuine({ ...call, gasLimit: 0n }),
};

/** Takes points that are not on the curve. */
const undiscerning: Fault = (genuine) => async (call) => {
  const result = await genuine(call);
  return result.exceptionError === undefined
    ? result
    : { executionGasUsed: 0n, returnValue: new Uint8Array(64) };
};

const missing = (...addresses: Precompile[]): BrokenChain => ({
  name: `without ${addresses.join(", ")}`,
  replacements: Object.fromEntries(addresses.map((at) => [at, null])),
  found: addresses[0]!,
});
const broken = (at: Precompile, how: string, fault: Fault): BrokenChain => ({
  name: `whose precompile ${at} ${how}`,
  replacements: { [at]: fault },
  found: at,
});

/** Without precompiles: one, those of the curve, all. */
export const WITHOUT_PRECOMPILES: readonly BrokenChain[] = [
  ...PRECOMPILES.map((at) => missing(at)),
  missing(6, 7, 8),
  missing(5, 6, 7, 8),
];

export const BROKEN_CHAINS: readonly BrokenChain[] = [
  ...WITHOUT_PRECOMPILES,
  ...PRECOMPILES.flatMap((at) => Object.entries(FAULTS).map(([how, fault]) => broken(at, how, fault))),
  broken(6, "adds what is no point", undiscerning),
  broken(7, "multiplies what is no point", undiscerning),
  broken(8, "says yes to every equation", ALWAYS_ONE),
];
