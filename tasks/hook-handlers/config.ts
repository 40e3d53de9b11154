import type { ConfigHooks } from "hardhat/types/hooks";

import { resolveEzklConfig } from "../config/resolve.ts";
import { validateEzklConfig } from "../config/schema.ts";
import { MEASURING_NETWORK, MEASURING_NETWORK_CONFIG } from "../evm/network.ts";

export default async (): Promise<Partial<ConfigHooks>> => ({
  extendUserConfig: async (config, next) => {
    const extended = await next(config);
    return { ...extended, networks: { ...extended.networks, [MEASURING_NETWORK]: MEASURING_NETWORK_CONFIG } };
  },
  validateUserConfig: async (config) => validateEzklConfig(config),
  resolveUserConfig: async (userConfig, resolveVariable, next) => {
    const resolved = await next(userConfig, resolveVariable);
    return { ...resolved, ezkl: resolveEzklConfig(userConfig.ezkl, resolved.paths.root) };
  },
});
