import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parseSettings } from "../../src/artifacts/settings.ts";
import { MAX_CODE_BYTES } from "../../src/artifacts/tuning-record.ts";
import type { EngineVersion, RunArgs } from "../../src/engine/engine.ts";
import { engineRunArgs, NativeEngine } from "../../src/engine/native/engine.ts";
import { EzklError } from "../../src/errors/base.ts";
import { predict, REFERENCE_SPEED, smallestKOfOneBlock } from "../../src/tune/cost/index.ts";
import { circuitFacts } from "../../src/tune/facts.ts";
import { runBare } from "../../scripts/conformance/bare.ts";
import { flushDisks } from "../flush.ts";

import type { ScalingRow, SettingsName } from "./row.ts";
import type { SizedModel } from "./sizes.ts";

export interface ScalingBench {
  cacheDir: string;
  /** A folder of its own. */
  home: string;
  /** Longest run, all steps together; an SRS may take as long again. */
  maxSeconds: number;
}

const INPUT_VISIBILITY = "private";
/** Scales add up to 24 bits over three layers instead of being divided back: 1024^3 holds the outputs with bits to spare. */
const TUNED: RunArgs = {
  inputScale: 6,
  paramScale: 6,
  scaleRebaseMultiplier: 10,
  decompBase: 1024,
  decompLegs: 3,
};
/** The engine's own. */
const DEFAULT_COLUMNS = 2;
const COLUMNS = [1, 2, 3, 4, 6, 8];
/** More than any circuit here needs, so that settings are made for each. */
const LARGEST_K = 26;

/** One run of all steps; what goes wrong is the row's. */
export async function measureSize(
  { cacheDir, home, maxSeconds }: ScalingBench,
  model: SizedModel,
  engine: EngineVersion,
  settings: SettingsName,
): Promise<ScalingRow["figures"]> {
  const modelDir = join(home, "model");
  const outDir = join(home, "out");
  await mkdir(modelDir, { recursive: true });
  await writeFile(join(modelDir, "network.onnx"), model.onnx);
  await writeFile(join(modelDir, "input.json"), JSON.stringify(model.input));
  try {
    const runArgs: RunArgs = settings === "tuned" ? await tunedArgs(cacheDir, modelDir, engine) : {};
    await flushDisks();
    const figures = await runBare({
      ...{ cacheDir, version: engine, modelDir, outDir, maxSeconds, srsMaxSeconds: maxSeconds },
      srsDir: join(cacheDir, "srs", "dev"),
      options: {
        calibration: settings === "tuned" ? "none" : "resources",
        runArgs: engineRunArgs({ inputVisibility: INPUT_VISIBILITY, runArgs }),
      },
    });
    if (typeof figures === "string") return { failed: figures };
    if (figures.verified !== true) return { failed: "the engine's own proof does not verify" };
    const { k, rows, peakBytes, pkBytes, seconds, cpuSeconds } = figures;
    const [prove, setup, witness] = ["prove", "setup", "witness"].map((step) => seconds[step] as number);
    return {
      columns: runArgs.innerColumns ?? DEFAULT_COLUMNS,
      ...{ k, rows, peakBytes, pkBytes, proveCpuSeconds: cpuSeconds["prove"] as number },
      ...{ proveSeconds: prove as number, setupSeconds: setup as number, witnessSeconds: witness as number },
    };
  } catch (error) {
    if (!(error instanceof EzklError)) throw error;
    return { failed: `${error.code}: ${error.what}` };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Of all numbers of inner columns, the one that is predicted to be proved fastest, at the smallest k that holds every row in one block. */
async function tunedArgs(cacheDir: string, modelDir: string, version: EngineVersion): Promise<RunArgs> {
  const engine = await NativeEngine.open({ cacheDir, version, label: "scaling" });
  try {
    const path = join(modelDir, "settings.json");
    const onnx = join(modelDir, "network.onnx");
    let best: { args: RunArgs; seconds: number } | undefined;
    for (const innerColumns of COLUMNS) {
      const args = { ...TUNED, innerColumns };
      const runArgs = { ...args, logrows: LARGEST_K };
      await engine.settings({ onnx, settings: path, inputVisibility: INPUT_VISIBILITY, runArgs });
      const facts = circuitFacts(parseSettings(await readFile(path, "utf8"), path));
      const k = smallestKOfOneBlock(facts);
      const { proveSeconds: seconds, verifierBytes } = predict({ ...facts, k }, REFERENCE_SPEED);
      if (verifierBytes <= MAX_CODE_BYTES && seconds < (best?.seconds ?? Infinity))
        best = { args: { ...args, logrows: k }, seconds };
    }
    return best?.args ?? { ...TUNED, innerColumns: 1 };
  } finally {
    await engine.close();
  }
}
