import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { JsonRpcServer, NetworkConnection } from "hardhat/types/network";

import { DEVELOPMENT_CHAIN } from "../../src/deployments/local-chains.ts";
import { openDeskIn } from "../../tasks/samples/desk.ts";
import type { Desk as ContestDesk } from "../../tasks/singing-contest/desk.ts";
import { CONTEST_MEMORY } from "../../tasks/singing-contest/memory.ts";
import type { Desk as VaultDesk } from "../../tasks/trading-vault/desk.ts";
import { VAULT_MEMORY } from "../../tasks/trading-vault/memory.ts";
import type { Desk as RegistryDesk } from "../../tasks/uniqueness-registry/desk.ts";
import { REGISTRY_MEMORY } from "../../tasks/uniqueness-registry/memory.ts";

import { deploySamples } from "./samples.ts";

/** What a world is made with. */
export type Project = Pick<HardhatRuntimeEnvironment, "config" | "network" | "artifacts">;

/** A desk for each sample, on the same node. */
export interface Desks {
  contest: ContestDesk;
  registry: RegistryDesk;
  vault: VaultDesk;
}

/** A local chain with the samples on it, and nothing in the project that tells of it. */
export interface World {
  /** URL of the node. */
  rpc: string;
  chainId: number;
  /** Folder of its records. */
  deployments: string;
  connection: NetworkConnection;
  desks: Desks;
  close(): Promise<void>;
}

/** Starts a node on the loopback and deploys the samples by the functions of their tasks. @param nodePort where it is taken, or 0: any that is free */
export async function openWorld(project: Project, nodePort = 0): Promise<World> {
  const { server, rpc } = await listen(project, nodePort);
  const folder = await mkdtemp(join(tmpdir(), "web-"));
  const connection = await project.network.create({ network: "localhost", override: { url: rpc } });
  const close = async (): Promise<void> => {
    await connection.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const desks: Desks = {
      contest: await openDeskIn(folder, project, connection, CONTEST_MEMORY),
      registry: await openDeskIn(folder, project, connection, REGISTRY_MEMORY),
      vault: await openDeskIn(folder, project, connection, VAULT_MEMORY),
    };
    await deploySamples(desks);
    const deployments = desks.contest.places?.records ?? folder;
    return { rpc, chainId: Number(DEVELOPMENT_CHAIN), deployments, connection, desks, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(
  { network }: Pick<Project, "network">,
  wanted: number,
): Promise<{ server: JsonRpcServer; rpc: string }> {
  const server = await network.createServer("default", "127.0.0.1", wanted);
  try {
    const { address, port } = await server.listen();
    return { server, rpc: `http://${address}:${port}` };
  } catch (error) {
    await server.close();
    if (wanted !== 0 && (error as NodeJS.ErrnoException).code === "EADDRINUSE") return listen({ network }, 0);
    throw error;
  }
}
