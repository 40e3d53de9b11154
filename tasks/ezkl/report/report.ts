import type { MeasuredCode } from "./facts/code.ts";
import type { Errors } from "./facts/errors.ts";
import type { Estimate } from "./facts/estimate.ts";
import type { GasFigure } from "./facts/gas.ts";
import type { ModelFacts } from "./facts/model.ts";
import type { Size } from "./facts/sizes.ts";
import type { Places } from "./snippet/places.ts";

/** All that a model's page says. */
export interface ModelReport extends ModelFacts {
  code: MeasuredCode | null;
  estimate: Estimate | null;
  gas: GasFigure[];
  sizes: Size[];
  errors: Errors;
  places: Places;
}

/** The page's file, beside the index. */
export function pageOf({ model }: Pick<ModelReport, "model">): string {
  return `${model.name}.html`;
}
