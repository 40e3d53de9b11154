import type { TuningObjective } from "../../../src/artifacts/tuning-record.ts";
import type { EngineVersion } from "../../../src/engine/engine.ts";
import { ENGINE_VERSIONS } from "../../../src/engine/versions.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import type { Metric, TuneOptions } from "../../../src/tune/index.ts";

/** As a person gives them on the command line. */
export interface TuneArguments {
  objective: string;
  metric?: string;
  maxError?: string;
  budget: string;
  engines?: string;
  seed: string;
  headroom: string;
  fresh: boolean;
}

export type SearchOptions = Omit<TuneOptions, "onProgress">;

const OBJECTIVES = ["gas", "prove", "balanced"] as const satisfies readonly TuningObjective[];
/** No circuit holds values of so many bits more than those of the hold-out. */
const MOST_HEADROOM = 64;
/** "max" is what --max-error alone says. */
const METRICS = ["argmax", "sign", "mae"] as const satisfies readonly Metric[];

/**
 * Checks the options before any work is done.
 * @param engine the model's own, searched alone unless others are allowed
 * @throws InputInvalidError naming the option
 */
export function parseTuneOptions(args: TuneArguments, engine: EngineVersion): SearchOptions {
  const metric = args.metric === undefined ? undefined : oneOf("--metric", args.metric, METRICS);
  const maxError = args.maxError === undefined ? undefined : maxErrorOf(args.maxError);
  if (maxError !== undefined && metric !== undefined && metric !== "mae") {
    throw new InputInvalidError(
      "--metric and --max-error",
      `--metric ${metric} asks for the same answer on every sample, and --max-error for a bound on the values`,
      "give one of the two; --max-error goes with --metric mae, or alone for the largest difference",
    );
  }
  return {
    objective: oneOf("--objective", args.objective, OBJECTIVES),
    metric,
    maxError,
    budgetSeconds: budgetOf(args.budget),
    engines: args.engines === undefined ? [engine] : enginesOf(args.engines),
    seed: seedOf(args.seed),
    headroomBits: headroomOf(args.headroom),
    resume: !args.fresh,
  };
}

function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found === undefined)
    throw new InputInvalidError(option, `"${value}" is not known here`, `use ${allowed.join(", ")}`);
  return found;
}

/** 0 is a limit as well: circuits on whole numbers can be exact. */
function maxErrorOf(value: string): number {
  const limit = numberOf(value);
  if (!(limit >= 0))
    throw new InputInvalidError(
      "--max-error",
      `"${value}" is no bound on an error`,
      "give a number, 0 or larger",
    );
  return limit;
}

function budgetOf(value: string): number {
  const seconds = numberOf(value);
  if (!(seconds > 0))
    throw new InputInvalidError(
      "--budget",
      `"${value}" is no time to search for`,
      "give seconds, more than 0",
    );
  return seconds;
}

/** NaN where the text is no finite number. */
function numberOf(text: string): number {
  const number = text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(number) ? number : NaN;
}

function seedOf(value: string): number {
  const seed = Number(value);
  if (!/^[0-9]+$/.test(value) || !Number.isSafeInteger(seed))
    throw new InputInvalidError("--seed", `"${value}" is no seed`, "give a whole number, 0 or larger");
  return seed;
}

function headroomOf(value: string): number {
  const bits = Number(value);
  if (!/^[0-9]+$/.test(value) || bits > MOST_HEADROOM)
    throw new InputInvalidError(
      "--headroom",
      `"${value}" is no number of bits`,
      `give a whole number from 0 to ${MOST_HEADROOM}`,
    );
  return bits;
}

function enginesOf(list: string): EngineVersion[] {
  const names = list.split(",").map((name) => name.trim());
  return [...new Set(names.map((name) => oneOf("--engines", name, ENGINE_VERSIONS)))];
}
