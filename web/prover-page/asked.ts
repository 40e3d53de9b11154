import type { InputData } from "../../src/pipeline/input.ts";
import type { MadeProof, ModelName, ProofWanted, ProvingStep } from "../src/prover/types.ts";

/** What tests and measurements ask of a page that has nothing but the prover. */
export interface Asked {
  readonly threads: number;
  /** @param cancelAt aborts when that step begins */
  prove: (wanted: ProofWanted, cancelAt?: ProvingStep) => Promise<Attempt<MadeProof>>;
  run: (model: ModelName, input: InputData) => Promise<Attempt<readonly (readonly bigint[])[]>>;
  poseidon: (values: readonly bigint[]) => Promise<bigint>;
  /** The same as a visitor sees it. */
  show: (wanted: ProofWanted) => void;
  /** Kept files, and whether each still has the content that it is named by. */
  kept: () => Promise<readonly { readonly sha256: string; readonly intact: boolean }[]>;
  /** Changes one byte of a kept file. */
  damage: (sha256: string) => Promise<void>;
}

export interface Attempt<T> {
  readonly result?: T;
  /** Code of an EzklError, or an exception's name. */
  readonly refused?: string;
  readonly remedy?: string;
  readonly steps: readonly ProvingStep[];
  /** Most bytes that a download was said to have. */
  readonly bytes: number;
  readonly seconds: number;
}
