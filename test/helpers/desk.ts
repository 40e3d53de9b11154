import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { artifacts, config, hooks, network } from "hardhat";
import type { JsonRpcServer } from "hardhat/types/network";

import { makeSteady } from "../../scripts/demo/steady-chain.ts";
import { openDeskIn, type Desk, type DeskMemory } from "../../tasks/samples/desk.ts";
import { processMemory } from "../../tasks/samples/memory.ts";
import { workspaceOf } from "../../tasks/workspace.ts";

/** A chain of its own in this process, the same each time up to the first proof, and a desk on it like the one that a task opens. */
export interface DeskStage<Entry> {
  desk: Desk<Entry>;
  /** A folder of its own, removed when it closes. */
  folder: string;
  /** Address of the network's account of this number. */
  address(account: number): Promise<string>;
  close(): Promise<void>;
}

/** @param name of the sample, for the folder */
export async function openStage<Entry>(name: string, chainId: number): Promise<DeskStage<Entry>> {
  const connection = await network.create({ network: "demo", override: { chainId } });
  const endSteady = await makeSteady({ hooks }, connection);
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  return {
    folder,
    desk: {
      ...{ artifacts, connection, chainId: BigInt(chainId), cache: folder, inProcess: true },
      workspace: workspaceOf(config),
      memory: processMemory(),
    },
    address: async (account) => (await connection.ethers.getSigners())[account]?.address ?? "",
    close: async () => {
      endSteady();
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A node over HTTP, visited by tasks as processes of their own would: each with its connection, all with the memory in one file. */
export interface NodeStage<Entry> {
  folder: string;
  /** Starts the node, anew when it runs already; its URL. */
  start(): Promise<string>;
  visit<T>(work: (desk: Desk<Entry>) => Promise<T>, url: string): Promise<T>;
  close(): Promise<void>;
}

/** @param name of the sample, for the folder */
export async function openNodeStage<Entry>(
  name: string,
  format: DeskMemory<Entry>,
): Promise<NodeStage<Entry>> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-node-`));
  let server: JsonRpcServer | undefined;
  return {
    folder,
    start: async () => {
      await server?.close();
      server = await network.createServer("default", "127.0.0.1", 0);
      const { address, port } = await server.listen();
      return `http://${address}:${port}`;
    },
    visit: async (work, url) => visitNode(folder, format, { url }, work),
    close: async () => {
      await server?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Works on a node as a task of its own would, with everything that it writes in one folder. */
export async function visitNode<Entry, T>(
  folder: string,
  format: DeskMemory<Entry>,
  target: { url: string; chainId?: number | undefined; accounts?: string[]; timeout?: number },
  work: (desk: Desk<Entry>) => Promise<T>,
): Promise<T> {
  const connection = await network.create({ network: "localhost", override: target });
  try {
    return await work(await openDeskIn(folder, { config, artifacts }, connection, format));
  } finally {
    await connection.close();
  }
}
