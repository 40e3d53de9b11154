import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import * as shared from "../samples/desk.ts";

import { REGISTRY } from "./dapp.ts";
import { REGISTRY_MEMORY, type RememberedRegistry } from "./memory.ts";

export { accountOf } from "../samples/desk.ts";

/** What every task works with: the project, the chain, and which registries were created from here. */
export type Desk = shared.Desk<RememberedRegistry>;

/** Opens the network with its memory of registries. */
export async function openDesk(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">,
): Promise<Desk> {
  return shared.openDesk(hre, REGISTRY_MEMORY);
}

/** A command that goes on from here, on the same network. */
export function nextCommand(desk: Pick<Desk, "connection" | "inProcess">, command: string): string {
  return shared.nextCommand(REGISTRY, desk, command);
}
