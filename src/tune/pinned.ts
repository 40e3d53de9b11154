import { readFile } from "node:fs/promises";

import { parseSettings } from "../artifacts/settings.ts";
import type { Model } from "../pipeline/model.ts";

import { numericOf, specOfSettings } from "./baseline.ts";
import { keyOf } from "./circuit-spec.ts";
import type { Constraint } from "./constraint.ts";
import { predict, type MachineSpeed } from "./cost/index.ts";
import type { Evaluator } from "./evaluate.ts";
import { circuitFacts } from "./facts.ts";
import type { Lab } from "./lab.ts";
import { neededBits, type Predicted } from "./layouts.ts";
import { isContent } from "./pin.ts";
import type { TuneOptions } from "./options.ts";
import { sameSettings } from "./same-settings.ts";

export interface PinnedOptions {
  model: Model;
  options: TuneOptions;
  evaluator: Evaluator;
  lab: Lab;
  /** What this search makes of the model's own ONNX file. */
  rewritten: Uint8Array | undefined;
  constraint: Constraint;
  headroomBits: number;
  speed: MachineSpeed;
  /** What the search found: if the pinned circuit is among it, that one is returned. */
  predicted: readonly Predicted[];
}

/**
 * The circuit that somebody, or an earlier search, has pinned, when it keeps the constraint and the headroom and its release may be chosen.
 * Settings that the engine's calibration made are no choice.
 */
export async function pinnedCircuit(found: PinnedOptions): Promise<Predicted | undefined> {
  const { model, options, evaluator, lab, rewritten, constraint, headroomBits, speed, predicted } = found;
  const { calibration, engine, onnx, context } = model.config;
  if (calibration !== "none" || !options.engines.includes(engine)) return undefined;
  const text = await readFile(model.paths.settings, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const settings = parseSettings(text, model.paths.settings);
  if (settings.version !== engine) return undefined;
  const spec = specOfSettings(settings, onnx, engine);
  // A graph or settings of an ONNX file that was changed since are nobody's choice either.
  if (model.config.source !== undefined && !(await isContent(model.paths.onnx, rewritten))) return undefined;
  const again = await lab.settings(spec);
  if (!again.ok || !sameSettings(again.value, settings)) return undefined;
  const same = predicted.find((one) => keyOf(one.spec) === keyOf(spec));
  if (same !== undefined) return same;
  const numeric = numericOf(spec);
  const evaluation = await evaluator.scan(numeric, constraint);
  if (!evaluation.ok) return undefined;
  const bits = await evaluator.bits(numeric, evaluation);
  if (bits === null || bits === undefined) return undefined;
  const part = { numeric, evaluation, bits };
  const { decompBase, decompLegs } = spec.runArgs;
  if (decompLegs * Math.log2(decompBase) < neededBits(part, { headroomBits, context })) return undefined;
  const facts = circuitFacts(settings);
  return { spec, facts, part, figures: predict(facts, speed, "specialised") };
}
