import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parseSettings } from "../../src/artifacts/settings.ts";
import type { EngineVersion, RunArgs } from "../../src/engine/engine.ts";
import { engineRunArgs, NativeEngine } from "../../src/engine/native/engine.ts";
import { EzklError } from "../../src/errors/base.ts";
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
  innerColumns: 1,
};
/** Rows at the end of each column that the proof system keeps for blinding, and some to spare. */
const RESERVED_ROWS = 16;
/** The largest circuit that the engine can say. */
const MAX_K = 26;

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
    const runArgs = settings === "tuned" ? await tunedArgs(cacheDir, modelDir, engine) : {};
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
    const { k, rows, peakBytes, pkBytes, seconds } = figures;
    const [prove, setup, witness] = ["prove", "setup", "witness"].map((step) => seconds[step] as number);
    return {
      ...{ k, rows, peakBytes, pkBytes },
      ...{ proveSeconds: prove as number, setupSeconds: setup as number, witnessSeconds: witness as number },
    };
  } catch (error) {
    if (!(error instanceof EzklError)) throw error;
    return { failed: `${error.code}: ${error.what}` };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The tuned arguments with the smallest k at which every assignment fits in one column. */
async function tunedArgs(cacheDir: string, modelDir: string, version: EngineVersion): Promise<RunArgs> {
  const engine = await NativeEngine.open({ cacheDir, version, label: "scaling" });
  try {
    const path = join(modelDir, "settings.json");
    const onnx = join(modelDir, "network.onnx");
    const runArgs = { ...TUNED, logrows: MAX_K };
    await engine.settings({ onnx, settings: path, inputVisibility: INPUT_VISIBILITY, runArgs });
    const { num_rows: rows, total_assignments: assignments } = parseSettings(
      await readFile(path, "utf8"),
      path,
    );
    return { ...TUNED, logrows: Math.ceil(Math.log2(Math.max(rows, assignments) + RESERVED_ROWS)) };
  } finally {
    await engine.close();
  }
}
