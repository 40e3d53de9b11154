import { resolve } from "node:path";

import { userCacheDir } from "../../src/pipeline/cache-dir.ts";

import type { EzklConfig, EzklUserConfig } from "./types.ts";

/** Fills in the defaults and makes every path absolute. */
export function resolveEzklConfig(user: EzklUserConfig | undefined, root: string): EzklConfig {
  const config = user ?? {};
  return {
    models: (config.models ?? ["models"]).map((directory) => resolve(root, directory)),
    generated: resolve(root, config.generated ?? "contracts/generated"),
    types: resolve(root, config.types ?? "types/ezkl"),
    srs: resolve(root, config.srs ?? "srs"),
    defaultSrs: config.defaultSrs,
    cacheDir: config.cacheDir === undefined ? userCacheDir() : resolve(root, config.cacheDir),
    coreImport: config.coreImport ?? "hardhat-ezkl/core",
    timeoutSeconds: config.timeoutSeconds ?? 3600,
  };
}
