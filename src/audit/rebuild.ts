import type { Settings } from "../artifacts/settings.ts";
import { modelDigest } from "../context/model-digest.ts";
import type { Engine } from "../engine/engine.ts";
import { sha256File } from "../pipeline/files.ts";
import { readTextRequired } from "../pipeline/files.ts";
import { renderVerifier } from "../pipeline/outputs.ts";
import { requireReusableEngine } from "../pipeline/reusable-step.ts";
import { layoutOf } from "../statement/layout.ts";
import { generateSolidity } from "../statement/solidity.ts";
import type { StatementLayout } from "../statement/tensor.ts";
import type { G2Words } from "../verifier/facts.ts";

import type { Subject } from "./subject.ts";

/** What ONNX, settings and SRS give, made by the audit itself. */
export interface Rebuilt {
  settings: Settings;
  layout: StatementLayout;
  modelDigest: string;
  circuitSha256: string;
  vkSha256: string;
  /** Name of the verifier's contract. */
  contractName: string;
  verifier: string;
  statement: string;
  negG2: G2Words;
}

/**
 * Builds a verifier from nothing but the committed files and an SRS, without the pipeline's cache, state or store, so that nothing
 * that an earlier build left can speak for itself.
 * @throws EngineStepError and the other errors of an engine, VerifierShapeError, StatementLayoutError
 */
export async function rebuild(
  { own, input }: Subject,
  { settings, sha256 }: { settings: Settings; sha256: string },
  srs: { path: string },
  engine: Engine,
): Promise<Rebuilt> {
  const { config, name, pascalName, paths } = own;
  await engine.compile({ onnx: input.engineOnnx, settings: paths.settings, circuit: paths.circuit });
  await engine.setup({ circuit: paths.circuit, srs: srs.path, vk: paths.vk, pk: paths.pk });
  const keys = { vk: paths.vk, settings: paths.settings, srs: srs.path };
  await engine.verifierSource({ ...keys, source: paths.engineVerifier });
  if (config.verifier === "reusable") {
    requireReusableEngine(own);
    await engine.reusableVerifier({ ...keys, source: paths.reusableVerifier, vka: paths.vka });
  }
  const contractName = `${pascalName}Verifier`;
  const verifier = await renderVerifier(
    own,
    await readTextRequired(paths.engineVerifier, "the engine's verifier source"),
    { model: name, engineVersion: config.engine, contractName, where: name },
  );
  const layout = layoutOf({ model: name, settings, signature: input.signature, context: config.context });
  const digest = modelDigest({ onnxSha256: input.onnxSha256, settingsSha256: sha256 });
  return {
    settings,
    layout,
    modelDigest: digest,
    circuitSha256: await sha256File(paths.circuit),
    vkSha256: await sha256File(paths.vk),
    contractName,
    verifier: verifier.source,
    statement: generateSolidity(layout, { modelDigest: digest }),
    negG2: verifier.facts.negSG2,
  };
}
