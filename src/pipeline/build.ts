import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { Manifest } from "../artifacts/manifest.ts";
import { modelDigest } from "../context/model-digest.ts";
import { FrozenError } from "../errors/pipeline.ts";
import { layoutOf } from "../statement/layout.ts";
import { generateSolidity } from "../statement/solidity.ts";
import { generateTypeScript } from "../statement/typescript.ts";
import type { StatementLayout } from "../statement/layout.ts";
import type { Settings } from "../artifacts/settings.ts";
import { hardenVerifier } from "../verifier/index.ts";

import { prepareOnnx, type CircuitInput } from "./circuit-input.ts";
import {
  isFile,
  readTextRequired,
  removeTemporaries,
  sha256,
  writeFileAtomic,
  writeIfChanged,
} from "./files.ts";
import { checkHoldout, type HoldoutResult } from "./holdout.ts";
import { withLock } from "./lock.ts";
import type { Model } from "./model.ts";
import { reported } from "./report.ts";
import { removeDeadScratch } from "./scratch.ts";
import { pinSettings, readManifest, type PinnedSettings } from "./settings-step.ts";
import { ensureSrs, type SrsFile } from "./srs.ts";
import { fingerprintOf, runStep, type StepRecord } from "./state.ts";
import { LazyEngine, type Workspace } from "./workspace.ts";

export interface BuildOptions {
  /** Make every output again. */
  force?: boolean;
  /** Make the pinned settings anew. */
  repin?: boolean;
  /** Refuse to change a committed file. */
  frozen?: boolean;
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
  const { force = false, repin = false, frozen = false } = options;
  const { paths, config, name } = model;
  const statePath = paths.state;

  const input = await prepareOnnx(model);
  if (frozen && (repin || !(await isFile(paths.settings))))
    throw new FrozenError(paths.settings, "settings.json");
  const pinned = await reported(reporter, name, "settings", async () =>
    pinSettings(model, input, engine.get, repin),
  );
  const { settings } = pinned;
  const origin = originOf(model, input, pinned);

  const circuit = await reported(reporter, name, "circuit", async () =>
    runStep({
      statePath,
      name: "circuit",
      fingerprint: fingerprintOf(origin),
      outputs: { circuit: paths.circuit },
      force,
      make: async (temporary) =>
        (await engine.get()).compile({
          onnx: input.engineOnnx,
          settings: paths.settings,
          circuit: temporary.circuit,
        }),
    }),
  );

  const pinnedSrs = force ? undefined : (await readManifest(model))?.srs;
  const srs = await findSrs(workspace, model, engine, settings.run_args.logrows, pinnedSrs);
  const keyOrigin = { ...origin, srs: srs.sha256 };
  const keys = await reported(reporter, name, "keys", async () =>
    runStep({
      statePath,
      name: "keys",
      fingerprint: fingerprintOf(keyOrigin),
      outputs: { vk: paths.vk, pk: paths.pk },
      follow: ["pk"],
      force,
      make: async (temporary) =>
        (await engine.get()).setup({
          circuit: paths.circuit,
          srs: srs.path,
          vk: temporary.vk,
          pk: temporary.pk,
        }),
    }),
  );

  const verifier = await reported(reporter, name, "verifier", async () =>
    runStep({
      statePath,
      name: "verifier",
      fingerprint: fingerprintOf({ ...keyOrigin, vk: keys.record.outputs["vk"]?.sha256 }),
      outputs: { source: paths.engineVerifier },
      force,
      make: async (temporary) =>
        (await engine.get()).verifierSource({
          vk: paths.vk,
          settings: paths.settings,
          srs: srs.path,
          source: temporary.source,
        }),
    }),
  );

  const holdout = await holdoutOf(workspace, model, engine, input, settings, circuit);
  const sources = await makeSources(workspace, model, input, pinned);
  const manifest = manifestOf(model, input, pinned, srs, sources, holdout, circuit.record, keys.record);
  await writeOutputs(model, sources, manifest, frozen);
  return {
    model,
    settings,
    layout: sources.layout,
    manifest,
    srs,
    cached: circuit.cached && keys.cached && verifier.cached,
  };
}

/** What a circuit is made from, and so everything after it. */
export function originOf(model: Model, input: CircuitInput, pinned: PinnedSettings): Record<string, unknown> {
  return {
    engine: model.config.engine,
    onnx: input.onnxSha256,
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
  pinned: Manifest["srs"] | undefined,
): Promise<SrsFile> {
  let srs: SrsFile | undefined;
  await reported(workspace.reporter, model.name, "srs", async () => {
    let made = false;
    srs = await ensureSrs(
      async () => {
        made = true;
        return engine.get();
      },
      workspace.srs,
      k,
      pinned,
    );
    return { cached: !made };
  });
  return srs as SrsFile;
}

async function holdoutOf(
  workspace: Workspace,
  model: Model,
  engine: LazyEngine,
  input: CircuitInput,
  settings: Settings,
  circuit: { record: StepRecord; cached: boolean },
): Promise<HoldoutResult | null> {
  const { holdout } = model.config;
  if (holdout === undefined) return null;
  const file = join(model.directory, holdout.file);
  const result = join(model.paths.output, "holdout.json");
  await reported(workspace.reporter, model.name, "holdout", async () =>
    runStep({
      statePath: model.paths.state,
      name: "holdout",
      fingerprint: fingerprintOf({
        circuit: circuit.record.fingerprint,
        data: sha256(await readFile(file).catch(() => Buffer.alloc(0))),
        limit: holdout.maxAbsError,
      }),
      outputs: { result },
      make: async (temporary) => {
        const found = await checkHoldout(model, await engine.get(), settings, input.signature);
        await writeFileAtomic(temporary.result, JSON.stringify(found));
      },
    }),
  );
  return JSON.parse(await readTextRequired(result, "the hold-out result")) as HoldoutResult;
}

interface Sources {
  layout: StatementLayout;
  digest: string;
  verifier: string;
  negG2: readonly [string, string, string, string];
  statement: string;
  types: string;
}

async function makeSources(
  workspace: Workspace,
  model: Model,
  input: CircuitInput,
  pinned: PinnedSettings,
): Promise<Sources> {
  const { name, pascalName, config, paths } = model;
  const layout = layoutOf({
    model: name,
    settings: pinned.settings,
    signature: input.signature,
    context: config.context,
  });
  const digest = modelDigest({ onnxSha256: input.onnxSha256, settingsSha256: pinned.sha256 });
  const engineSource = await readTextRequired(paths.engineVerifier, "the engine's verifier source");
  const hardened = hardenVerifier(engineSource, {
    model: name,
    engineVersion: config.engine,
    contractName: `${pascalName}Verifier`,
    where: paths.engineVerifier,
  });
  return {
    layout,
    digest,
    verifier: hardened.source,
    negG2: hardened.facts.negSG2,
    statement: generateSolidity(layout, { modelDigest: digest }),
    types: generateTypeScript(layout, { modelDigest: digest, coreImport: workspace.coreImport }),
  };
}

function manifestOf(
  model: Model,
  input: CircuitInput,
  pinned: PinnedSettings,
  srs: SrsFile,
  sources: Sources,
  holdout: HoldoutResult | null,
  circuit: StepRecord,
  keys: StepRecord,
): Manifest {
  const digestOf = (record: StepRecord, output: string): string => record.outputs[output]?.sha256 ?? "";
  return {
    schemaVersion: 1,
    model: model.name,
    modelDigest: sources.digest,
    engine: model.config.engine,
    onnxSha256: input.onnxSha256,
    settingsSha256: pinned.sha256,
    circuitSha256: digestOf(circuit, "circuit"),
    vkSha256: digestOf(keys, "vk"),
    verifierSha256: sha256(sources.verifier),
    statementSha256: sha256(sources.statement),
    srs: { kind: srs.kind, k: srs.k, sha256: srs.sha256, negG2: [...sources.negG2] },
    context: model.config.context,
    inputVisibility: model.config.inputVisibility,
    instances: sources.layout.instances,
    contextOffset: sources.layout.contextOffset,
    holdout,
  };
}

async function writeOutputs(
  model: Model,
  sources: Sources,
  manifest: Manifest,
  frozen: boolean,
): Promise<void> {
  const { paths } = model;
  if (frozen) {
    const committed = await readManifest(model);
    const changed = (Object.keys(manifest) as (keyof Manifest)[]).filter(
      (key) =>
        JSON.stringify(manifest[key]) !== JSON.stringify(committed?.[key]) &&
        !(key === "circuitSha256" && model.config.engine !== "21.0.0"),
    );
    if (changed.length > 0) throw new FrozenError(paths.manifest, changed.join(", "));
    await refuseChange(paths.verifier, sources.verifier);
    await refuseChange(paths.statement, sources.statement);
  }
  await mkdir(dirname(paths.verifier), { recursive: true });
  await Promise.all([
    writeIfChanged(paths.verifier, sources.verifier),
    writeIfChanged(paths.statement, sources.statement),
    writeIfChanged(paths.types, sources.types),
  ]);
  await writeIfChanged(paths.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A generated source that is missing is not a change: projects may leave it out of version control. */
async function refuseChange(path: string, text: string): Promise<void> {
  if ((await readFile(path, "utf8").catch(() => text)) !== text) throw new FrozenError(path, basename(path));
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
