import { readFile, writeFile } from "node:fs/promises";

import { EngineMismatchError, EngineStepError } from "../../errors/engine.ts";
import type { EngineVersion, ProofRequest, Prover, VerifyRequest, WitnessRequest } from "../engine.ts";

import { loadWasmModule, type WasmBytes, type WasmModule } from "./module.ts";

/** The one release of the wasm engine; it reads the artifacts of the same native release and of no other. */
export const WASM_VERSION: EngineVersion = "21.0.0";

/** The published wasm package in this process, one thread: no Python, slower, and what a browser runs. */
export class WasmEngine implements Prover {
  readonly kind = "wasm";
  readonly version = WASM_VERSION;
  readonly #module: WasmModule;
  readonly #label: string;

  private constructor(module: WasmModule, label: string) {
    this.#module = module;
    this.#label = label;
  }

  /** @throws EngineMismatchError before anything is loaded, WasmEngineMissingError */
  static async open(version: EngineVersion, label: string): Promise<WasmEngine> {
    if (version !== WASM_VERSION)
      throw new EngineMismatchError(`${label}: circuit, keys`, version, `${WASM_VERSION} (wasm)`);
    return new WasmEngine(await loadWasmModule(), label);
  }

  async witness({ circuit, input, witness }: WitnessRequest): Promise<void> {
    const [circuitBytes, inputBytes] = await Promise.all([read(circuit), read(input)]);
    await writeFile(
      witness,
      this.#run("witness", () => this.#module.genWitness(circuitBytes, inputBytes)),
      { mode: 0o600 },
    );
  }

  async prove({ circuit, witness, pk, srs, proof }: ProofRequest): Promise<void> {
    const [w, p, c, s] = await Promise.all([witness, pk, circuit, srs].map(read));
    await writeFile(
      proof,
      this.#run("prove", () =>
        this.#module.prove(w as WasmBytes, p as WasmBytes, c as WasmBytes, s as WasmBytes),
      ),
    );
  }

  async verify({ proof, settings, vk, srs }: VerifyRequest): Promise<boolean> {
    const [p, v, t, s] = await Promise.all([proof, vk, settings, srs].map(read));
    return this.#run("verify", () =>
      this.#module.verify(p as WasmBytes, v as WasmBytes, t as WasmBytes, s as WasmBytes),
    );
  }

  async close(): Promise<void> {
    // Nothing to end: the module lives as long as the process.
  }

  #run<T>(step: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new EngineStepError(
        step,
        error instanceof Error ? error.message : String(error),
        `${this.#label} (wasm engine)`,
      );
    }
  }
}

async function read(path: string): Promise<WasmBytes> {
  return new Uint8ClampedArray(await readFile(path));
}
