import type { VerifierFacts } from "../../facts.ts";
import type { Node } from "../../symbolic/node.ts";
import type { Challenge } from "./quantity.ts";

/** Where a commitment's two words are. */
export type Commitment =
  /** In the proof: x at `offset` of the call data, y after it. */
  | { kind: "proof"; offset: number }
  /** In the verifying key. */
  | { kind: "key"; x: bigint; y: bigint; label: string }
  /** The sum of the quotient's pieces h_i x^(n i). */
  | { kind: "quotient" };

/** A polynomial that the proof opens: its commitment, and its value at each of its set's points. */
export interface Opening {
  commitment: Commitment;
  /** Words of the call data, or the quotient's value. */
  evaluations: readonly Node[];
}

/** Polynomials opened at the same points. */
export interface OpeningSet {
  /** Each point divided by x: powers of omega. */
  rotations: readonly bigint[];
  /** In the order of their powers of zeta, from 0. */
  openings: readonly Opening[];
}

/** Part of the transcript: what is absorbed, and which challenges follow. */
export interface Phase {
  /** Bytes of the call data, from `start` to before `end`; the instances come before them in the first phase. */
  start: number;
  end: number;
  challenges: readonly Challenge[];
}

/** All that tells one circuit's verifier from another's. */
export interface Circuit {
  facts: VerifierFacts;
  digest: bigint;
  phases: readonly Phase[];
  /** What the engine calls the evaluations, by offset. */
  names: ReadonlyMap<number, string>;
  /** Offsets of words of the proof that are elements of the scalar field, and of points (their x). */
  scalars: readonly number[];
  points: readonly number[];
  omega: bigint;
  /** Terms of the quotient's numerator, from the highest power of y to 1. Over words of the call data and quantities. */
  terms: readonly Node[];
  /** Offsets of the pieces of the quotient, from x^0 on. */
  quotient: readonly number[];
  /** In the order of their powers of nu, from 0. */
  sets: readonly OpeningSet[];
  /** Offsets of the two opening proofs W and W'. */
  opening: readonly [number, number];
  /** G2, then -[s]G2: four words each. */
  pairing: readonly bigint[];
}
