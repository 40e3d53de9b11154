import { multiplications, type Rendering } from "./gas.ts";
import type { CircuitShape } from "./shape.ts";

/** Up to this many instances the specialised rendering spells each of them out; more are a loop. */
const SPELT_OUT_INSTANCES = 8;

/**
 * Bytes of the verifier's runtime code with the project's compiler settings (optimiser on, 200 runs). Least squares over the circuits of
 * `EXECUTION` in gas.ts: within 3 %, and 5 % with many idle columns. The looks at precompiles' answers came later and are added as measured on four recorded circuits:
 * 40 bytes for the engine's few calls, 22 and 12.3 a multiplication for the specialised rendering.
 */
export function verifierCodeBytes(shape: CircuitShape, instances: number, rendering: Rendering): number {
  const points = multiplications(shape, rendering);
  return Math.round(
    rendering === "engine"
      ? 4_852 + 89.1 * shape.evaluations + 63.2 * points + 37.8 * shape.gateProducts
      : 2_435 +
          (instances <= SPELT_OUT_INSTANCES ? 75 * instances : 121) +
          155.6 * points +
          13.5 * shape.gateProducts,
  );
}

/** Gas of the deploying transaction: 53,000 and some, 200 for each byte stored, up to 16 for each byte sent. */
export function deploymentGas(codeBytes: number): number {
  return Math.round(52_700 + 216.3 * codeBytes);
}
