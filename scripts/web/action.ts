import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { createServer } from "vite";

import { buildModel } from "../../src/pipeline/build.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { compile } from "../../tasks/ezkl/build/task-action.ts";
import { forHardhat } from "../../tasks/task-result.ts";
import { terminalReporter } from "../../tasks/ui/reporter.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { webConfig } from "../../web/config.ts";

import { optionsFor } from "./options.ts";
import { tellWorld } from "./tell.ts";
import { openWorld } from "./world.ts";
import { print } from "../../tasks/ui/shown.ts";

interface WebArguments {
  port: number;
  nodePort: number;
  open: boolean;
}

/** Models that the samples stand on. */
export const MODELS = ["singing-judge", "biometric-code", "trading-signal"];

const action: NewTaskActionFunction<WebArguments> = async (args, hre) => {
  try {
    await web(args, hre);
  } catch (error) {
    throw forHardhat(error);
  }
};

/** Serves the page until it is interrupted. */
async function web({ port, nodePort, open }: WebArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await buildModels(hre);
  const world = await openWorld(hre, nodePort);
  try {
    const server = await createServer(webConfig(await optionsFor(world)));
    try {
      await server.listen(port);
      print(tellWorld(world, server.resolvedUrls?.local[0] ?? ""));
      if (open) server.openBrowser();
      await interrupted();
    } finally {
      await server.close();
    }
  } finally {
    await world.close();
  }
}

/** Circuits, keys and contracts, made where they are missing. */
export async function buildModels(hre: Pick<HardhatRuntimeEnvironment, "config" | "tasks">): Promise<void> {
  const workspace = workspaceOf(hre.config, terminalReporter());
  for (const name of MODELS) await buildModel(workspace, await loadModel(workspace.paths, name));
  await compile(workspace, hre);
}

async function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

export default action;
