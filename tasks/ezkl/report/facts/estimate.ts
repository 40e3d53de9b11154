import { CircuitTooLargeError } from "../../../../src/errors/cost.ts";
import { predict, REFERENCE_SPEED, type Figures } from "../../../../src/tune/cost/index.ts";
import { circuitFacts } from "../../../../src/tune/facts.ts";

import type { ModelFacts } from "./model.ts";

/** What the cost model says of the pinned settings; of seconds it knows nothing here. */
export type Estimate = Omit<Figures, "proveSeconds" | "setupSeconds">;

/** Null without settings, and where the cost model has no word on the circuit or its verifier. */
export function estimateOf({ model, pinned }: Pick<ModelFacts, "model" | "pinned">): Estimate | null {
  const { verifier } = model.config;
  if (pinned === null || verifier === "reusable") return null;
  try {
    return predict(circuitFacts(pinned.settings), REFERENCE_SPEED, verifier);
  } catch (error) {
    if (error instanceof CircuitTooLargeError) return null;
    throw error;
  }
}
