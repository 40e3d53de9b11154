import type { HookContext, NetworkHooks } from "hardhat/types/hooks";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { EzklConnection } from "../connection/types.ts";

// Inside of the method below the compiler would leave the .ts ending as it is, and the published package would not load.
const load = { connection: async () => import("../connection/create.ts") };

export default async (): Promise<Partial<NetworkHooks>> => ({
  async newConnection<ChainTypeT extends ChainType | string>(
    context: HookContext,
    next: (nextContext: HookContext) => Promise<NetworkConnection<ChainTypeT>>,
  ) {
    const connection = await next(context);
    const { createEzklConnection } = await load.connection();
    let created: EzklConnection | undefined;
    Object.defineProperty(connection, "ezkl", {
      enumerable: true,
      configurable: true,
      get: () => (created ??= createEzklConnection(context, connection)),
    });
    return connection;
  },
});
