import { readFile, writeFile } from "node:fs/promises";

import { FloatRuntime } from "../engine/float/runtime.ts";
import { appendContext } from "../onnx/append-context.ts";
import { rewriteOnnx, RULES, type RuleName } from "../onnx/rewrite/index.ts";
import { readOnnxSignature } from "../onnx/signature.ts";
import type { InputData } from "../pipeline/input.ts";
import type { Model } from "../pipeline/model.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import { attempt } from "./attempt.ts";
import { specOf, type Variables } from "./circuit-spec.ts";
import { circuitFacts } from "./facts.ts";
import { floatTensors, type Holdout } from "./holdout.ts";
import type { Lab } from "./lab.ts";
import type { TuneOptions } from "./options.ts";
import { outputError, type Outputs } from "./output-error.ts";
import { perturbed } from "./perturb.ts";

/** Name of a chosen rewrite in the model's folder, and of its graph in the record. */
export const TUNED_ONNX = "tuned.onnx";

/** A rule stays when it saves a lookup argument, or this share of the rows and no argument more. */
const WORTH = 0.9;
/** Random inputs beside the hold-out. */
const RANDOM_SAMPLES = 32;
/**
 * Rounding that a few more float32 operations may add, as a share of the largest answer: eight times 2^-23, the distance of neighbouring floats
 * around 1, for each of sixteen operations.
 */
const ROUNDING = 16 * 8 * 2 ** -23;

export interface RewriteOptions {
  workspace: Workspace;
  /** With its own ONNX file, not one that was rewritten before. */
  model: Model;
  options: TuneOptions;
  lab: Lab;
  holdout: Holdout;
  sample: InputData;
  variables: Variables;
}

/** A graph in other words: the engine's file is in the lab, these bytes are the model's. */
export interface Rewritten {
  rules: readonly RuleName[];
  bytes: Uint8Array;
}

/**
 * The model with every rule applied that pays, if there is one, under the name {@link TUNED_ONNX} in the lab. onnxruntime must give the same answers
 * for it, but for float rounding, on the hold-out and on random inputs.
 */
export async function rewriteThatPays(request: RewriteOptions): Promise<Rewritten | undefined> {
  const { model, workspace } = request;
  const bytes = await readFile(model.paths.onnx);
  if (model.config.onnx === TUNED_ONNX) return undefined;
  const before = await sizes(request, bytes);
  const rules: RuleName[] = [];
  for (const rule of Object.keys(RULES) as RuleName[]) {
    const rewritten = rewriteOnnx(bytes, [rule], model.paths.onnx);
    if (rewritten !== undefined && pays(before, await sizes(request, rewritten))) rules.push(rule);
  }
  const rewritten = rules.length === 0 ? undefined : rewriteOnnx(bytes, rules, model.paths.onnx);
  if (rewritten === undefined) return undefined;
  const same = await attempt(async () => saysTheSame(request, rewritten));
  if (same.ok && same.value) {
    await layDown(request, rewritten);
    return { rules, bytes: rewritten };
  }
  workspace.reporter.note(model.name, `no rewrite: ${same.ok ? "its answers differ" : same.reason}`);
  return undefined;
}

interface Size {
  rows: number;
  lookups: number;
}

/** Rows and lookup arguments in one layout, without rescaling and with it; a size is missing where the engine does not get through. */
async function sizes(request: RewriteOptions, bytes: Uint8Array): Promise<(Size | undefined)[]> {
  const { lab, options, variables } = request;
  await layDown(request, bytes);
  const numeric = {
    ...{ graph: TUNED_ONNX, engine: options.engines[0] ?? request.model.config.engine },
    ...{ inputScale: 7, paramScale: 7, rebaseFracZeroConstants: false, boundedLogLookup: false },
  };
  const layout = {
    ...{ decompBase: 1024, decompLegs: 3, innerColumns: 1, logrows: 17 },
    lookupRange: [-32768, 32768],
  } as const;
  const found: (Size | undefined)[] = [];
  for (const scaleRebaseMultiplier of [10, 1]) {
    const settings = await lab.settings(specOf({ ...numeric, scaleRebaseMultiplier }, layout, variables));
    const facts = settings.ok ? circuitFacts(settings.value) : undefined;
    found.push(facts && { rows: facts.rows, lookups: facts.lookups.length + facts.rangeChecks.length });
  }
  return found;
}

function pays(before: readonly (Size | undefined)[], after: readonly (Size | undefined)[]): boolean {
  return after.some((size, index) => {
    const old = before[index];
    if (size === undefined || old === undefined) return false;
    return size.lookups < old.lookups || (size.lookups === old.lookups && size.rows < old.rows * WORTH);
  });
}

async function layDown({ lab, model }: RewriteOptions, bytes: Uint8Array): Promise<void> {
  const engineBytes = model.config.context ? appendContext(bytes, { where: TUNED_ONNX }) : bytes;
  const path = lab.path(TUNED_ONNX);
  await writeFile(path, engineBytes);
  lab.addGraph(TUNED_ONNX, path);
}

async function saysTheSame(request: RewriteOptions, bytes: Uint8Array): Promise<boolean> {
  const { workspace, model, lab, holdout, sample, variables, options } = request;
  const path = lab.path("rewritten.onnx");
  await writeFile(path, bytes);
  const signature = readOnnxSignature(bytes, path);
  const random = perturbed(sample, floatTensors(signature), RANDOM_SAMPLES, options.seed + 1);
  const samples = [sample, ...random, ...holdout.samples];
  const { cacheDir, timeoutSeconds } = workspace;
  const runtime = await FloatRuntime.open({ cacheDir, timeoutSeconds, label: model.name });
  try {
    const ours = await runtime.run({ onnx: path, samples, variables });
    const theirs = await runtime.run({ onnx: model.paths.onnx, samples, variables });
    return theirs.every((answer, index) => isClose(ours[index] ?? [], answer));
  } finally {
    await runtime.close();
  }
}

type Answer = readonly (readonly (number | null)[])[];

/** What is no finite number must stand in the same places. */
function isClose(ours: Answer, theirs: Answer): boolean {
  const holes = (answer: Answer): string =>
    JSON.stringify(answer.map((tensor) => tensor.map((value) => value === null)));
  if (holes(ours) !== holes(theirs)) return false;
  const finite = (answer: Answer): Outputs => answer.map((tensor) => tensor.map((value) => value ?? 0));
  const size = finite(theirs)
    .flat()
    .reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return outputError([finite(ours)], [finite(theirs)], "max").maxAbs <= size * ROUNDING;
}
