import { readFile } from "node:fs/promises";

import { z } from "zod";

import { parseSettings, type Settings } from "../artifacts/settings.ts";
import type { CircuitInput } from "../pipeline/circuit-input.ts";
import { calibrationInput, readInput } from "../pipeline/input.ts";
import { readTextRequired } from "../pipeline/files.ts";
import type { Model } from "../pipeline/model.ts";
import { writeScratch } from "../pipeline/scratch.ts";

import { attempt } from "./attempt.ts";
import { keyOf, type CircuitSpec, type Numeric, type Variables } from "./circuit-spec.ts";
import type { Journal } from "./journal.ts";
import type { Lab } from "./lab.ts";

/** What the engine makes of the model when it is left to itself. */
export interface Baseline {
  spec: CircuitSpec;
  settings: Settings;
}

const calibratedSchema = z.union([
  z.object({ ok: z.literal(true), value: z.string() }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);

export interface BaselineOptions {
  model: Model;
  lab: Lab;
  journal: Journal;
  scratch: string;
  graph: string;
  input: CircuitInput;
  variables: Variables;
  /** Longest time, seconds. */
  timeoutSeconds: number;
}

/**
 * gen_settings and calibrate_settings with the engine's defaults, in the model's own release and visibility.
 * @returns the reason when the engine does not get through
 */
export async function engineDefaults(options: BaselineOptions): Promise<Baseline | string> {
  const { model, lab, journal, scratch, graph, input, variables, timeoutSeconds } = options;
  const version = model.config.engine;
  const calibrated = await journal.once("defaults", keyOf({ version, graph }), calibratedSchema, async () => {
    const engine = await lab.openEngine(version, timeoutSeconds);
    try {
      return await attempt(async () => {
        const file = lab.path("defaults.json");
        const { inputVisibility } = model.config;
        const runArgs = variables.length === 0 ? {} : { variables };
        await engine.settings({ onnx: lab.onnx(graph), settings: file, inputVisibility, runArgs });
        const { calibration } = model.paths;
        const data = readInput(await readTextRequired(calibration, "the calibration input"), calibration);
        const text = calibrationInput(model, data.input_data, input.signature);
        await engine.calibrate({
          onnx: lab.onnx(graph),
          settings: file,
          data: await writeScratch(scratch, "calibration.json", text),
          target: "resources",
        });
        return await readFile(file, "utf8");
      });
    } finally {
      await engine.close();
    }
  });
  if (!calibrated.ok) return calibrated.reason;
  const settings = parseSettings(calibrated.value, "the engine's defaults");
  return { spec: specOfSettings(settings, graph, version), settings };
}

/** What settings were made from. */
export function specOfSettings(
  { run_args: args }: Settings,
  graph: string,
  engine: CircuitSpec["engine"],
): CircuitSpec {
  return {
    graph,
    engine,
    runArgs: {
      inputScale: args.input_scale,
      paramScale: args.param_scale,
      scaleRebaseMultiplier: args.scale_rebase_multiplier,
      logrows: args.logrows,
      innerColumns: args.num_inner_cols,
      decompBase: args.decomp_base,
      decompLegs: args.decomp_legs,
      lookupRange: args.lookup_range,
      rebaseFracZeroConstants: args["rebase_frac_zero_constants"] === true,
      boundedLogLookup: args["bounded_log_lookup"] === true,
      ...(engine === "23.0.5" ? { disableFreivalds: args["disable_freivalds"] === true } : {}),
      variables: args.variables,
    },
  };
}

/** The part of a circuit's arguments that decides its outputs. */
export function numericOf({ graph, engine, runArgs }: CircuitSpec): Numeric {
  const { inputScale, paramScale, scaleRebaseMultiplier, rebaseFracZeroConstants, boundedLogLookup } =
    runArgs;
  return {
    graph,
    engine,
    inputScale,
    paramScale,
    scaleRebaseMultiplier,
    rebaseFracZeroConstants,
    boundedLogLookup,
  };
}
