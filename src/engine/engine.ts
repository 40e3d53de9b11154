/** Releases of the engine that can be selected for a model. */
export type EngineVersion = "21.0.0" | "23.0.5";

export type Visibility = "private" | "public" | "hashed";

/**
 * What is passed to the engine when settings are made; names and meanings are the engine's own.
 * Scales are in bits (a value v is held as round(v * 2^scale)); `decompBase ** decompLegs` bounds every value.
 */
export interface RunArgs {
  inputScale?: number | undefined;
  paramScale?: number | undefined;
  scaleRebaseMultiplier?: number | undefined;
  logrows?: number | undefined;
  innerColumns?: number | undefined;
  decompBase?: number | undefined;
  decompLegs?: number | undefined;
  lookupRange?: readonly [number, number] | undefined;
  rebaseFracZeroConstants?: boolean | undefined;
  boundedLogLookup?: boolean | undefined;
  /** Release 23.0.5 only: matrix products by ordinary gates, instead of checked by random linear combination. */
  disableFreivalds?: boolean | undefined;
  variables?: readonly (readonly [string, number])[] | undefined;
}

export interface SettingsRequest {
  onnx: string;
  settings: string;
  inputVisibility: Visibility;
  runArgs: RunArgs;
}

export interface CalibrationRequest {
  onnx: string;
  settings: string;
  data: string;
  target: "resources" | "accuracy";
  maxLogrows?: number | undefined;
}

/** One witness: the instances' felts as the engine orders inputs and outputs, and its own decoding of the outputs. */
export interface WitnessRequest {
  circuit: string;
  input: string;
  witness: string;
}

export interface ProofRequest {
  circuit: string;
  witness: string;
  pk: string;
  srs: string;
  proof: string;
}

export interface VerifyRequest {
  proof: string;
  settings: string;
  vk: string;
  srs: string;
}

export interface ReusableVerifierRequest {
  vk: string;
  settings: string;
  srs: string;
  source: string;
  /** The verifying-key artifact. */
  vka: string;
}

/** What proving and checking a proof need; every argument is the path of a file. */
export interface Prover {
  readonly kind: "native" | "wasm";
  readonly version: EngineVersion;
  witness(request: WitnessRequest): Promise<void>;
  prove(request: ProofRequest): Promise<void>;
  verify(request: VerifyRequest): Promise<boolean>;
  /** The most memory that the engine's process has held so far, bytes; undefined where nobody tells. */
  peakMemory?(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A prover that can also turn an ONNX file into a circuit, its keys and its Solidity verifier. */
export interface Engine extends Prover {
  settings(request: SettingsRequest): Promise<void>;
  calibrate(request: CalibrationRequest): Promise<void>;
  compile(request: { onnx: string; settings: string; circuit: string }): Promise<void>;
  setup(request: { circuit: string; srs: string; vk: string; pk: string }): Promise<void>;
  verifierSource(request: { vk: string; settings: string; srs: string; source: string }): Promise<void>;
  /** The verifier that takes the circuit as data, and that data; 23.0.5 alone has a right one. */
  reusableVerifier(request: ReusableVerifierRequest): Promise<void>;
  srs(request: { k: number; srs: string }): Promise<void>;
}
