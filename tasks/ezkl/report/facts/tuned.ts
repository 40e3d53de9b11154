import { isDeepStrictEqual } from "node:util";

import type { TuningCandidate } from "../../../../src/artifacts/tuning-record.ts";
import { candidateOf } from "../../tune/figures.ts";

import type { ModelFacts } from "./model.ts";

/** The search's choice, if that is the very circuit whose settings are pinned; what was measured of it is then true of the model. */
export function tunedChoice({
  pinned,
  tuning,
  model,
}: Pick<ModelFacts, "pinned" | "tuning" | "model">): TuningCandidate | null {
  const chosen = tuning === null ? undefined : candidateOf(tuning, tuning.chosen);
  if (pinned === null || tuning === null || chosen === undefined) return null;
  // Verifiers are measured as the specialised contract.
  if (model.config.verifier !== "specialised" || chosen.engine !== model.config.engine) return null;
  const { manifest } = pinned;
  if (manifest === null || tuning.onnxSha256 !== (manifest.sourceSha256 ?? manifest.onnxSha256)) return null;
  const { run_args: args } = pinned.settings;
  const { runArgs: wanted } = chosen;
  const same = isDeepStrictEqual(
    [
      ...[wanted.inputScale, wanted.paramScale, wanted.scaleRebaseMultiplier, wanted.logrows],
      ...[wanted.innerColumns, wanted.decompBase, wanted.decompLegs, ...wanted.lookupRange],
    ],
    [
      ...[args.input_scale, args.param_scale, args.scale_rebase_multiplier, args.logrows],
      ...[args.num_inner_cols, args.decomp_base, args.decomp_legs, ...args.lookup_range],
    ],
  );
  return same ? chosen : null;
}
