import { readFile } from "node:fs/promises";

import { z } from "zod";

import { feltLeSchema } from "../../artifacts/scalars.ts";
import type {
  CalibrationRequest,
  Engine,
  EngineVersion,
  ProofRequest,
  ReusableVerifierRequest,
  RunArgs,
  SettingsRequest,
  VerifyRequest,
  WitnessRequest,
} from "../engine.ts";

import { ensureEnvironment } from "./environment.ts";
import { engineHome } from "./home.ts";
import { Worker } from "./worker.ts";

export interface NativeEngineOptions {
  /** The user's cache folder; the engine's private environment is made in it when missing. */
  cacheDir: string;
  version: EngineVersion;
  /** Longest time for one step, seconds. */
  timeoutSeconds?: number | undefined;
  /** The same for making an SRS, which is made once; default: `timeoutSeconds`. */
  srsTimeoutSeconds?: number | undefined;
  /** Most memory of the engine's process, bytes (Linux); default: the machine's. */
  memoryBytes?: number | undefined;
  /** Named in errors: the model this engine works for. */
  label?: string | undefined;
}

export interface ProbeRequest {
  circuit: string;
  /** Paths of input files. */
  inputs: readonly string[];
}

const probeSchema = z.object({
  /** One for each input, up to the first that fails: outputs in ONNX order, and the extremes of what lookups were asked. */
  answers: z.array(z.object({ outputs: z.array(z.array(feltLeSchema)), min: z.number(), max: z.number() })),
  /** Why the next input has no witness. */
  failure: z.string().nullable(),
});

export type ProbeResult = z.infer<typeof probeSchema>;

const ENGINE_NAMES: Record<keyof RunArgs, string> = {
  inputScale: "input_scale",
  paramScale: "param_scale",
  scaleRebaseMultiplier: "scale_rebase_multiplier",
  logrows: "logrows",
  innerColumns: "num_inner_cols",
  decompBase: "decomp_base",
  decompLegs: "decomp_legs",
  lookupRange: "lookup_range",
  rebaseFracZeroConstants: "rebase_frac_zero_constants",
  boundedLogLookup: "bounded_log_lookup",
  disableFreivalds: "disable_freivalds",
  variables: "variables",
};

/** Attributes of the engine's PyRunArgs under its own names: outputs public, weights fixed, always. */
export function engineRunArgs({
  inputVisibility,
  runArgs,
}: Pick<SettingsRequest, "inputVisibility" | "runArgs">): Record<string, unknown> {
  const args: Record<string, unknown> = {
    input_visibility: inputVisibility,
    output_visibility: "public",
    param_visibility: "fixed",
  };
  for (const [name, value] of Object.entries(runArgs)) {
    if (value !== undefined) args[ENGINE_NAMES[name as keyof RunArgs]] = value;
  }
  return args;
}

/** The published Python package in a process of its own: a panic, a signal or a lack of memory there is an error here. */
export class NativeEngine implements Engine {
  readonly kind = "native";
  readonly version: EngineVersion;
  readonly #worker: Worker;
  readonly #label: string;
  readonly #srsTimeoutSeconds: number | undefined;

  private constructor(
    version: EngineVersion,
    worker: Worker,
    label: string,
    srsTimeoutSeconds: number | undefined,
  ) {
    this.version = version;
    this.#worker = worker;
    this.#label = label;
    this.#srsTimeoutSeconds = srsTimeoutSeconds;
  }

  static async open(options: NativeEngineOptions): Promise<NativeEngine> {
    const { cacheDir, version, memoryBytes, timeoutSeconds = 3600, label = `ezkl ${version}` } = options;
    const { directory, python } = await ensureEnvironment(cacheDir, version);
    const home = await engineHome(directory);
    const worker = new Worker({ python, home, timeoutSeconds, memoryBytes });
    worker.start();
    return new NativeEngine(version, worker, label, options.srsTimeoutSeconds);
  }

  async settings({ onnx, settings, ...options }: SettingsRequest): Promise<void> {
    await this.#call("settings", { onnx, settings, runArgs: engineRunArgs(options) });
  }

  async calibrate(request: CalibrationRequest): Promise<void> {
    await this.#call("calibrate", request);
  }

  async compile(request: { onnx: string; settings: string; circuit: string }): Promise<void> {
    await this.#call("compile", request);
  }

  async setup(request: { circuit: string; srs: string; vk: string; pk: string }): Promise<void> {
    await this.#call("setup", request);
  }

  async verifierSource(request: {
    vk: string;
    settings: string;
    srs: string;
    source: string;
  }): Promise<void> {
    await this.#call("verifierSource", request);
  }

  async reusableVerifier(request: ReusableVerifierRequest): Promise<void> {
    await this.#call("reusableVerifier", request);
  }

  async srs(request: { k: number; srs: string }): Promise<void> {
    await this.#worker.call("srs", request, this.#label, this.#srsTimeoutSeconds);
  }

  async witness(request: WitnessRequest): Promise<void> {
    await this.#call("witness", request);
  }

  /** Witnesses that are only looked at, in one call; nothing is written. */
  async probe(request: ProbeRequest): Promise<ProbeResult> {
    return probeSchema.parse(await this.#call("probe", request));
  }

  /** The most memory that the engine's process has held so far, bytes; undefined where the system does not tell (not Linux). */
  async peakMemory(): Promise<number | undefined> {
    const status = await readFile(`/proc/${this.#worker.pid}/status`, "utf8").catch(() => "");
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  }

  async prove(request: ProofRequest): Promise<void> {
    await this.#call("prove", request);
  }

  async verify(request: VerifyRequest): Promise<boolean> {
    return (await this.#call("verify", request)) === true;
  }

  async close(): Promise<void> {
    await this.#worker.close();
  }

  async #call(step: string, request: object): Promise<unknown> {
    return this.#worker.call(step, request, this.#label);
  }
}
