import type { EvmMeter, TuneOptions } from "../../../src/tune/index.ts";

/** Stands in for a chain: gas that follows from the length of the call data, and a verdict that the test gives. */
export function mockMeter(accepted: () => boolean = () => true): EvmMeter {
  return async ({ calldata, source }) => ({
    gas: 200_000 + 40 * calldata.length,
    deployGas: 200 * source.length,
    verifierBytes: 9_000,
    accepted: accepted(),
  });
}

/** A search of one release that a tiny model is through with in seconds. */
export const TUNE_OPTIONS: TuneOptions = {
  objective: "gas",
  budgetSeconds: 120,
  engines: ["21.0.0"],
  seed: 1,
  resume: true,
  onProgress: () => undefined,
};

/** As `init` leaves a model. */
export const UNTUNED = { runArgs: {}, calibration: "resources" };
