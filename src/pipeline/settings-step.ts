import { readFile, rm } from "node:fs/promises";

import { parseManifest, type Manifest } from "../artifacts/manifest.ts";
import { parseSettings, type Settings } from "../artifacts/settings.ts";
import { visibilityOf } from "../artifacts/visibility.ts";
import { LIMB_BITS } from "../context/limbs.ts";
import { settingsSha256 } from "../context/model-digest.ts";
import type { Engine, RunArgs } from "../engine/engine.ts";
import { EngineMismatchError } from "../errors/engine.ts";
import {
  HeadroomError,
  ParamVisibilityError,
  RangeCheckIgnoredError,
  SettingsEditedError,
  StaleRewriteError,
} from "../errors/pipeline.ts";

import type { CircuitInput } from "./circuit-input.ts";
import { asDiskFull, commitFile, isFile, readTextRequired, temporaryBeside } from "./files.ts";
import { calibrationInput, readInput } from "./input.ts";
import type { Model } from "./model.ts";
import { withScratch, writeScratch } from "./scratch.ts";

export interface PinnedSettings {
  settings: Settings;
  /** sha-256 of the canonical form. */
  sha256: string;
  cached: boolean;
}

export async function readManifest(model: Model): Promise<Manifest | undefined> {
  const text = await readFile(model.paths.manifest, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseManifest(text, model.paths.manifest);
}

/**
 * The model's pinned settings. They are made once (gen_settings, and calibration when the model asks for it) and committed; after
 * that they are read, and must be those the manifest names and fit the model's configuration.
 * @param repin makes them anew.
 * @throws SettingsEditedError, StaleRewriteError, EngineMismatchError, ParamVisibilityError, RangeCheckIgnoredError, HeadroomError
 */
export async function pinSettings(
  model: Model,
  input: CircuitInput,
  engine: () => Promise<Engine>,
  repin: boolean,
): Promise<PinnedSettings> {
  const { paths, config } = model;
  if (config.paramVisibility !== "fixed")
    throw new ParamVisibilityError(config.paramVisibility, `${model.directory}/model.json`);
  const manifest = repin ? undefined : await readManifest(model);
  const present = !repin && (await isFile(paths.settings));
  if (!present && manifest !== undefined) {
    throw new SettingsEditedError(paths.settings, "the pinned settings that the manifest names are gone");
  }
  if (!present) await makeSettings(model, input, await engine());

  const text = await readTextRequired(paths.settings, "the pinned settings");
  const settings = parseSettings(text, paths.settings);
  const sha256 = settingsSha256(settings);
  checkSettings(model, settings);
  if (manifest !== undefined && manifest.settingsSha256 !== sha256) {
    throw new SettingsEditedError(
      paths.settings,
      "settings.json is not the one the manifest names: it was edited or replaced",
    );
  }
  if (manifest !== undefined && manifest.onnxSha256 !== input.onnxSha256) {
    throw new SettingsEditedError(paths.onnx, "the ONNX file is not the one the settings were pinned for");
  }
  if (manifest !== undefined && manifest.sourceSha256 !== input.sourceSha256) {
    throw new StaleRewriteError(model.name, paths.onnx, config.source ?? config.onnx);
  }
  return { settings, sha256, cached: present };
}

async function makeSettings(model: Model, input: CircuitInput, engine: Engine): Promise<void> {
  const { paths, config } = model;
  const temporary = temporaryBeside(paths.settings);
  try {
    await engine.settings({
      onnx: input.engineOnnx,
      settings: temporary,
      inputVisibility: config.inputVisibility,
      runArgs: config.runArgs,
    });
    if (config.calibration !== "none") {
      const data = readInput(
        await readTextRequired(paths.calibration, "the calibration input"),
        paths.calibration,
      );
      await withScratch(model, async (scratch) => {
        const file = await writeScratch(
          scratch,
          "calibration.json",
          calibrationInput(model, data.input_data, input.signature),
        );
        await engine.calibrate({
          onnx: input.engineOnnx,
          settings: temporary,
          data: file,
          target: config.calibration === "accuracy" ? "accuracy" : "resources",
          maxLogrows: config.runArgs.logrows,
        });
      });
    }
    // Settings that would be refused are not pinned.
    checkSettings(
      model,
      parseSettings(await readTextRequired(temporary, "the engine's settings"), paths.settings),
    );
    await commitFile(temporary, paths.settings);
  } catch (error) {
    throw asDiskFull(error, paths.settings);
  } finally {
    await rm(temporary, { force: true });
  }
}

function checkSettings(model: Model, settings: Settings): void {
  const { paths, config } = model;
  const { run_args: args } = settings;
  if (settings.version !== config.engine)
    throw new EngineMismatchError(paths.settings, settings.version, config.engine);
  const weights = visibilityOf(args.param_visibility);
  if (weights !== "fixed")
    throw new ParamVisibilityError(weights, `${paths.settings}, field run_args.param_visibility`);
  if (args.ignore_range_check_inputs_outputs) throw new RangeCheckIgnoredError(paths.settings);
  const inputs = visibilityOf(args.input_visibility);
  if (inputs !== config.inputVisibility) {
    throw new SettingsEditedError(
      `${paths.settings}, field run_args.input_visibility`,
      `the settings say ${inputs} inputs, model.json says ${config.inputVisibility}`,
    );
  }
  const outputs = visibilityOf(args.output_visibility);
  if (outputs !== "public") {
    throw new SettingsEditedError(
      `${paths.settings}, field run_args.output_visibility`,
      `outputs are ${outputs}; a statement needs them public`,
    );
  }
  checkRunArgs(model, settings);
  const headroom = args.decomp_legs * Math.log2(args.decomp_base);
  if (config.context && headroom < LIMB_BITS + 1)
    throw new HeadroomError(headroom, LIMB_BITS + 1, paths.settings);
}

/** What the configuration asks for and the pinned settings must therefore hold; a field that it leaves out may be anything. */
function checkRunArgs({ paths, directory, config }: Model, { run_args: pinned }: Settings): void {
  const { runArgs: wanted, calibration } = config;
  const same: [field: keyof RunArgs, wanted: number | undefined, pinned: number][] = [
    ["decompBase", wanted.decompBase, pinned.decomp_base],
    ["decompLegs", wanted.decompLegs, pinned.decomp_legs],
    ["innerColumns", wanted.innerColumns, pinned.num_inner_cols],
  ];
  // A calibration may choose these itself.
  if (calibration === "none") {
    same.push(
      ["inputScale", wanted.inputScale, pinned.input_scale],
      ["paramScale", wanted.paramScale, pinned.param_scale],
      ["scaleRebaseMultiplier", wanted.scaleRebaseMultiplier, pinned.scale_rebase_multiplier],
      ["logrows", wanted.logrows, pinned.logrows],
    );
  }
  for (const [field, want, have] of same) {
    if (want === undefined || want === have) continue;
    throw new SettingsEditedError(
      `${directory}/model.json, field runArgs.${field}`,
      `runArgs.${field} is ${want}, but ${paths.settings} was pinned with ${have}`,
    );
  }
}
