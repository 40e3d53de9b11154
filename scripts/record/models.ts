import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { z } from "zod";

import { sha256File } from "../../src/pipeline/files.ts";
import { loadModel, type Model } from "../../src/pipeline/model.ts";
import { readManifest } from "../../src/pipeline/settings-step.ts";

import { hardhat, ROOT } from "./programs.ts";
import { RECORDINGS, type Recording } from "./recordings.ts";

const proofSchema = z.object({ context: z.object({ modelDigest: z.string() }) });

const at = (path: string): string => join(ROOT, path);

async function modelNamed(name: string): Promise<Model> {
  return loadModel(
    {
      models: [at("models")],
      output: at("cache/ezkl"),
      generated: at("contracts/generated"),
      types: at("types/ezkl"),
    },
    name,
  );
}

/** The committed files that building a model may write. */
export async function filesOf(name: string): Promise<string[]> {
  const { settings, manifest, verifier, statement } = (await modelNamed(name)).paths;
  return [settings, manifest, verifier, statement].map((path) => relative(ROOT, path));
}

/**
 * Builds a model with the settings that it has. Settings are pinned for one ONNX file: where that is another now, they are made anew.
 * @throws RecordingStepError
 */
export async function buildModel(name: string): Promise<void> {
  const model = await modelNamed(name);
  const manifest = await readManifest(model);
  const changed = manifest !== undefined && manifest.onnxSha256 !== (await sha256File(model.paths.onnx));
  await hardhat(["ezkl", "build", name, ...(changed ? ["--repin"] : [])]);
}

/** Other recordings of a model whose proofs are not of what it is now. */
export async function outdatedWith(model: string): Promise<string[]> {
  const manifest = await readManifest(await modelNamed(model));
  return Object.entries(RECORDINGS)
    .filter((entry) => entry[1].model === model && digestOf(entry[1]) !== manifest?.modelDigest)
    .map(([name]) => name);
}

function digestOf({ proof }: Recording): string {
  const text = readFileSync(at(join("test/vectors", proof)), "utf8");
  return proofSchema.parse(JSON.parse(text)).context.modelDigest;
}
