import type { Manifest } from "../artifacts/manifest.ts";
import type { Settings } from "../artifacts/settings.ts";
import { modelDigest } from "../context/model-digest.ts";
import { ArtifactDamagedError, ManifestDisagreesError, NotBuiltError } from "../errors/pipeline.ts";
import type { OnnxSignature } from "../onnx/signature.ts";
import { layoutOf } from "../statement/layout.ts";
import type { StatementLayout } from "../statement/layout.ts";
import type { SrsFile } from "../srs/file.ts";

import { originOf } from "./build.ts";
import { prepareOnnx } from "./circuit-input.ts";
import { isFile, sha256File } from "./files.ts";
import type { Model } from "./model.ts";
import { pinSettings, readManifest } from "./settings-step.ts";
import { ensureSrs } from "./srs.ts";
import { fingerprintOf, readState, type State } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** A model whose build outputs are there and belong to its present inputs. */
export interface Built {
  model: Model;
  manifest: Manifest;
  settings: Settings;
  signature: OnnxSignature;
  layout: StatementLayout;
  srs: SrsFile;
  state: State;
}

/**
 * Finds what a build left, without making anything.
 * @throws NotBuiltError when something is missing or was made from other inputs
 */
export async function openBuilt(workspace: Workspace, model: Model): Promise<Built> {
  const missing = (what: string) => async (): Promise<never> => {
    throw new NotBuiltError(model.name, what);
  };
  const manifest = await readManifest(model);
  if (manifest === undefined || !(await isFile(model.paths.settings)))
    return missing("it has no manifest yet")();
  const input = await prepareOnnx(model);
  const pinned = await pinSettings(model, input, missing("it has no settings yet"), false);
  const { settings } = pinned;
  const srs = await ensureSrs(
    missing("its SRS is not on this machine"),
    workspace.srs,
    settings.run_args.logrows,
    { choice: model.config.srs, pinned: manifest.srs },
  );
  const state = await readState(model.paths.state);
  const origin = originOf(model, input, pinned);
  if (state["circuit"]?.fingerprint !== fingerprintOf(origin))
    return missing("the circuit is missing or out of date")();
  if (state["keys"]?.fingerprint !== fingerprintOf({ ...origin, srs: srs.sha256 }))
    return missing("the keys are missing or out of date")();
  const layout = layoutOf({
    model: model.name,
    settings,
    signature: input.signature,
    context: model.config.context,
  });
  checkManifest(model, manifest, {
    model: model.name,
    modelDigest: modelDigest({ onnxSha256: input.onnxSha256, settingsSha256: pinned.sha256 }),
    engine: model.config.engine,
    // Release 23.0.5 writes one circuit in many orders.
    ...(manifest.engine === "21.0.0" ? { circuitSha256: state["circuit"]?.outputs["circuit"]?.sha256 } : {}),
    vkSha256: state["keys"]?.outputs["vk"]?.sha256,
    ...(manifest.pkSha256 === undefined ? {} : { pkSha256: state["keys"]?.outputs["pk"]?.sha256 }),
    srs: { ...manifest.srs, k: srs.k, sha256: srs.sha256 },
    context: model.config.context,
    inputVisibility: model.config.inputVisibility,
    instances: layout.instances,
    contextOffset: layout.contextOffset,
  });
  return { model, manifest, settings, signature: input.signature, layout, srs, state };
}

/** Compares the manifest with what is there: of an edited one, or another build's, nothing is proved. @throws ManifestDisagreesError */
function checkManifest(model: Model, manifest: Manifest, found: { [Key in keyof Manifest]?: unknown }): void {
  const other = Object.entries(found).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(manifest[key as keyof Manifest]),
  );
  if (other.length === 0) return;
  const fields = other.map(([key]) => key).join(", ");
  throw new ManifestDisagreesError(model.name, model.paths.manifest, fields);
}

/**
 * Compares a build output's content with what the build recorded, before it is used.
 * @throws ArtifactDamagedError
 */
export async function checkOutput(
  { model, state }: Built,
  step: string,
  output: string,
  path: string,
): Promise<void> {
  const record = state[step]?.outputs[output];
  const found = await sha256File(path).catch(() => undefined);
  if (record === undefined || found === undefined)
    throw new ArtifactDamagedError(model.name, path, "it is missing");
  if (found !== record.sha256) {
    throw new ArtifactDamagedError(
      model.name,
      path,
      `sha-256 ${found.slice(0, 16)}… instead of ${record.sha256.slice(0, 16)}…`,
    );
  }
}
