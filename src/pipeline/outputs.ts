import { mkdir, readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";

import type { Manifest } from "../artifacts/manifest.ts";
import { modelDigest } from "../context/model-digest.ts";
import { FrozenError } from "../errors/pipeline.ts";
import { layoutOf } from "../statement/layout.ts";
import { generateSolidity } from "../statement/solidity.ts";
import type { StatementLayout } from "../statement/tensor.ts";
import { generateTypeScript } from "../statement/typescript.ts";
import type { HardenOptions } from "../verifier/engine-source.ts";
import type { HardenedVerifier } from "../verifier/harden.ts";
import { hardenVerifier, specialiseVerifier } from "../verifier/index.ts";

import type { CircuitInput } from "./circuit-input.ts";
import { readTextRequired, sha256, writeIfChanged } from "./files.ts";
import type { HoldoutResult } from "./holdout.ts";
import type { Model } from "./model.ts";
import { reusableSource } from "./reusable-step.ts";
import { readManifest, type PinnedSettings } from "./settings-step.ts";
import type { SrsFile } from "../srs/file.ts";
import type { StepRecord } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** All that a build generates as text, and what it says of itself. */
export interface Sources {
  layout: StatementLayout;
  digest: string;
  verifier: string;
  negG2: readonly [string, string, string, string];
  statement: string;
  types: string;
}

export async function makeSources(
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
  const options = {
    model: name,
    engineVersion: config.engine,
    contractName: `${pascalName}Verifier`,
    where: paths.engineVerifier,
  };
  const verifier = await renderVerifier(model, engineSource, options);
  return {
    layout,
    digest,
    verifier: verifier.source,
    negG2: verifier.facts.negSG2,
    statement: generateSolidity(layout, { modelDigest: digest }),
    types: generateTypeScript(layout, { modelDigest: digest, coreImport: workspace.coreImport }),
  };
}

/** The contract that the model asks for. @throws VerifierShapeError, and never gives another one instead */
export async function renderVerifier(
  model: Model,
  engineSource: string,
  options: HardenOptions,
): Promise<HardenedVerifier> {
  switch (model.config.verifier) {
    case "specialised":
      return specialiseVerifier(engineSource, options);
    case "engine":
      return hardenVerifier(engineSource, options);
    case "reusable":
      return reusableSource(model, engineSource, options);
  }
}

/** What a manifest is written from: everything that a build read and made. */
export interface BuildRecord {
  model: Model;
  input: CircuitInput;
  pinned: PinnedSettings;
  srs: SrsFile;
  sources: Sources;
  holdout: HoldoutResult | null;
  circuit: StepRecord;
  keys: StepRecord;
  solc: string | undefined;
  solcSettings: Record<string, unknown> | undefined;
}

export function manifestOf(build: BuildRecord): Manifest {
  const { model, input, pinned, srs, sources, holdout, circuit, keys, solc, solcSettings } = build;
  const digestOf = (record: StepRecord, output: string): string => record.outputs[output]?.sha256 ?? "";
  const bytesOf = (record: StepRecord, output: string): number => record.outputs[output]?.bytes ?? 0;
  return {
    schemaVersion: 1,
    model: model.name,
    modelDigest: sources.digest,
    engine: model.config.engine,
    onnxSha256: input.onnxSha256,
    ...(input.sourceSha256 === undefined ? {} : { sourceSha256: input.sourceSha256 }),
    settingsSha256: pinned.sha256,
    circuitSha256: digestOf(circuit, "circuit"),
    vkSha256: digestOf(keys, "vk"),
    vkBytes: bytesOf(keys, "vk"),
    pkSha256: digestOf(keys, "pk"),
    pkBytes: bytesOf(keys, "pk"),
    verifierSha256: sha256(sources.verifier),
    statementSha256: sha256(sources.statement),
    ...(solc === undefined ? {} : { solc }),
    ...(solcSettings === undefined ? {} : { solcSettings }),
    srs: {
      kind: srs.kind,
      ...(srs.ceremony === undefined ? {} : { ceremony: srs.ceremony }),
      k: srs.k,
      sha256: srs.sha256,
      negG2: [...sources.negG2],
    },
    context: model.config.context,
    inputVisibility: model.config.inputVisibility,
    instances: sources.layout.instances,
    contextOffset: sources.layout.contextOffset,
    holdout,
  };
}

/** Writes the sources, then the manifest that vouches for them; a frozen build writes nothing that differs. @throws FrozenError */
export async function writeOutputs(
  model: Model,
  sources: Sources,
  manifest: Manifest,
  frozen: boolean,
): Promise<void> {
  const { paths } = model;
  if (frozen) {
    const committed = await readManifest(model);
    // Manifests written before there were such fields stay as they are.
    if (committed !== undefined)
      for (const field of ["solcSettings", "pkSha256", "vkBytes", "pkBytes"] as const)
        if (committed[field] === undefined) delete manifest[field];
    const changed = (Object.keys(manifest) as (keyof Manifest)[]).filter(
      (key) =>
        !isDeepStrictEqual(manifest[key], committed?.[key]) &&
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
