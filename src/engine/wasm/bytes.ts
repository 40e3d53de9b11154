import { z } from "zod";

import { EngineStepError } from "../../errors/engine.ts";
import { feltFromLe, feltToLe, parseFeltLe } from "../../field/felt.ts";

/** How the wasm package takes and gives bytes. */
export type WasmBytes = Uint8ClampedArray<ArrayBuffer>;

/** What is used of the published wasm package, whichever build of it. */
export interface WasmModule {
  genWitness(circuit: WasmBytes, input: WasmBytes): Uint8Array;
  genPk(vk: WasmBytes, circuit: WasmBytes, srs: WasmBytes): Uint8Array;
  prove(witness: WasmBytes, pk: WasmBytes, circuit: WasmBytes, srs: WasmBytes): Uint8Array;
  verify(proof: WasmBytes, vk: WasmBytes, settings: WasmBytes, srs: WasmBytes): boolean;
  /** JSON list of little-endian felts -> JSON list of one list of them. */
  poseidonHash(message: WasmBytes): Uint8ClampedArray;
}

/** The same memory as the wasm package wants it named. */
export function wasmBytes(bytes: Uint8Array<ArrayBuffer>): WasmBytes {
  return new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The wasm engine on bytes: what Node's engine over files and the page's worker have in common. */
export class WasmBytesEngine {
  readonly #module: WasmModule;
  readonly #label: string;

  /** @param label named in errors */
  constructor(module: WasmModule, label: string) {
    this.#module = module;
    this.#label = label;
  }

  /** @returns the witness file's bytes @throws EngineStepError */
  witness(circuit: WasmBytes, input: WasmBytes): Uint8Array {
    return this.#run("witness", () => this.#module.genWitness(circuit, input));
  }

  /** The proving key that the native engine makes too, byte for byte. @throws EngineStepError */
  provingKey(vk: WasmBytes, circuit: WasmBytes, srs: WasmBytes): Uint8Array {
    return this.#run("setup", () => this.#module.genPk(vk, circuit, srs));
  }

  /** @param srs of exactly the circuit's size @returns the engine's proof file's bytes @throws EngineStepError */
  prove(witness: WasmBytes, pk: WasmBytes, circuit: WasmBytes, srs: WasmBytes): Uint8Array {
    return this.#run("prove", () => this.#module.prove(witness, pk, circuit, srs));
  }

  /** @throws EngineStepError */
  verify(proof: WasmBytes, vk: WasmBytes, settings: WasmBytes, srs: WasmBytes): boolean {
    return this.#run("verify", () => this.#module.verify(proof, vk, settings, srs));
  }

  #run<T>(step: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new EngineStepError(step, message, `${this.#label} (wasm engine)`, message);
    }
  }
}

const hashSchema = z.tuple([z.tuple([z.string()])]);

/** See `poseidonHash`. @throws FeltInvalidError naming the element */
export function poseidonBy(module: WasmModule, values: readonly bigint[]): bigint {
  const felts = values.map((value, index) => feltToLe(value, `values[${index}]`));
  const answer = module.poseidonHash(wasmBytes(new TextEncoder().encode(JSON.stringify(felts))));
  const [[felt]] = hashSchema.parse(JSON.parse(new TextDecoder().decode(answer)));
  return feltFromLe(parseFeltLe(felt, "poseidonHash"));
}
