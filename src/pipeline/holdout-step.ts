import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { parseArtifact } from "../artifacts/parse.ts";
import type { Settings } from "../artifacts/settings.ts";

import type { CircuitInput } from "./circuit-input.ts";
import { readTextRequired, sha256, writeFileAtomic } from "./files.ts";
import { checkHoldout, type HoldoutResult } from "./holdout.ts";
import type { Model } from "./model.ts";
import { reported } from "./report.ts";
import { fingerprintOf, runStep, type StepRecord } from "./state.ts";
import type { LazyEngine, Workspace } from "./workspace.ts";

const resultSchema = z.object({ samples: z.number(), maxAbsError: z.number() }).strict();

/** The hold-out check as a cached step; null for a model without a hold-out set. */
export async function holdoutStep(
  workspace: Workspace,
  model: Model,
  engine: LazyEngine,
  input: CircuitInput,
  settings: Settings,
  circuit: { record: StepRecord; cached: boolean },
): Promise<HoldoutResult | null> {
  const { holdout } = model.config;
  if (holdout === undefined) return null;
  const file = join(model.directory, holdout.file);
  const result = join(model.paths.output, "holdout.json");
  await reported(workspace.reporter, model.name, "holdout", async () =>
    runStep({
      statePath: model.paths.state,
      name: "holdout",
      fingerprint: fingerprintOf({
        circuit: circuit.record.fingerprint,
        data: sha256(await readFile(file).catch(() => Buffer.alloc(0))),
        limit: holdout.maxAbsError,
      }),
      outputs: { result },
      make: async (temporary) => {
        const found = await checkHoldout(model, await engine.get(), settings, input.signature);
        await writeFileAtomic(temporary.result, JSON.stringify(found));
      },
    }),
  );
  return parseArtifact(
    resultSchema,
    "hold-out result",
    await readTextRequired(result, "the hold-out result"),
    result,
  );
}
