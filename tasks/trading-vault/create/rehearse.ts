import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { toQuantity, type ContractFactory } from "ethers";

import { explainFailure } from "../../samples/chain/explain.ts";
import { RefusedError } from "../../samples/errors.ts";
import { VAULT } from "../dapp.ts";
import type { Desk } from "../desk.ts";

/** Contracts that are not there yet, as a call may be told to see them: runtime code by address. */
export type Imagined = Readonly<Record<string, string>>;

/** Addresses that nobody has, for what is imagined there. */
export const IMAGINED_RING = "0x00000000000000000000000000000000000a1100";
export const IMAGINED_VERIFIER = "0x00000000000000000000000000000000000a1101";

/**
 * Asks a constructor whether it would refuse, before anything is deployed or paid for.
 * @param imagined contracts that the deployment needs and that come before it
 * @throws RefusedError when it would
 */
export async function rehearse(
  { connection }: Pick<Desk, "connection">,
  factory: ContractFactory,
  from: HardhatEthersSigner,
  args: readonly unknown[],
  imagined: Imagined = {},
): Promise<void> {
  const { data } = await factory.getDeployTransaction(...args);
  const overrides = Object.fromEntries(Object.entries(imagined).map(([at, code]) => [at, { code }]));
  const params = [{ from: from.address, data, gas: toQuantity(REHEARSAL_GAS) }, "latest", overrides];
  try {
    await connection.provider.request({ method: "eth_call", params });
  } catch (error) {
    const refusal = explainFailure(
      VAULT,
      error,
      factory.interface,
      `creation by ${from.address}`,
      from.address,
    );
    // A node that cannot imagine contracts has said nothing about the terms: the deployment itself will.
    if (!(refusal instanceof RefusedError) || refusal.refusal === "VaultRingNoCode") return;
    throw refusal;
  }
}

/** More than any of the deployments takes, and less than a block has. */
const REHEARSAL_GAS = 10_000_000n;
