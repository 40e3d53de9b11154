import type { CircuitFacts } from "../facts.ts";
import { deploymentGas, verifierCodeBytes } from "./code-size.ts";
import { verificationGas, type Rendering } from "./gas.ts";
import { pkBytes } from "./keys.ts";
import type { MachineSpeed } from "./machine.ts";
import { memoryBytes } from "./memory.ts";
import { ecMulCount, proofBytes } from "./proof.ts";
import { proveCpuSeconds, setupCpuSeconds, wallSeconds } from "./seconds.ts";
import { circuitShape } from "./shape.ts";

/** What a circuit costs; the same for one that is measured. */
export interface Figures {
  proveSeconds: number;
  setupSeconds: number;
  pkBytes: number;
  /** Peak resident memory of proving. */
  memoryBytes: number;
  /** Of a transaction that verifies a proof. */
  gas: number;
  deployGas: number;
  /** Runtime code of the verifier. */
  verifierBytes: number;
  proofBytes: number;
  /** Scalar multiplications that the engine's verifier makes. */
  ecMul: number;
}

/** Taken when nothing is known of a model's outputs. */
const NEGATIVE_SHARE = 0.1;

/**
 * What the circuit of these facts will cost; no key is made.
 * @param negativeShare share of the public values that is negative, 0 to 1, when a witness has shown it; it matters for hundreds of values:
 *   the gas of each differs by 360
 * @throws CircuitTooLargeError when the circuit cannot be laid out at its k
 */
export function predict(
  facts: CircuitFacts,
  machine: MachineSpeed,
  rendering: Rendering = "specialised",
  negativeShare: number = NEGATIVE_SHARE,
): Figures {
  const shape = circuitShape(facts);
  const verifierBytes = verifierCodeBytes(shape, facts.instances, rendering);
  return {
    proveSeconds: wallSeconds(proveCpuSeconds(shape), machine),
    setupSeconds: wallSeconds(setupCpuSeconds(shape), machine),
    pkBytes: pkBytes(shape),
    memoryBytes: memoryBytes(shape),
    gas: verificationGas(
      shape,
      { instances: facts.instances, hashes: facts.hashes, negativeShare },
      rendering,
    ),
    deployGas: deploymentGas(verifierBytes),
    verifierBytes,
    proofBytes: proofBytes(shape),
    ecMul: ecMulCount(shape),
  };
}
