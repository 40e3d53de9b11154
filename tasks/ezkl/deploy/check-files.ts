import { ArtifactDamagedError } from "../../../src/errors/pipeline.ts";
import type { Built } from "../../../src/pipeline/built.ts";
import { sha256File } from "../../../src/pipeline/files.ts";

/**
 * Compares the model's files with its manifest: what is deployed is what the manifest says, or nothing is.
 * @throws ArtifactDamagedError
 */
export async function requireManifest({ model, manifest, srs }: Built): Promise<void> {
  const { paths } = model;
  const expected: [path: string, sha256: string][] = [
    [paths.onnx, manifest.onnxSha256],
    [paths.circuit, manifest.circuitSha256],
    [paths.vk, manifest.vkSha256],
    [paths.verifier, manifest.verifierSha256],
    [paths.statement, manifest.statementSha256],
    [srs.path, manifest.srs.sha256],
  ];
  for (const [path, sha256] of expected) {
    const found = await sha256File(path).catch(() => undefined);
    if (found === undefined) throw new ArtifactDamagedError(model.name, path, "it is missing");
    if (found !== sha256)
      throw new ArtifactDamagedError(
        model.name,
        path,
        `sha-256 ${found.slice(0, 16)}… and the manifest says ${sha256.slice(0, 16)}…`,
      );
  }
}
