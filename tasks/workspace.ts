import { join } from "node:path";

import type { HardhatConfig } from "hardhat/types/config";

import { silentReporter, type Reporter } from "../src/pipeline/report.ts";
import type { Workspace } from "../src/pipeline/workspace.ts";

/** The pipeline's view of a Hardhat project. */
export function workspaceOf(config: HardhatConfig, reporter: Reporter = silentReporter): Workspace {
  const { ezkl, paths, solidity } = config;
  // The highest version: what Hardhat takes for a verifier's open-ended pragma.
  const compiler = [...(solidity.profiles["default"]?.compilers ?? [])]
    .sort((a, b) => compareVersions(a.version, b.version))
    .at(-1);
  return {
    paths: {
      models: ezkl.models,
      output: join(paths.cache, "ezkl"),
      generated: ezkl.generated,
      types: ezkl.types,
    },
    srs: { project: ezkl.srs, cacheDir: ezkl.cacheDir, choice: ezkl.defaultSrs },
    cacheDir: ezkl.cacheDir,
    coreImport: ezkl.coreImport,
    solc: compiler?.version,
    solcSettings:
      compiler === undefined ? undefined : settingsThatMatter(compiler.settings as Record<string, unknown>),
    timeoutSeconds: ezkl.timeoutSeconds,
    store: ezkl.store,
    reporter,
  };
}

function settingsThatMatter({
  outputSelection: _,
  ...settings
}: Record<string, unknown>): Record<string, unknown> {
  return settings;
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
