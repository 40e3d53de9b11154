import { readFile } from "node:fs/promises";

import type { Manifest } from "../../../../src/artifacts/manifest.ts";
import { parseSettings, type Settings } from "../../../../src/artifacts/settings.ts";
import { modelDigest, settingsSha256 } from "../../../../src/context/model-digest.ts";
import { ManifestDisagreesError } from "../../../../src/errors/pipeline.ts";
import type { OnnxSignature } from "../../../../src/onnx/signature.ts";
import type { Model } from "../../../../src/pipeline/model.ts";
import { readManifest } from "../../../../src/pipeline/settings-step.ts";
import { layoutOf, type StatementLayout } from "../../../../src/statement/layout.ts";

/** What is known of a model whose settings are pinned, whether its keys are here or not. */
export interface Pinned {
  settings: Settings;
  layout: StatementLayout;
  digest: string;
  /** Null before the first build. */
  manifest: Manifest | null;
}

/**
 * Reads settings and manifest; null before the settings are pinned.
 * @throws ManifestDisagreesError when the manifest is of other files than these
 */
export async function readPinned(
  model: Model,
  { onnxSha256, signature }: { onnxSha256: string; signature: OnnxSignature },
): Promise<Pinned | null> {
  const { name, paths, config } = model;
  const text = await readFile(paths.settings, "utf8").catch(() => undefined);
  if (text === undefined) return null;
  const settings = parseSettings(text, paths.settings);
  const digest = modelDigest({ onnxSha256, settingsSha256: settingsSha256(settings) });
  const manifest = (await readManifest(model)) ?? null;
  if (manifest !== null && manifest.modelDigest !== digest)
    throw new ManifestDisagreesError(name, paths.manifest, "modelDigest");
  const layout = layoutOf({ model: name, settings, signature, context: config.context });
  return { settings, layout, digest, manifest };
}
