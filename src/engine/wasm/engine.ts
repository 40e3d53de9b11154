import { readFile, writeFile } from "node:fs/promises";

import { EngineMismatchError } from "../../errors/engine.ts";
import type { EngineVersion, ProofRequest, Prover, VerifyRequest, WitnessRequest } from "../engine.ts";

import { WasmBytesEngine, wasmBytes, type WasmBytes } from "./bytes.ts";
import { loadWasmModule } from "./module.ts";

/** The one release of the wasm engine; it reads the artifacts of the same native release and of no other. */
export const WASM_VERSION: EngineVersion = "21.0.0";

/** The published wasm package in this process, one thread, over files: no Python, slower. */
export class WasmEngine implements Prover {
  readonly kind = "wasm";
  readonly version = WASM_VERSION;
  readonly #engine: WasmBytesEngine;

  private constructor(engine: WasmBytesEngine) {
    this.#engine = engine;
  }

  /** @throws EngineMismatchError before anything is loaded, WasmEngineMissingError */
  static async open(version: EngineVersion, label: string): Promise<WasmEngine> {
    if (version !== WASM_VERSION)
      throw new EngineMismatchError(`${label}: circuit, keys`, version, `${WASM_VERSION} (wasm)`);
    return new WasmEngine(new WasmBytesEngine(await loadWasmModule(), label));
  }

  async witness({ circuit, input, witness }: WitnessRequest): Promise<void> {
    const [circuitBytes, inputBytes] = await readAll(circuit, input);
    await writeFile(witness, this.#engine.witness(circuitBytes, inputBytes), { mode: 0o600 });
  }

  async prove({ circuit, witness, pk, srs, proof }: ProofRequest): Promise<void> {
    const [w, p, c, s] = await readAll(witness, pk, circuit, srs);
    await writeFile(proof, this.#engine.prove(w, p, c, s));
  }

  async verify({ proof, settings, vk, srs }: VerifyRequest): Promise<boolean> {
    const [p, v, t, s] = await readAll(proof, vk, settings, srs);
    return this.#engine.verify(p, v, t, s);
  }

  async close(): Promise<void> {
    // Nothing to end: the module lives as long as the process.
  }
}

type BytesOf<Paths extends readonly string[]> = { [Index in keyof Paths]: WasmBytes };

async function readAll<Paths extends readonly string[]>(...paths: Paths): Promise<BytesOf<Paths>> {
  return (await Promise.all(paths.map(async (path) => wasmBytes(await readFile(path))))) as BytesOf<Paths>;
}
