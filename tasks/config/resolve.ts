import { join, resolve } from "node:path";

import { userCacheDir } from "../../src/pipeline/cache-dir.ts";

import type { EzklConfig, EzklStoreConfig, EzklUserConfig } from "./types.ts";

const QUOTA_BYTES = 20e9;

/** Fills in the defaults and makes every path absolute. */
export function resolveEzklConfig(user: EzklUserConfig | undefined, root: string): EzklConfig {
  const config = user ?? {};
  const cacheDir = config.cacheDir === undefined ? userCacheDir() : resolve(root, config.cacheDir);
  return {
    models: (config.models ?? ["models"]).map((directory) => resolve(root, directory)),
    generated: resolve(root, config.generated ?? "contracts/generated"),
    types: resolve(root, config.types ?? "types/ezkl"),
    srs: resolve(root, config.srs ?? "srs"),
    defaultSrs: config.defaultSrs,
    cacheDir,
    coreImport: config.coreImport ?? "hardhat-ezkl/core",
    timeoutSeconds: config.timeoutSeconds ?? 3600,
    store: resolveStore(config.store ?? {}, root, cacheDir),
  };
}

function resolveStore(
  store: Exclude<EzklUserConfig["store"], undefined>,
  root: string,
  cacheDir: string,
): EzklStoreConfig | undefined {
  if (store === false) return undefined;
  const { directory, shared, quotaBytes = QUOTA_BYTES } = store;
  return {
    directory: directory === undefined ? join(cacheDir, "store") : resolve(root, directory),
    shared: shared === undefined || /^https?:\/\//.test(shared) ? shared : resolve(root, shared),
    quotaBytes,
  };
}
