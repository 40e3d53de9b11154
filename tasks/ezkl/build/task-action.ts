import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { EzklError } from "../../../src/errors/base.ts";
import { buildModel, type BuildOptions, type BuiltModel } from "../../../src/pipeline/build.ts";
import { listModels, loadModel } from "../../../src/pipeline/model.ts";
import { reported } from "../../../src/pipeline/report.ts";
import { writeTypesIndex } from "../../../src/pipeline/types-index.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { requireDeployable, verifierCode, type VerifierCode } from "../../verifier-code.ts";
import { workspaceOf } from "../../workspace.ts";

interface BuildArguments extends Required<BuildOptions> {
  models: string[];
  json: boolean;
}

const action: NewTaskActionFunction<BuildArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => build(args, workspaceOf(hre.config, terminalReporter()), hre));

/** Builds the named models, all when none is named, then compiles the project's Solidity and its types. */
export async function build(
  { models, ...options }: Omit<BuildArguments, "json">,
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "tasks" | "artifacts">,
): Promise<TaskOutput> {
  const names = models.length > 0 ? models : [...(await listModels(workspace.paths)).keys()];
  const built: BuiltModel[] = [];
  for (const name of names)
    built.push(await buildModel(workspace, await loadModel(workspace.paths, name), options));
  await writeTypesIndex(workspace.paths);
  if (names.length > 0) await compile(workspace, hre);

  const rows = await Promise.all(
    built.map(async ({ model, manifest, cached }) => {
      const code = await verifierCode(hre.artifacts, model);
      warnOfUndeployable(code, model.name, workspace);
      const { contractName, codeHash, runtimeBytes } = code;
      return { ...manifest, cached, verifier: { contractName, codeHash, runtimeBytes } };
    }),
  );
  return { json: { models: rows }, text: MESSAGES.built(names) };
}

/** A verifier that cannot be deployed may still be studied and tuned: the deployment refuses it, the build tells. */
function warnOfUndeployable(code: VerifierCode, model: string, { reporter }: Workspace): void {
  try {
    requireDeployable(code);
  } catch (error) {
    if (!(error instanceof EzklError)) throw error;
    reporter.note(model, `${error.what}; ${error.remedy}`);
  }
}

/** Hardhat's own compile, told like the other steps. */
export async function compile(
  { reporter }: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "tasks">,
): Promise<void> {
  await reported(reporter, "project", "solidity", async () => {
    await hre.tasks.getTask("build").run({ quiet: true });
    return { cached: false };
  });
}

export default action;
