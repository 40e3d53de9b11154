import { layoutOf } from "../statement/layout.ts";
import { generateTypeScript } from "../statement/typescript.ts";

import { prepareOnnx, requireRewrite } from "./circuit-input.ts";
import { isFile, sha256File, writeIfChanged } from "./files.ts";
import type { Model } from "./model.ts";
import { pinSettings, readManifest } from "./settings-step.ts";
import type { Workspace } from "./workspace.ts";

/**
 * True when the generated Solidity is what the manifest vouches for, and the manifest is of the present ONNX and settings: then
 * contracts can be compiled without an engine. Types are cheap and are written here when they are missing.
 * @throws SettingsEditedError and the other errors of pinned settings
 */
export async function sourcesAreCurrent(workspace: Workspace, model: Model): Promise<boolean> {
  const { paths, config } = model;
  const manifest = await readManifest(model);
  if (manifest === undefined || !(await isFile(paths.settings))) return false;
  const present = await Promise.all(
    [paths.verifier, paths.statement].map(async (path) => sha256File(path).catch(() => "")),
  );
  if (present[0] !== manifest.verifierSha256 || present[1] !== manifest.statementSha256) return false;
  if (manifest.context !== config.context || manifest.engine !== config.engine) return false;

  const input = await prepareOnnx(model);
  await requireRewrite(model);
  const noEngine = async (): Promise<never> => {
    throw new Error("unreachable: settings are present");
  };
  const { settings } = await pinSettings(model, input, noEngine, false);
  const layout = layoutOf({
    model: model.name,
    settings,
    signature: input.signature,
    context: config.context,
  });
  await writeIfChanged(
    paths.types,
    generateTypeScript(layout, { modelDigest: manifest.modelDigest, coreImport: workspace.coreImport }),
  );
  return true;
}
