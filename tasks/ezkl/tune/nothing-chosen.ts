import { MAX_CODE_BYTES, type TuningRecord } from "../../../src/artifacts/tuning-record.ts";
import { NothingChosenError } from "../../../src/errors/nothing-chosen.ts";

import { figuresOf, whole } from "./figures.ts";

const REUSABLE =
  'set "engine": "23.0.5" and "verifier": "reusable" in model.json, which keeps the key beside the code';

/** Why a search ended without a choice, from its record. */
export function nothingChosen(record: TuningRecord, report: string): NothingChosenError {
  const sizes = record.candidates.flatMap((candidate) => figuresOf(candidate)?.verifierBytes ?? []);
  const smallest = Math.min(...sizes);
  if (sizes.length > 0 && smallest > MAX_CODE_BYTES) {
    return new NothingChosenError(
      record.model,
      `the smallest verifier has ${whole(smallest)} bytes of code, and chains store at most ${whole(MAX_CODE_BYTES)} (EIP-170)`,
      `${REUSABLE}, or make the model smaller; all candidates are in ${report}`,
    );
  }
  const reasons = new Map<string, number>();
  for (const { reason } of record.candidates)
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const [common] = [...reasons].sort(([, a], [, b]) => b - a);
  return new NothingChosenError(
    record.model,
    common === undefined
      ? "the budget ended before a candidate was proved and checked on the EVM"
      : `of ${record.candidates.length} candidates none could be chosen; most often: ${common[0]}`,
    common === undefined
      ? "run the same command with a larger --budget: it goes on where this one stopped"
      : `allow more (--max-error, --metric), more time (--budget) or another engine (--engines); where verifiers are too large, ${REUSABLE}; all candidates are in ${report}`,
  );
}
