import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { HDNodeWallet, Mnemonic } from "ethers";

import { isLocal } from "../../src/deployments/local-chains.ts";
import { NoOwnAccountError } from "../../src/errors/deployment.ts";

/** The phrase behind the accounts of every development node. */
const PUBLIC_PHRASE = "test test test test test test test test test test test junk";
const PUBLIC_ACCOUNTS = 20;

/**
 * Who deploys: the network's first account unless another is given. On a live chain its key comes from the configuration, and is
 * none that everybody has.
 * @throws NoOwnAccountError
 */
export async function deployingAccount(
  { networkName, networkConfig, ethers }: NetworkConnection<ChainType | string>,
  chainId: bigint,
  from?: HardhatEthersSigner,
): Promise<HardhatEthersSigner> {
  const refuse = (what: string): never => {
    throw new NoOwnAccountError(networkName, chainId, what);
  };
  const live = networkConfig.type === "http" && !isLocal(chainId);
  if (live && networkConfig.accounts === "remote") refuse("the network has no key of its own");
  const account = from ?? (await ethers.getSigners())[0] ?? refuse("the network has no account");
  if (live && publicAddresses().has(account.address)) refuse("the key is one that everybody has");
  return account;
}

function publicAddresses(): Set<string> {
  const root = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(PUBLIC_PHRASE), "m/44'/60'/0'/0");
  return new Set(Array.from({ length: PUBLIC_ACCOUNTS }, (_, index) => root.deriveChild(index).address));
}
