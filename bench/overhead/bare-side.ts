import { copyFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { engineRunArgs } from "../../src/engine/native/engine.ts";
import { prepareOnnx } from "../../src/pipeline/circuit-input.ts";
import { engineInput, type InputData } from "../../src/pipeline/input.ts";
import type { Model } from "../../src/pipeline/model.ts";
import type { SrsFile } from "../../src/srs/file.ts";
import { runBare, type BareFigures, type BareRun } from "../../scripts/conformance/bare.ts";

import { BenchSideError } from "../errors.ts";

/** The bare engine on the same ONNX bytes, input, SRS and options that this package's build works with. */
export interface BareSide {
  /** gen_settings, calibrate_settings, compile_circuit, setup, create_evm_verifier; the seconds of the whole process. */
  build(): Promise<BareFigures>;
  /** gen_witness, prove, verify on what `build` left; the seconds of the whole process. */
  prove(): Promise<BareFigures>;
  /** Removes what `build` made. */
  forget(): Promise<void>;
}

export async function bareSide(
  home: string,
  cacheDir: string,
  model: Model,
  data: InputData,
  srs: SrsFile,
): Promise<BareSide> {
  const places = { model: join(home, "model"), out: join(home, "out"), srs: join(home, "srs") };
  await rm(home, { recursive: true, force: true });
  await Promise.all([places.model, places.srs].map(async (place) => mkdir(place, { recursive: true })));
  await copyFile((await prepareOnnx(model)).engineOnnx, join(places.model, "network.onnx"));
  await writeFile(join(places.model, "input.json"), engineInput(model, data, undefined));
  await symlink(srs.path, join(places.srs, basename(srs.path)));

  const { engine, calibration, inputVisibility, runArgs } = model.config;
  const run = async (steps: "build" | "prove"): Promise<BareFigures> => {
    const request: BareRun = {
      cacheDir,
      version: engine,
      modelDir: places.model,
      outDir: places.out,
      srsDir: places.srs,
      options: { calibration, runArgs: engineRunArgs({ inputVisibility, runArgs }), steps },
      maxSeconds: 3600,
    };
    const figures = await runBare(request);
    if (typeof figures === "string") throw new BenchSideError(`bare ${steps}`, dirname(places.out), figures);
    if (steps === "prove" && figures.verified !== true)
      throw new BenchSideError("bare prove", places.out, "the proof does not verify");
    return figures;
  };
  return {
    build: async () => run("build"),
    prove: async () => run("prove"),
    forget: async () => rm(places.out, { recursive: true, force: true }),
  };
}
