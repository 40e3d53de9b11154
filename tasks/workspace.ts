import { join } from "node:path";

import type { HardhatConfig } from "hardhat/types/config";

import { silentReporter, type Reporter } from "../src/pipeline/report.ts";
import type { Workspace } from "../src/pipeline/workspace.ts";

/** The pipeline's view of a Hardhat project. */
export function workspaceOf(config: HardhatConfig, reporter: Reporter = silentReporter): Workspace {
  const { ezkl, paths, solidity } = config;
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
    // The highest version: what Hardhat takes for a verifier's open-ended pragma.
    solc: solidity.profiles["default"]?.compilers
      .map(({ version }) => version)
      .sort(compareVersions)
      .at(-1),
    timeoutSeconds: ezkl.timeoutSeconds,
    store: ezkl.store,
    reporter,
  };
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
