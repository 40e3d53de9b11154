import type { ErrorParts, ProofContext, ProofFile } from "../../../src/index.ts";
import type { InputData } from "../../../src/pipeline/input.ts";

import type { Circuit } from "./catalogue.ts";
import type { ProvingProgress } from "./types.ts";

/** A circuit with the folder that its files are under, absolute. */
export interface PlacedCircuit {
  readonly circuit: Circuit;
  readonly base: string;
}

/** What the page asks of its worker, one thing at a time. */
export type Job =
  | ({ readonly do: "prove"; readonly input: InputData; readonly context: ProofContext } & PlacedCircuit)
  | ({ readonly do: "run"; readonly input: InputData } & PlacedCircuit)
  | { readonly do: "poseidon"; readonly values: readonly bigint[] };

export interface Request {
  readonly threads: number;
  readonly job: Job;
}

export interface Results {
  prove: { readonly file: ProofFile; readonly seconds: number };
  run: readonly (readonly bigint[])[];
  poseidon: bigint;
}

export type Answer =
  | { readonly at: "progress"; readonly progress: ProvingProgress }
  | { readonly at: "done"; readonly result: Results[keyof Results] }
  /** `spent`: the engine may be in disorder, and the worker is of no more use. */
  | { readonly at: "failed"; readonly error: SentError; readonly spent: boolean };

/** An error on its way from a worker: classes do not survive it. */
export type SentError =
  { readonly ezkl: { readonly code: string } & Omit<ErrorParts, "cause"> } | { readonly message: string };
