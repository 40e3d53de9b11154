import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { keccak256 } from "ethers";

import { deployingAccount } from "../../deployments/account.ts";
import { requireChain } from "../../deployments/chain.ts";
import { NOTHING_KEPT, undertake, type Undertaking } from "../../deployments/undertaking.ts";
import type { VerifierCode } from "../../verifier-code.ts";
import type { Dapp } from "../dapp.ts";
import { accountOf, type Desk } from "../desk.ts";

/** A creation that has begun. */
export interface Begun {
  undertaking: Undertaking;
  /** Who deploys. */
  from: HardhatEthersSigner;
}

/**
 * Begins the creation of a dapp, or goes on with the one that the same options, account and code began. A chain that outlives this process is looked
 * at first: its id, and whose the key is.
 * @param options as the user gave them
 * @param contracts what is deployed beside the verifier, by name in Solidity
 * @throws ChainIdError, NoOwnAccountError, InputInvalidError when the network has no such account
 */
export async function beginCreation(
  { scope, create }: Dapp,
  desk: Pick<Desk, "connection" | "artifacts" | "places">,
  { account, ...options }: { account?: string },
  { codeHash }: Pick<VerifierCode, "codeHash">,
  contracts: readonly string[],
): Promise<Begun> {
  const { connection, artifacts, places } = desk;
  if (places === undefined) return { undertaking: NOTHING_KEPT, from: await accountOf(desk, account) };
  const chainId = await requireChain(connection);
  const from = await accountOf(desk, account);
  await deployingAccount(connection, chainId, from);
  const code = contracts.map(async (name) => keccak256((await artifacts.readArtifact(name)).bytecode));
  const undertaking = undertake(places, chainId, {
    name: `${scope}-${create}`,
    options,
    from: from.address,
    code: [codeHash, ...(await Promise.all(code))],
  });
  return { undertaking, from };
}
