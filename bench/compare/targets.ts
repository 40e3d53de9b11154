import type { RatioName } from "./summary.ts";

/** What is to be reached: tuned / bare, over all models; `worst` for each model alone. */
export const TARGETS: Partial<Record<RatioName, { mean: number; worst?: number }>> = {
  prove: { mean: 0.06, worst: 1 },
  pk: { mean: 0.05 },
  memory: { mean: 0.15 },
  gas: { mean: 0.72, worst: 1 },
  proofBytes: { mean: 0.6 },
};

/** Verification gas of a proof over the floor of that proof, see floor.ts. */
export const GAS_OVER_FLOOR_TARGET = 1.1;
