import { z } from "zod";

import { feltFromLe, feltToLe, parseFeltLe } from "../../field/felt.ts";

import { loadWasmModule } from "./module.ts";

const hashSchema = z.tuple([z.tuple([z.string()])]);

/**
 * The instance that stands for a hashed input: the engine's own Poseidon hash of one tensor, by the wasm package. Both engine versions hash alike.
 * @param values the tensor's elements in the circuit (fixed point: value * 2^inputScale), row-major, each in [0, r); -x is r - x
 * @throws FeltInvalidError naming the element, WasmEngineMissingError
 */
export async function poseidonHash(values: readonly bigint[]): Promise<bigint> {
  const felts = values.map((value, index) => feltToLe(value, `values[${index}]`));
  const engine = await loadWasmModule();
  const answer = engine.poseidonHash(new Uint8ClampedArray(new TextEncoder().encode(JSON.stringify(felts))));
  const [[felt]] = hashSchema.parse(JSON.parse(new TextDecoder().decode(answer)));
  return feltFromLe(parseFeltLe(felt, "poseidonHash"));
}
