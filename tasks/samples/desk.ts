import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";

import { join } from "node:path";

import type { Workspace } from "../../src/pipeline/workspace.ts";
import { chainIdOf } from "../connection/context.ts";
import { placesFor, placesIn, type DeploymentPlaces } from "../deployments/places.ts";
import { terminalReporter } from "../ui/reporter.ts";
import { workspaceOf } from "../workspace.ts";

import { chooseAccount } from "./chain/account.ts";
import { commandOf, type Dapp } from "./dapp.ts";
import { fileMemory, processMemory, type Memory, type MemoryFormat } from "./memory.ts";

/** What every task of a dapp works with: the project, the chain, and what was deployed from here. */
export interface Desk<Entry = unknown> {
  workspace: Workspace;
  artifacts: HardhatRuntimeEnvironment["artifacts"];
  connection: NetworkConnection;
  chainId: bigint;
  memory: Memory<Entry>;
  /** Folder of files that may be lost. */
  cache: string;
  /** Where deployments are recorded; nowhere for a chain that ends with the process. */
  places?: DeploymentPlaces | undefined;
  /** The chain lives in this process only: what is done there ends with it. */
  inProcess: boolean;
}

/** What `openDesk` must know about a dapp's memory. */
export interface DeskMemory<Entry> extends MemoryFormat<Entry> {
  /** File name in the project's cache. */
  file: string;
  /** Memories of the chains inside of this process, by connection. */
  inProcess: WeakMap<object, Memory<Entry>>;
}

/**
 * Opens the network. One connection serves all tasks of a process, so that scripts and tests can run one after the other on a
 * chain that lives in it.
 */
export async function openDesk<Entry>(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">,
  memory: DeskMemory<Entry>,
): Promise<Desk<Entry>> {
  const connection = await hre.network.getOrCreate();
  const inProcess = connection.networkConfig.type === "edr-simulated";
  return {
    workspace: workspaceOf(hre.config, terminalReporter()),
    artifacts: hre.artifacts,
    connection,
    chainId: await chainIdOf(connection),
    memory: inProcess
      ? memoryInProcess(memory, connection)
      : fileMemory(memory, join(hre.config.paths.cache, memory.file)),
    cache: hre.config.paths.cache,
    places: placesFor(hre.config, connection),
    inProcess,
  };
}

/** A desk on a node, with everything that is written there in one folder: what the project knows of its own deployments stays as it is. */
export async function openDeskIn<Entry>(
  folder: string,
  { config, artifacts }: Pick<HardhatRuntimeEnvironment, "config" | "artifacts">,
  connection: NetworkConnection,
  memory: DeskMemory<Entry>,
): Promise<Desk<Entry>> {
  return {
    ...{ artifacts, connection, cache: folder, inProcess: false },
    chainId: await chainIdOf(connection),
    workspace: workspaceOf(config),
    places: placesIn(folder),
    memory: fileMemory(memory, join(folder, memory.file)),
  };
}

/** The account that acts. @throws InputInvalidError when the network has no such account */
export async function accountOf(
  { connection }: Pick<Desk, "connection">,
  wanted: string | undefined,
): Promise<HardhatEthersSigner> {
  return chooseAccount(await connection.ethers.getSigners(), wanted);
}

/** A command that goes on from here, on the same network. */
export function nextCommand(
  dapp: Pick<Dapp, "scope">,
  { connection, inProcess }: Pick<Desk, "connection" | "inProcess">,
  command: string,
): string {
  return `Next: ${commandOf(dapp, command)}${inProcess ? "" : ` --network ${connection.networkName}`}`;
}

function memoryInProcess<Entry>(
  { inProcess }: DeskMemory<Entry>,
  connection: NetworkConnection,
): Memory<Entry> {
  const memory = inProcess.get(connection) ?? processMemory<Entry>();
  inProcess.set(connection, memory);
  return memory;
}
