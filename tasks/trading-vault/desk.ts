import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import * as shared from "../samples/desk.ts";

import { VAULT } from "./dapp.ts";
import { VAULT_MEMORY, type RememberedVault } from "./memory.ts";

export { accountOf } from "../samples/desk.ts";

/** What every task works with: the project, the chain, and which vaults were created from here. */
export type Desk = shared.Desk<RememberedVault>;

/** Opens the network with its memory of vaults. */
export async function openDesk(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">,
): Promise<Desk> {
  return shared.openDesk(hre, VAULT_MEMORY);
}

/** A command that goes on from here, on the same network. */
export function nextCommand(desk: Pick<Desk, "connection" | "inProcess">, command: string): string {
  return shared.nextCommand(VAULT, desk, command);
}
