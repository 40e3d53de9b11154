import type { CircuitFacts } from "../facts.ts";
import { proveCpuSeconds, wallSeconds } from "./seconds.ts";
import { circuitShape } from "./shape.ts";

/** How fast a machine proves. */
export interface MachineSpeed {
  /** Threads that the prover may use. */
  threads: number;
  /** Seconds that it takes for what the reference machine does in one second with as many threads. */
  factor: number;
}

/** The machine that the seconds were fitted on: two cores of a server processor of 2023. */
export const REFERENCE_SPEED: MachineSpeed = { threads: 2, factor: 1 };

/**
 * The speed of the machine that made one proof; a circuit of k = 10 to 12 tells enough and takes below a second.
 * @param facts of the circuit that was proved
 * @param proveSeconds wall seconds that the proof took, the engine's start left out
 */
export function speedFrom(facts: CircuitFacts, proveSeconds: number, threads: number): MachineSpeed {
  const reference = { threads, factor: 1 };
  return {
    threads,
    factor: proveSeconds / wallSeconds(proveCpuSeconds(circuitShape(facts)), reference),
  };
}
