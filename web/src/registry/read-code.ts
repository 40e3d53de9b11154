import { codeOf } from "../../../models/biometric-code/code.ts";
import type { PageProver, ProvingOptions } from "../prover/types.ts";

/** The engine's Poseidon hash of a capture's bytes: what the device signs, and the proof states. */
export async function hashOf(prover: PageProver, bytes: Uint8Array): Promise<bigint> {
  return prover.poseidon(Array.from(bytes, BigInt));
}

/** What the circuit makes of a capture, without a proof. */
export async function readCode(
  prover: PageProver,
  bytes: Uint8Array,
  options: ProvingOptions,
): Promise<bigint> {
  const [chunks = []] = await prover.run({ model: "biometric-code", input: [[...bytes]] }, options);
  return codeOf(chunks);
}
