import { readFile } from "node:fs/promises";

import { parseSettings } from "../artifacts/settings.ts";
import type { Model } from "../pipeline/model.ts";

import { numericOf, specOfSettings } from "./baseline.ts";
import { keyOf } from "./circuit-spec.ts";
import type { Constraint } from "./constraint.ts";
import { predict, type MachineSpeed } from "./cost/index.ts";
import type { Evaluator } from "./evaluate.ts";
import { circuitFacts } from "./facts.ts";
import { neededBits, type Predicted } from "./layouts.ts";
import type { TuneOptions } from "./options.ts";

export interface PinnedOptions {
  model: Model;
  options: TuneOptions;
  evaluator: Evaluator;
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
  const { model, options, evaluator, constraint, headroomBits, speed, predicted } = found;
  const { calibration, engine, onnx, context } = model.config;
  if (calibration !== "none" || !options.engines.includes(engine)) return undefined;
  const text = await readFile(model.paths.settings, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const settings = parseSettings(text, model.paths.settings);
  if (settings.version !== engine) return undefined;
  const spec = specOfSettings(settings, onnx, engine);
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
