import { join } from "node:path";
import { readFile } from "node:fs/promises";

import { z } from "zod";

import { checkOutput } from "../../../../src/pipeline/built.ts";
import { sha256File, writeFileAtomic } from "../../../../src/pipeline/files.ts";
import { holdoutDifferences, type HoldoutDifferences } from "../../../../src/pipeline/holdout.ts";
import { fingerprintOf } from "../../../../src/pipeline/state.ts";
import { LazyEngine, type Workspace } from "../../../../src/pipeline/workspace.ts";

import type { ModelFacts } from "./model.ts";

/** How the circuit differs from the float model on the hold-out; or why that is not known. */
export type Errors = HoldoutDifferences | { missing: string };

const keptSchema = z.object({
  fingerprint: z.string(),
  samples: z.number().int().positive(),
  differences: z.array(z.number()),
});

/**
 * Runs the circuit on the model's hold-out, once for each circuit and hold-out: the answer is kept beside the circuit.
 * @throws ArtifactDamagedError when the circuit is not what the build recorded
 */
export async function errorsOf(
  workspace: Workspace,
  { model, built, notBuilt }: ModelFacts,
): Promise<Errors> {
  const { holdout } = model.config;
  if (holdout === undefined) return { missing: 'The model has no hold-out set ("holdout" in model.json).' };
  if (built === null) return { missing: `${notBuilt} Build it first: npx hardhat ezkl build ${model.name}` };
  await checkOutput(built, "circuit", "circuit", model.paths.circuit);
  const fingerprint = fingerprintOf({
    circuit: built.state["circuit"]?.outputs["circuit"]?.sha256,
    holdout: await sha256File(join(model.directory, holdout.file)).catch(() => ""),
  });
  const path = join(model.paths.output, "differences.json");
  const kept = await readKept(path);
  if (kept?.fingerprint === fingerprint) return kept;
  const engine = new LazyEngine(workspace, model.config.engine, model.name);
  try {
    const found = await holdoutDifferences(model, await engine.get(), built.settings, built.signature);
    if (found === null) throw new TypeError("a hold-out set was named above");
    await writeFileAtomic(path, JSON.stringify({ fingerprint, ...found }), { durable: false });
    return found;
  } finally {
    await engine.close();
  }
}

/** An unreadable file is none: the circuit is then asked again. */
async function readKept(path: string): Promise<z.infer<typeof keptSchema> | undefined> {
  try {
    return keptSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}
