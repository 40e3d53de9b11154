import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { toQuantity, type ContractFactory, type Result } from "ethers";

import { DeploymentStoppedError } from "../../../src/errors/deployment.ts";
import { decodeArguments, encodeArguments } from "../../deployments/constructor-arguments.ts";
import { deployRecorded } from "../../deployments/deploy-recorded.ts";
import type { Undertaking } from "../../deployments/undertaking.ts";
import type { Dapp } from "../dapp.ts";
import type { Desk } from "../desk.ts";
import { RefusedError } from "../errors.ts";

import { explainFailure } from "./explain.ts";

/** A contract that is to be deployed. */
export interface Creation {
  /** Its name in Solidity. */
  contract: string;
  factory: ContractFactory;
  from: HardhatEthersSigner;
  /** What its constructor takes as of this moment. */
  args: () => Promise<readonly unknown[]>;
}

/** A contract that was deployed. */
export interface Deployment {
  address: string;
  block: number;
  hash: string | undefined;
  gas: bigint;
  /** What its constructor was given: by an earlier run, where one had sent it. */
  args: Result;
}

type Chain = Pick<Desk, "connection" | "chainId" | "artifacts" | "places">;

/**
 * Deploys and waits; on a chain that outlives this process, once, and records it.
 * @throws RefusedError when the constructor refuses, FundsError, TransactionError, and the errors of `deployRecorded`
 */
export async function deploy(
  dapp: Dapp,
  chain: Chain,
  undertaking: Undertaking,
  creation: Creation,
): Promise<Deployment> {
  const { factory, from } = creation;
  const explain = (error: unknown): unknown =>
    explainFailure(dapp, error, factory.interface, creationBy(from), from.address);
  const { places } = chain;
  if (places === undefined)
    return deployInProcess(creation).catch((error: unknown) => {
      throw explain(error);
    });
  try {
    const landed = await deployRecorded({ ...chain, ...creation, places }, undertaking);
    const { address, blockNumber: block, transactionHash: hash, gas, args } = landed;
    return { address, block, hash, gas, args };
  } catch (error) {
    const cause = error instanceof DeploymentStoppedError ? error.cause : undefined;
    const refusal = cause === undefined ? undefined : explain(cause);
    throw refusal instanceof RefusedError ? refusal : error;
  }
}

/** Where the chain ends with this process there is nothing to go on with. */
async function deployInProcess({ factory, args }: Creation): Promise<Deployment> {
  const given = await args();
  const contract = await factory.deploy(...given);
  const receipt = await contract.deploymentTransaction()?.wait();
  const { fragments } = factory.interface;
  return {
    address: await contract.getAddress(),
    block: receipt?.blockNumber ?? 0,
    hash: receipt?.hash,
    gas: receipt?.gasUsed ?? 0n,
    args: decodeArguments(fragments, encodeArguments(fragments, given)),
  };
}

/** Contracts that are not there yet, as a call may be told to see them: runtime code by address. */
export type Imagined = Readonly<Record<string, string>>;

/**
 * Asks a constructor whether it would refuse, before anything is deployed or paid for.
 * @param imagined contracts that the deployment needs and that come before it
 * @param unimagined the refusal of a node that cannot imagine contracts: it says nothing about the arguments, the deployment itself will
 * @throws RefusedError when it would
 */
export async function rehearse(
  dapp: Dapp,
  { connection }: Pick<Desk, "connection">,
  factory: ContractFactory,
  from: HardhatEthersSigner,
  args: readonly unknown[],
  imagined: Imagined = {},
  unimagined?: string,
): Promise<void> {
  const { data } = await factory.getDeployTransaction(...args);
  const overrides = Object.fromEntries(Object.entries(imagined).map(([at, code]) => [at, { code }]));
  const params = [{ from: from.address, data, gas: toQuantity(REHEARSAL_GAS) }, "latest", overrides];
  try {
    await connection.provider.request({ method: "eth_call", params });
  } catch (error) {
    const refusal = explainFailure(dapp, error, factory.interface, creationBy(from), from.address);
    if (refusal instanceof RefusedError && refusal.refusal !== unimagined) throw refusal;
  }
}

function creationBy({ address }: HardhatEthersSigner): string {
  return `creation by ${address}`;
}

/** More than any of the deployments takes, and less than a block has. */
const REHEARSAL_GAS = 10_000_000n;
