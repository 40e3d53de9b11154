import { perceptron, type MadeModel } from "../made-model.ts";

/** Parameters, about. A million would need a few rows more than 2^20 with 21.0.0, and twice of everything for them. */
export const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 990_000] as const;

const OUTPUTS = 8;
const SEED = 18_000_000;

export interface SizedModel extends MadeModel {
  /** Weights and biases. */
  parameters: number;
  widths: readonly number[];
}

/** A perceptron h -> h -> h -> 8 whose parameters come closest to `about`. */
export function sizedModel(about: number): SizedModel {
  const count = (h: number): number => 2 * (h + 1) * h + (h + 1) * OUTPUTS;
  const root = Math.floor(Math.sqrt(about / 2));
  const near = [-6, -5, -4, -3, -2, -1, 0, 1].map((step) => Math.max(1, root + step));
  const h = near.reduce((best, width) =>
    Math.abs(count(width) - about) < Math.abs(count(best) - about) ? width : best,
  );
  const widths = [h, h, h, OUTPUTS] as const;
  return { ...perceptron(widths, SEED), parameters: count(h), widths };
}
