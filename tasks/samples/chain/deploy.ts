import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { toQuantity, type ContractFactory } from "ethers";

import type { Dapp } from "../dapp.ts";
import type { Desk } from "../desk.ts";
import { RefusedError } from "../errors.ts";

import { explainFailure } from "./explain.ts";

/** A contract that was just deployed. */
export interface Deployment {
  address: string;
  block: number;
  hash: string | undefined;
  gas: bigint;
}

/** Deploys and waits. @throws RefusedError when the constructor refuses, FundsError, TransactionError */
export async function deploy(
  dapp: Dapp,
  factory: ContractFactory,
  from: HardhatEthersSigner,
  args: readonly unknown[],
): Promise<Deployment> {
  try {
    const contract = await factory.deploy(...args);
    const receipt = await contract.deploymentTransaction()?.wait();
    return {
      address: await contract.getAddress(),
      block: receipt?.blockNumber ?? 0,
      hash: receipt?.hash,
      gas: receipt?.gasUsed ?? 0n,
    };
  } catch (error) {
    throw explainFailure(dapp, error, factory.interface, creationBy(from), from.address);
  }
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
