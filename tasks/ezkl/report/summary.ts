import { join } from "node:path";

import { largest, mean } from "./facts/histogram.ts";
import { pageOf, type ModelReport } from "./report.ts";

/** What `--json` says of a model. */
export function summaryOf(report: ModelReport, folder: string): Record<string, unknown> {
  const { model, built, notBuilt, pinned, gas, sizes, errors, code } = report;
  return {
    name: model.name,
    page: join(folder, pageOf(report)),
    ...{ built: built !== null, notBuilt },
    modelDigest: pinned?.digest ?? null,
    codeHash: code?.codeHash ?? null,
    instances: pinned?.layout.instances ?? null,
    ...{ gas, sizes },
    holdout:
      "missing" in errors
        ? { missing: errors.missing }
        : {
            samples: errors.samples,
            values: errors.differences.length,
            maxAbsError: largest(errors.differences),
            meanAbsError: mean(errors.differences),
          },
  };
}
