import type { MeasuredCode } from "./code.ts";
import type { Estimate } from "./estimate.ts";
import { tunedChoice } from "./tuned.ts";
import type { ModelFacts } from "./model.ts";

export interface GasFigure {
  what: "verification" | "deployment";
  gas: number;
  how: "measured" | "estimated";
  /** Where the figure comes from, in words. */
  basis: string;
}

/** What is known of a model's gas, each figure with where it comes from; what was measured stands first. */
export function gasFigures(
  facts: ModelFacts,
  code: MeasuredCode | null,
  estimate: Estimate | null,
): GasFigure[] {
  const tuned = tunedChoice(facts)?.measured ?? null;
  const found: (GasFigure | false)[] = [
    tuned !== null && {
      ...{ what: "verification", gas: tuned.gas, how: "measured" },
      basis: "a whole transaction that calls verifyProof, when the circuit was tuned",
    },
    estimate !== null && {
      ...{ what: "verification", gas: estimate.gas, how: "estimated" },
      basis: "from the settings alone, by the cost model",
    },
    code !== null && {
      ...{ what: "deployment", gas: code.deployGas, how: "measured" },
      basis: "the compiled verifier, deployed on an in-process chain for this page",
    },
    tuned !== null &&
      code === null && {
        ...{ what: "deployment", gas: tuned.deployGas, how: "measured" },
        basis: "when the circuit was tuned",
      },
    estimate !== null && {
      ...{ what: "deployment", gas: estimate.deployGas, how: "estimated" },
      basis: "from the settings alone, by the cost model",
    },
  ];
  return found.filter((figure) => figure !== false);
}

/** The best that is known: measured before estimated. */
export function bestGas(figures: readonly GasFigure[], what: GasFigure["what"]): GasFigure | undefined {
  return figures.find((figure) => figure.what === what);
}
