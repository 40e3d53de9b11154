import { readFile } from "node:fs/promises";

import { ReusableEngineError } from "../errors/reusable.ts";
import { REUSABLE_ENGINE, renderReusable } from "../reusable/index.ts";
import type { HardenOptions } from "../verifier/engine-source.ts";
import type { HardenedVerifier } from "../verifier/harden.ts";

import { readTextRequired } from "./files.ts";
import type { Model } from "./model.ts";
import type { SrsFile } from "../srs/file.ts";
import { fingerprintOf, type StepOptions } from "./state.ts";
import type { LazyEngine } from "./workspace.ts";

/** The step that makes the engine's reusable verifier and the circuit's artifact for it. */
export function reusableStep(
  { paths }: Model,
  engine: LazyEngine,
  srs: SrsFile,
  keyOrigin: Readonly<Record<string, unknown>>,
): Pick<StepOptions<"source" | "vka">, "fingerprint" | "outputs" | "make"> {
  return {
    fingerprint: fingerprintOf(keyOrigin),
    outputs: { source: paths.reusableVerifier, vka: paths.vka },
    make: async (temporary) =>
      (await engine.get()).reusableVerifier({
        vk: paths.vk,
        settings: paths.settings,
        srs: srs.path,
        source: temporary.source,
        vka: temporary.vka,
      }),
  };
}

/** @throws ReusableEngineError before anything is made for an engine whose reusable verifier is wrong */
export function requireReusableEngine({ name, config }: Model): void {
  if (config.engine !== REUSABLE_ENGINE) throw new ReusableEngineError(name, config.engine, REUSABLE_ENGINE);
}

/** The verifier of a model that asks for the reusable one, from what that step made. */
export async function reusableSource(
  { paths }: Model,
  ownSource: string,
  options: HardenOptions,
): Promise<HardenedVerifier> {
  return renderReusable({
    ...options,
    where: paths.vka,
    ownSource,
    reusableSource: await readTextRequired(paths.reusableVerifier, "the engine's reusable verifier"),
    vka: await readFile(paths.vka),
  });
}
