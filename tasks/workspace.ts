import { join } from "node:path";

import type { HardhatConfig } from "hardhat/types/config";

import { silentReporter, type Reporter } from "../src/pipeline/report.ts";
import type { Workspace } from "../src/pipeline/workspace.ts";

/** The pipeline's view of a Hardhat project. */
export function workspaceOf(config: HardhatConfig, reporter: Reporter = silentReporter): Workspace {
  const { ezkl, paths } = config;
  return {
    paths: {
      models: ezkl.models,
      output: join(paths.cache, "ezkl"),
      generated: ezkl.generated,
      types: ezkl.types,
    },
    srs: { project: ezkl.srs, cacheDir: ezkl.cacheDir },
    cacheDir: ezkl.cacheDir,
    coreImport: ezkl.coreImport,
    timeoutSeconds: ezkl.timeoutSeconds,
    reporter,
  };
}
