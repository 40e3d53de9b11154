import type { InputData } from "../../../src/pipeline/input.ts";
import type { ProofContext, ProofFile } from "../../../src/index.ts";

/** Models whose circuits the page carries. */
export type ModelName = "singing-judge" | "biometric-code" | "trading-signal";

/**
 * What a proof takes, in order. `download`: circuit, keys, SRS, once and then from the cache; `keys`: a proving key too large to
 * send is made here from the circuit; `verify`: the engine checks its own proof before it is handed out.
 */
export type ProvingStep = "download" | "keys" | "witness" | "prove" | "verify";

export interface ProvingProgress {
  readonly step: ProvingStep;
  /** 0 to 1 where it is known. */
  readonly fraction?: number | undefined;
  /** Of downloads, bytes. */
  readonly bytes?: { readonly done: number; readonly total: number } | undefined;
}

export interface ProofWanted {
  readonly model: ModelName;
  /** Flat and row-major, in ONNX order; stays in this page. */
  readonly input: InputData;
  readonly context: ProofContext;
}

export interface ProvingOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ProvingProgress) => void) | undefined;
}

export interface MadeProof {
  /** As `ezkl prove` writes it. */
  readonly file: ProofFile;
  /** Wall-clock of witness, proof and verification. */
  readonly seconds: number;
  /** 1 where the page is not cross-origin isolated; 0 where the proof was made elsewhere, and nobody here knows how. */
  readonly threads: number;
}

/** Everything that the page asks of the engine. Runs in workers; aborting ends them. */
export interface PageProver {
  /** @throws EzklError; DOMException "AbortError" when cancelled */
  prove(wanted: ProofWanted, options?: ProvingOptions): Promise<MadeProof>;
  /** The circuit's outputs without a proof, as felts in statement order: what a proof would say. */
  run(
    wanted: Omit<ProofWanted, "context">,
    options?: ProvingOptions,
  ): Promise<readonly (readonly bigint[])[]>;
  /** Poseidon hash of one tensor, as a hashed input's instance. @param values in the circuit's fixed point, each in [0, r) */
  poseidon(values: readonly bigint[]): Promise<bigint>;
  /** Whether threads can be used, and how many. */
  readonly threads: number;
}
