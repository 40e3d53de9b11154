import { poseidonBy } from "./bytes.ts";
import { loadWasmModule } from "./module.ts";

/**
 * The instance that stands for a hashed input: the engine's own Poseidon hash of one tensor, by the wasm package. Both engine versions hash alike.
 * @param values the tensor's elements in the circuit (fixed point: value * 2^inputScale), row-major, each in [0, r); -x is r - x
 * @throws FeltInvalidError naming the element, WasmEngineMissingError
 */
export async function poseidonHash(values: readonly bigint[]): Promise<bigint> {
  return poseidonBy(await loadWasmModule(), values);
}
