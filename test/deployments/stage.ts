import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { artifacts, config, network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { EzklError } from "../../src/errors/base.ts";
import { openBuilt } from "../../src/pipeline/built.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import type { DeploymentPlaces } from "../../tasks/deployments/places.ts";
import {
  deployVerifier,
  type DeployedVerifier,
  type VerifierOrder,
} from "../../tasks/ezkl/deploy/deploy-verifier.ts";
import { workspaceOf } from "../../tasks/workspace.ts";

export const MODEL = "trading-signal";

export interface Target {
  url: string;
  chainId?: number;
  accounts?: string[];
  /** Longest wait for an answer, milliseconds. */
  timeout?: number;
}

/** A project's deployments in a folder of their own, with the repository's own model. */
export interface Folder {
  path: string;
  places: DeploymentPlaces;
  deploy(target: Target, order?: Partial<VerifierOrder>): Promise<DeployedVerifier>;
  /** The records of a chain; undefined when there is no file. */
  records(chainId: number): Promise<Record<string, Record<string, unknown>> | undefined>;
  remove(): Promise<void>;
}

export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "hardhat-ezkl-deployments-"));
  const places = placesIn(path);
  return {
    path,
    places,
    deploy: async (target, order) => deployTo(target, { places, ...order }),
    records: async (chainId) => {
      const text = await readFile(join(places.records, `${chainId}.json`), "utf8").catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as Record<string, Record<string, unknown>>);
    },
    remove: async () => rm(path, { recursive: true, force: true }),
  };
}

export function placesIn(path: string): DeploymentPlaces {
  return {
    records: join(path, "deployments"),
    journals: join(path, "ignition", "deployments"),
    undertakings: join(path, "ignition", "undertakings"),
    types: join(path, "types"),
  };
}

/** Deploys as a task of its own would. */
export async function deployTo(target: Target, order: Partial<VerifierOrder>): Promise<DeployedVerifier> {
  const workspace = workspaceOf(config);
  const built = await openBuilt(workspace, await loadModel(workspace.paths, MODEL));
  return visit(target, async (connection) =>
    deployVerifier({ workspace, built, connection, artifacts, ...order }),
  );
}

export async function visit<T>(
  target: Target,
  work: (connection: NetworkConnection) => Promise<T>,
): Promise<T> {
  const connection = await network.create({ network: "localhost", override: { ...target } });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** How many contracts the chain has ever been given, by anybody or by one account. */
export async function contractsOn(target: Target, by?: string): Promise<number> {
  return visit(target, async ({ ethers }) => {
    let found = 0;
    for (let number = await ethers.provider.getBlockNumber(); number > 0; number--) {
      const block = await ethers.provider.getBlock(number, true);
      const created = block?.prefetchedTransactions.filter(({ to }) => to === null) ?? [];
      found += created.filter(({ from }) => by === undefined || from === by).length;
    }
    return found;
  });
}

export async function failsWith(code: string, work: Promise<unknown>): Promise<EzklError> {
  const error: unknown = await work.then(
    () => expect.fail(`expected ${code}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EzklError)) throw error;
  expect(error.code, error.message).to.equal(code);
  return error;
}
