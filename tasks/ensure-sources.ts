import type { HardhatConfig } from "hardhat/types/config";

import { writeDeploymentsModule } from "../src/deployments/module.ts";
import { buildModel } from "../src/pipeline/build.ts";
import { listModels, loadModel } from "../src/pipeline/model.ts";
import { sourcesAreCurrent } from "../src/pipeline/sources.ts";
import { writeTypesIndex } from "../src/pipeline/types-index.ts";

import { deploymentPlaces } from "./deployments/places.ts";
import { terminalReporter } from "./ui/reporter.ts";
import { workspaceOf } from "./workspace.ts";

/**
 * Builds each model whose generated sources are missing or not those of its manifest; sources that are current need no engine.
 * @returns the generated Solidity files of all models
 */
export async function ensureSources(config: HardhatConfig): Promise<string[]> {
  const workspace = workspaceOf(config, terminalReporter());
  const files: string[] = [];
  for (const name of (await listModels(workspace.paths)).keys()) {
    const model = await loadModel(workspace.paths, name);
    if (!(await sourcesAreCurrent(workspace, model))) await buildModel(workspace, model);
    files.push(model.paths.statement, model.paths.verifier);
  }
  await writeTypesIndex(workspace.paths);
  const { records, types } = deploymentPlaces(config);
  await writeDeploymentsModule(records, types);
  return files;
}
