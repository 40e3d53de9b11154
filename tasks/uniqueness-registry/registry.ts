import { findDeployed } from "../samples/find.ts";

import { REGISTRY } from "./dapp.ts";
import type { Desk } from "./desk.ts";
import type { RememberedRegistry } from "./memory.ts";
import { openRegistry, type OpenRegistry } from "./open-registry.ts";

/** A registry on the connected chain. */
export interface Registry extends OpenRegistry {
  /** What is remembered of it, when it was created from here. */
  remembered: RememberedRegistry | undefined;
}

/**
 * The registry that is named, or else the one last created from here on this chain.
 * @throws NoneDeployedError, GoneError, OtherContractError
 */
export async function findRegistry(desk: Desk, named: string | undefined): Promise<Registry> {
  const deployed = await findDeployed(REGISTRY, desk, named, ({ registry }) => registry);
  const recalled = await desk.memory.recall(desk.chainId);
  const remembered = recalled?.registry === deployed.address ? recalled : undefined;
  const open = await openRegistry(deployed, desk.connection.ethers.provider, remembered?.block);
  return { ...open, remembered };
}
