import type { ConfigHooks } from "hardhat/types/hooks";

import { resolveEzklConfig } from "../config/resolve.ts";
import { validateEzklConfig } from "../config/schema.ts";

export default async (): Promise<Partial<ConfigHooks>> => ({
  validateUserConfig: async (config) => validateEzklConfig(config),
  resolveUserConfig: async (userConfig, resolveVariable, next) => {
    const resolved = await next(userConfig, resolveVariable);
    return { ...resolved, ezkl: resolveEzklConfig(userConfig.ezkl, resolved.paths.root) };
  },
});
