import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { Model } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";

import { measureCode } from "./facts/code.ts";
import { errorsOf } from "./facts/errors.ts";
import { estimateOf } from "./facts/estimate.ts";
import { gasFigures } from "./facts/gas.ts";
import { readFacts } from "./facts/model.ts";
import { sizesOf } from "./facts/sizes.ts";
import type { ModelReport } from "./report.ts";
import { placesOf } from "./snippet/places.ts";

/** Reads and measures all that a model's page says. */
export async function collectReport(
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">,
  model: Model,
): Promise<ModelReport> {
  const facts = await readFacts(workspace, model);
  const estimate = estimateOf(facts);
  const code = await measureCode(hre, facts);
  const { root, sources } = hre.config.paths;
  return {
    ...facts,
    ...{ code, estimate },
    gas: gasFigures(facts, code, estimate),
    sizes: sizesOf(facts, code, estimate),
    errors: await errorsOf(workspace, facts),
    places: placesOf(model, { root, contracts: sources.solidity[0] ?? root }),
  };
}
