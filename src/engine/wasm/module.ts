import { WasmEngineMissingError } from "../../errors/engine.ts";

/** How the wasm package takes and gives bytes. */
export type WasmBytes = Uint8ClampedArray<ArrayBuffer>;

/** What is used of the published wasm package. */
export interface WasmModule {
  genWitness(circuit: WasmBytes, input: WasmBytes): Uint8Array;
  prove(witness: WasmBytes, pk: WasmBytes, circuit: WasmBytes, srs: WasmBytes): Uint8Array;
  verify(proof: WasmBytes, vk: WasmBytes, settings: WasmBytes, srs: WasmBytes): boolean;
  /** JSON list of little-endian felts -> JSON list of one list of them. */
  poseidonHash(message: WasmBytes): Uint8ClampedArray;
}

/** @throws WasmEngineMissingError when the package is not installed */
export async function loadWasmModule(): Promise<WasmModule> {
  try {
    return (await import("@ezkljs/engine/nodejs/ezkl.js")).default;
  } catch (error) {
    throw new WasmEngineMissingError(error);
  }
}
