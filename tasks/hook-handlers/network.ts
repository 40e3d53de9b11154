import type { HookContext, NetworkHooks } from "hardhat/types/hooks";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { EzklConnection } from "../connection/types.ts";

export default async (): Promise<Partial<NetworkHooks>> => ({
  async newConnection<ChainTypeT extends ChainType | string>(
    context: HookContext,
    next: (nextContext: HookContext) => Promise<NetworkConnection<ChainTypeT>>,
  ) {
    const connection = await next(context);
    const { createEzklConnection } = await import("../connection/create.ts");
    let created: EzklConnection | undefined;
    Object.defineProperty(connection, "ezkl", {
      enumerable: true,
      configurable: true,
      get: () => (created ??= createEzklConnection(context, connection)),
    });
    return connection;
  },
});
