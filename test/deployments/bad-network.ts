import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { network } from "hardhat";
import type { JsonRpcServer } from "hardhat/types/network";

import { outsideEnvironment } from "../helpers/project.ts";
import { Proxy } from "../helpers/rpc-proxy.ts";

import { contractsOn, makeFolder, MODEL, visit, type Folder, type Target } from "./stage.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const HARDHAT = join(REPOSITORY, "node_modules", "hardhat", "dist", "src", "cli.js");

export const CHAIN = 31337;
export const SEND = "eth_sendTransaction";

/** A node, the way to it through a proxy that does to requests what the test says, and a project's deployments. */
export interface BadNetwork {
  proxy: Proxy;
  bad: Target & { timeout: number };
  good: Target;
  folder: Folder;
  rpc: (method: string, params?: unknown[]) => Promise<unknown>;
  /** The verifier's deployment runs again on a sound network: it goes on, and there is one contract, on record. */
  goesOn: () => Promise<void>;
}

/** One for each test of the suite around it. */
export function useBadNetwork(): () => BadNetwork {
  let server: JsonRpcServer;
  let stage: BadNetwork;
  beforeEach(async () => {
    server = await network.createServer("default", "127.0.0.1", 0);
    const { address, port } = await server.listen();
    const good = { url: `http://${address}:${port}` };
    const proxy = new Proxy(good.url);
    const bad = { url: await proxy.listen(), timeout: 1_500 };
    const folder = await makeFolder();
    stage = {
      ...{ proxy, bad, good, folder },
      rpc: async (method, params = []) =>
        visit(good, async ({ provider }): Promise<unknown> => provider.request({ method, params })),
      goesOn: async () => {
        proxy.fate = () => "pass";
        const { address } = await folder.deploy(bad);
        expect(await contractsOn(good)).to.equal(1);
        const record = (await folder.records(CHAIN))?.[MODEL];
        expect(record).to.include({ address, contract: "TradingSignalVerifier" });
      },
    };
  });
  afterEach(async () => {
    await stage.proxy.close();
    await server.close();
    await stage.folder.remove();
  });
  return () => stage;
}

/** Runs one of `scripts/test-children` through the proxy, and kills it as soon as the chain has so many contracts. */
export async function killAt(
  { bad, good, folder }: BadNetwork,
  child: string,
  contracts: number,
  env: Record<string, string> = {},
): Promise<void> {
  const process_ = spawn(
    process.execPath,
    [HARDHAT, "run", "--no-compile", `scripts/test-children/${child}`],
    {
      cwd: REPOSITORY,
      env: { ...outsideEnvironment(), DEPLOY_URL: bad.url, DEPLOY_FOLDER: folder.path, ...env },
      stdio: "ignore",
    },
  );
  const ended = new Promise((resolve) => process_.once("close", (_code, signal) => resolve(signal)));
  while ((await contractsOn(good)) < contracts && process_.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 100));
  process_.kill("SIGKILL");
  expect(await ended).to.equal("SIGKILL");
}
