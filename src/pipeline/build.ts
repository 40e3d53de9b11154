import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Manifest } from "../artifacts/manifest.ts";
import type { Settings } from "../artifacts/settings.ts";
import { FrozenError, SettingsEditedError } from "../errors/pipeline.ts";
import type { StatementLayout } from "../statement/tensor.ts";

import { lease, modelKey } from "../store/lease.ts";
import type { SrsFile } from "../srs/file.ts";

import { prepareOnnx, requireRewrite, type CircuitInput } from "./circuit-input.ts";
import { isFile, removeTemporaries } from "./files.ts";
import { holdoutStep } from "./holdout-step.ts";
import { withLock } from "./lock.ts";
import type { Model } from "./model.ts";
import { makeSources, manifestOf, writeOutputs } from "./outputs.ts";
import { reported } from "./report.ts";
import { requireReusableEngine, reusableStep } from "./reusable-step.ts";
import { beside, checkRoom, estimateOf } from "./preflight.ts";
import { removeDeadScratch } from "./scratch.ts";
import { pinSettings, readManifest, type PinnedSettings } from "./settings-step.ts";
import { ensureSrs, type SrsRequest } from "./srs.ts";
import { fingerprintOf, type StepRecord } from "./state.ts";
import { stepRunner } from "./step-runner.ts";
import { LazyEngine, type Workspace } from "./workspace.ts";

export interface BuildOptions {
  /** Make every output again. */
  force?: boolean;
  /** Make the pinned settings anew. */
  repin?: boolean;
  /** Refuse to change a committed file. */
  frozen?: boolean;
  /** Begin even where the machine seems to have no room for it. */
  skipPreflight?: boolean;
}

export interface BuiltModel {
  model: Model;
  settings: Settings;
  layout: StatementLayout;
  manifest: Manifest;
  srs: SrsFile;
  /** False when at least one step had to be run. */
  cached: boolean;
}

/**
 * Builds one model: settings (pinned) -> circuit -> keys -> verifier and statement sources -> hold-out check -> manifest.
 * Each step runs only when its inputs changed; the manifest is written last. One builder at a time.
 */
export async function buildModel(
  workspace: Workspace,
  model: Model,
  options: BuildOptions = {},
): Promise<BuiltModel> {
  const { reporter } = workspace;
  const onWait = (holder: string): void =>
    reporter.note(model.name, `waiting for another build of this model (${holder})`);
  return withLock(
    model.paths.lock,
    async () => {
      const engine = new LazyEngine(workspace, model.config.engine, model.name);
      // A model without keys needs the engine whatever is found out until then.
      const warm = (await isFile(model.paths.pk)) ? undefined : engine.warmUp();
      try {
        await removeLeftovers(model);
        return await build(workspace, model, engine, options);
      } finally {
        await warm;
        await engine.close();
      }
    },
    { onWait },
  );
}

async function build(
  workspace: Workspace,
  model: Model,
  engine: LazyEngine,
  options: BuildOptions,
): Promise<BuiltModel> {
  const { reporter } = workspace;
  const { force = false, repin = false, frozen = false, skipPreflight = false } = options;
  const { paths, name, config } = model;

  if (config.verifier === "reusable") requireReusableEngine(model);
  const input = await prepareOnnx(model);
  await requireRewrite(model);
  if (frozen && (repin || !(await isFile(paths.settings))))
    throw new FrozenError(paths.settings, "settings.json");
  const pinned = await reported(reporter, name, "settings", async () =>
    pinSettings(model, input, engine.get, repin),
  );
  const { settings } = pinned;
  const origin = originOf(model, input, pinned);

  const stored = { onnxSha256: input.onnxSha256, settingsSha256: pinned.sha256 };
  const committed = repin ? undefined : await readManifest(model);
  const estimate = estimateOf(settings);
  const checkSetup = async (): Promise<void> => {
    if (estimate !== undefined && !skipPreflight)
      await checkRoom("setup", estimate, { model: name, directory: paths.output, reporter });
  };
  const step = stepRunner(workspace, model, { ...stored, force });
  const endLease = await lease(workspace.store, modelKey(stored));
  try {
    const circuit = await step(
      "circuit",
      {
        fingerprint: fingerprintOf(origin),
        outputs: { circuit: paths.circuit },
        make: async (temporary) =>
          (await engine.get()).compile({
            onnx: input.engineOnnx,
            settings: paths.settings,
            circuit: temporary.circuit,
          }),
      },
      committed,
    );

    if (!force) checkCircuit(model, committed, circuit.record);
    const srs = await findSrs(
      workspace,
      model,
      engine,
      settings.run_args.logrows,
      { choice: config.srs, pinned: (await readManifest(model))?.srs, anew: force },
      checkSetup,
    );
    const keyOrigin = { ...origin, srs: srs.sha256 };
    const keys = await step(
      "keys",
      {
        fingerprint: fingerprintOf(keyOrigin),
        outputs: { vk: paths.vk, pk: paths.pk },
        follow: ["pk"],
        make: async (temporary) => {
          await checkSetup();
          await (
            await engine.get()
          ).setup({
            circuit: paths.circuit,
            srs: srs.path,
            vk: temporary.vk,
            pk: temporary.pk,
          });
        },
      },
      // Another SRS, other keys: then the manifest says nothing of them.
      committed?.srs.sha256 === srs.sha256 ? committed : undefined,
      async ({ outputs }) =>
        estimate &&
        beside("setup", estimate, outputs["pk"]?.bytes, await (await engine.get()).peakMemory?.()),
    );

    const verifierOrigin = { ...keyOrigin, vk: keys.record.outputs["vk"]?.sha256 };
    const verifier = await step("verifier", {
      fingerprint: fingerprintOf(verifierOrigin),
      outputs: { source: paths.engineVerifier },
      make: async (temporary) =>
        (await engine.get()).verifierSource({
          vk: paths.vk,
          settings: paths.settings,
          srs: srs.path,
          source: temporary.source,
        }),
    });

    const reusable =
      config.verifier === "reusable"
        ? await step("reusable", reusableStep(model, engine, srs, verifierOrigin))
        : undefined;

    const holdout = await holdoutStep(workspace, model, engine, input, settings, circuit);
    const sources = await makeSources(workspace, model, input, pinned);
    const manifest = manifestOf({
      ...{ model, input, pinned, srs, sources, holdout },
      circuit: circuit.record,
      keys: keys.record,
      solc: workspace.solc,
      solcSettings: workspace.solcSettings,
    });
    await writeOutputs(model, sources, manifest, frozen);
    return {
      model,
      settings,
      layout: sources.layout,
      manifest,
      srs,
      cached: circuit.cached && keys.cached && verifier.cached && (reusable?.cached ?? true),
    };
  } finally {
    await endLease();
  }
}

/**
 * The engine writes the settings' time stamp into the circuit, and the settings' digest leaves it out: exchanged settings that differ by it alone
 * are found here. Release 23.0.5 writes one circuit in many orders.
 * @throws SettingsEditedError
 */
function checkCircuit(
  { config, paths }: Model,
  committed: Manifest | undefined,
  { outputs }: StepRecord,
): void {
  if (committed === undefined || committed.engine !== "21.0.0") return;
  if (committed.engine !== config.engine || committed.context !== config.context) return;
  if (outputs["circuit"]?.sha256 === committed.circuitSha256) return;
  throw new SettingsEditedError(
    paths.settings,
    "the circuit made from the settings is not the one the manifest names: one of the two was edited",
  );
}

/** What a circuit is made from, and so everything after it. */
export function originOf(model: Model, input: CircuitInput, pinned: PinnedSettings): Record<string, unknown> {
  return {
    engine: model.config.engine,
    onnx: input.onnxSha256,
    // Left out where there is none: the names of what others have in the store stay.
    ...(input.sourceSha256 === undefined ? {} : { source: input.sourceSha256 }),
    context: model.config.context,
    settings: pinned.sha256,
    timestamp: String(pinned.settings.timestamp ?? ""), // goes into the circuit's bytes
  };
}

async function findSrs(
  workspace: Workspace,
  model: Model,
  engine: LazyEngine,
  k: number,
  request: SrsRequest,
  beforeMaking: () => Promise<void>,
): Promise<SrsFile> {
  let srs: SrsFile | undefined;
  await reported(workspace.reporter, model.name, "srs", async () => {
    let made = false;
    srs = await ensureSrs(
      async () => {
        made = true;
        await beforeMaking();
        return engine.get();
      },
      workspace.srs,
      k,
      request,
    );
    return { cached: !made };
  });
  return srs as SrsFile;
}

/** What killed builds and proofs left: temporary files (the lock is held, so nobody else is using them) and private inputs. */
async function removeLeftovers(model: Model): Promise<void> {
  await removeDeadScratch(model);
  await removeTemporaries(model.paths.types);
  for (const directory of [model.paths.output, model.directory, dirname(model.paths.verifier)]) {
    const entries = await readdir(directory).catch(() => []);
    const left = entries.filter((entry) => entry.endsWith(".tmp"));
    await Promise.all(
      left.map(async (entry) => rm(join(directory, entry), { force: true, recursive: true })),
    );
  }
}
