import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import * as shared from "../samples/desk.ts";

import { CONTEST } from "./dapp.ts";
import { CONTEST_MEMORY, type RememberedContest } from "./memory.ts";

export { accountOf } from "../samples/desk.ts";

/** What every task works with: the project, the chain, and which contests were opened from here. */
export type Desk = shared.Desk<RememberedContest>;

/** Opens the network with its memory of contests. */
export async function openDesk(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">,
): Promise<Desk> {
  return shared.openDesk(hre, CONTEST_MEMORY);
}

/** A command that goes on from here, on the same network. */
export function nextCommand(desk: Pick<Desk, "connection" | "inProcess">, command: string): string {
  return shared.nextCommand(CONTEST, desk, command);
}
