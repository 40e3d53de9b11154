import type { TuningCandidate, TuningObjective, TuningRecord } from "../artifacts/tuning-record.ts";
import type { EngineVersion } from "../engine/engine.ts";

export type Metric = TuningRecord["constraint"]["metric"];

export interface TuneOptions {
  objective: TuningObjective;
  /** What must agree with the float model; default "max" with `maxError`, and see `constraintOf` without. */
  metric?: Metric | undefined;
  /** Largest error allowed, in units of the outputs: the largest absolute one, or the mean with the metric "mae". */
  maxError?: number | undefined;
  /** Longest time for the search, seconds; what is found by then is chosen from. */
  budgetSeconds: number;
  /** Releases that may be chosen. */
  engines: readonly EngineVersion[];
  /** Of the generated hold-out samples. */
  seed: number;
  /** Bits by which every intermediate value of the hold-out may grow before a witness aborts; default 2. */
  headroomBits?: number | undefined;
  /** Go on with an interrupted search of the same model and constraint. */
  resume: boolean;
  /** Refuse to change committed files: the search runs, and its choice must be what is pinned already. */
  frozen?: boolean | undefined;
  onProgress(event: TuneEvent): void;
}

export type TunePhase = "holdout" | "baseline" | "scales" | "circuits" | "measure" | "pin";

/** What a person is told while the search runs. */
export type TuneEvent =
  { kind: "phase"; phase: TunePhase; detail: string } | { kind: "candidate"; candidate: TuningCandidate };

/** Deploys a verifier's source on a local chain and sends it a proof. `gas` is that of the whole transaction, `deployGas` of the deployment. */
export type EvmMeter = (request: {
  source: string;
  contractName: string;
  calldata: `0x${string}`;
}) => Promise<{ gas: number; deployGas: number; verifierBytes: number; accepted: boolean }>;
