import { checkOutput, openBuilt } from "../pipeline/built.ts";
import type { Model } from "../pipeline/model.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import type { StoredStep } from "./entry.ts";
import { StoreFolder } from "./folder.ts";

/**
 * Adds a built model's circuit and keys to a folder that others may take as their shared store.
 * @returns bytes of what the model's entries name
 * @throws NotBuiltError, ArtifactDamagedError, DiskFullError
 */
export async function exportModel(workspace: Workspace, model: Model, directory: string): Promise<number> {
  const built = await openBuilt(workspace, model);
  const { paths } = model;
  const { onnxSha256, settingsSha256 } = built.manifest;
  const files: [StoredStep, Record<string, string>][] = [
    ["circuit", { circuit: paths.circuit }],
    ["keys", { vk: paths.vk, pk: paths.pk }],
  ];
  let total = 0;
  for (const [step, places] of files) {
    for (const [output, path] of Object.entries(places)) await checkOutput(built, step, output, path);
    const { fingerprint = "", outputs = {} } = built.state[step] ?? {};
    const objects = Object.entries(outputs).map(
      ([output, { sha256, bytes }]) => [output, { sha256, bytes }] as const,
    );
    total += objects.reduce((sum, [, { bytes }]) => sum + bytes, 0);
    await new StoreFolder(directory).put(
      {
        ...{ schemaVersion: 1, step, fingerprint },
        model: { onnxSha256, settingsSha256 },
        outputs: Object.fromEntries(objects),
      },
      places,
    );
  }
  return total;
}
