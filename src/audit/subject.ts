import { join } from "node:path";

import { parseManifest, type Manifest } from "../artifacts/manifest.ts";
import { parseSettings, type Settings } from "../artifacts/settings.ts";
import { settingsSha256 } from "../context/model-digest.ts";
import { EzklError } from "../errors/base.ts";
import { prepareOnnx, type CircuitInput } from "../pipeline/circuit-input.ts";
import { readTextRequired, writeFileAtomic } from "../pipeline/files.ts";
import type { Model } from "../pipeline/model.ts";

/** A value, or the sentence that says why there is none. */
export type Found<T> = { value: T } | { why: string };

/** What is audited: the committed files as they are, and a model whose every output goes into a folder of the audit's own. */
export interface Subject {
  /** As the project has it; only read. */
  model: Model;
  /** The same with its settings copied, and its circuit, keys and sources to be made, in the scratch folder. */
  own: Model;
  input: CircuitInput;
  manifest: Found<Manifest>;
  settings: Found<{ settings: Settings; sha256: string }>;
}

/** @throws FileMissingError, OnnxMalformedError and the like: without a readable ONNX file there is nothing to audit */
export async function openSubject(model: Model, scratch: string): Promise<Subject> {
  const own = inScratch(model, scratch);
  const input = await prepareOnnx(own);
  const { settings: path, manifest: manifestPath } = model.paths;
  const settings = await attempt(async () => {
    const text = await readTextRequired(path, "the pinned settings");
    const parsed = parseSettings(text, path);
    await writeFileAtomic(own.paths.settings, text);
    return { settings: parsed, sha256: settingsSha256(parsed) };
  });
  const manifest = await attempt(async () =>
    parseManifest(await readTextRequired(manifestPath, "the manifest"), manifestPath),
  );
  return { model, own, input, manifest, settings };
}

export function valueOf<T>(found: Found<T>): T | undefined {
  return "value" in found ? found.value : undefined;
}

/** A deliberate error's sentence in place of a value; others are this program's own and pass. */
export async function attempt<T>(work: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof EzklError) return { why: `${error.code}: ${error.what}` };
    throw error;
  }
}

function inScratch(model: Model, scratch: string): Model {
  const made = (name: string): string => join(scratch, name);
  return {
    ...model,
    paths: {
      ...model.paths,
      settings: made("settings.json"),
      // There is none: the comparison with the project's is the audit's own.
      manifest: made("model.lock.json"),
      output: scratch,
      circuitOnnx: made("circuit.onnx"),
      circuit: made("network.ezkl"),
      pk: made("pk.key"),
      vk: made("vk.key"),
      engineVerifier: made("engine-verifier.sol"),
      reusableVerifier: made("reusable-verifier.sol"),
      vka: made("vka.bin"),
      state: made("state.json"),
      lock: made("build.lock"),
      verifier: made("verifier.sol"),
      statement: made("statement.sol"),
      types: made("types.ts"),
    },
  };
}
