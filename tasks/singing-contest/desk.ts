import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";

import { join } from "node:path";

import type { Workspace } from "../../src/pipeline/workspace.ts";
import { chainIdOf } from "../connection/context.ts";
import { terminalReporter } from "../ui/reporter.ts";
import { workspaceOf } from "../workspace.ts";

import { chooseAccount } from "./chain/account.ts";
import { fileMemory, processMemory, type ContestMemory } from "./memory.ts";

/** What every task works with: the project, the chain, and which contests were opened from here. */
export interface Desk {
  workspace: Workspace;
  artifacts: HardhatRuntimeEnvironment["artifacts"];
  connection: NetworkConnection;
  chainId: bigint;
  memory: ContestMemory;
  /** The chain lives in this process only: what is done there ends with it. */
  inProcess: boolean;
}

/** Chains inside of this process and the contests on them. */
const inProcessMemories = new WeakMap<object, ContestMemory>();

/**
 * Opens the network. One connection serves all tasks of a process, so that scripts and tests can run one after the other on a
 * chain that lives in it.
 */
export async function openDesk(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">,
): Promise<Desk> {
  const connection = await hre.network.getOrCreate();
  const inProcess = connection.networkConfig.type === "edr-simulated";
  return {
    workspace: workspaceOf(hre.config, terminalReporter()),
    artifacts: hre.artifacts,
    connection,
    chainId: await chainIdOf(connection),
    memory: inProcess
      ? memoryInProcess(connection)
      : fileMemory(join(hre.config.paths.cache, "contests.json")),
    inProcess,
  };
}

/** The account that acts. @throws InputInvalidError when the network has no such account */
export async function accountOf(
  { connection }: Desk,
  wanted: string | undefined,
): Promise<HardhatEthersSigner> {
  return chooseAccount(await connection.ethers.getSigners(), wanted);
}

/** A command that goes on from here, on the same network. */
export function nextCommand({ connection, inProcess }: Desk, command: string): string {
  return `Next: npx hardhat contest ${command}${inProcess ? "" : ` --network ${connection.networkName}`}`;
}

function memoryInProcess(connection: NetworkConnection): ContestMemory {
  const memory = inProcessMemories.get(connection) ?? processMemory();
  inProcessMemories.set(connection, memory);
  return memory;
}
