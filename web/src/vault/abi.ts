import { Contract, Interface, type ContractRunner } from "ethers";

import { interfaceOf } from "../../../tasks/samples/deployed.ts";
import { VAULT } from "../../../tasks/trading-vault/dapp.ts";
import { PriceRing__factory } from "../../../types/ethers-contracts/factories/contracts/samples/trading-vault/PriceRing__factory.ts";
import { TradingVault__factory } from "../../../types/ethers-contracts/factories/contracts/samples/trading-vault/TradingVault__factory.ts";
import type { Explained } from "../chain/explain.ts";
import type { TradingVault } from "../../../types/ethers-contracts/contracts/samples/trading-vault/TradingVault.ts";

/** The vault's ABI with the errors of the ring that it asks. */
export const VAULT_ABI = interfaceOf(TradingVault__factory.abi, PriceRing__factory.abi);

export const RING_ABI = new Interface(PriceRing__factory.abi);

/** For everything that is read from the vault or sent to it. */
export const OF_VAULT: Explained = { dapp: VAULT, abi: VAULT_ABI };

/** The vault, typed. Its ABI is read once: reading it at each drawing of the screen would hold the page up. */
export function vaultAt(address: string, runner: ContractRunner): TradingVault {
  return new Contract(address, VAULT_ABI, runner) as unknown as TradingVault;
}
