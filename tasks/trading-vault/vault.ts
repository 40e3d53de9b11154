import { Contract, Interface, type Provider } from "ethers";

import { currencyOf, type Currency } from "../samples/chain/currency.ts";
import { isTransport } from "../samples/chain/transport.ts";
import { OtherContractError } from "../samples/errors.ts";
import { findDeployed, firstLine, type Deployed } from "../samples/find.ts";

import { VAULT } from "./dapp.ts";
import type { Desk } from "./desk.ts";
import { openFeed } from "./feed/rounds.ts";
import type { RememberedVault } from "./memory.ts";

/** Name of the contract that records daily closes. */
export const RING_CONTRACT = "PriceRing";

/** A vault on the connected chain, and what it stands on. */
export interface Vault extends Deployed {
  ring: Contract;
  feed: Contract;
  /** Decimals of the feed's prices. */
  feedDecimals: number;
  stable: Currency;
  risk: Currency;
  shares: Currency;
  /** Identity of the model whose proofs it takes. */
  modelDigest: string;
  /** What is remembered of it, when it was created from here. */
  remembered: RememberedVault | undefined;
}

/**
 * The vault that is named, or else the one last created from here on this chain.
 * @throws NoneDeployedError, GoneError, OtherContractError
 */
export async function findVault(desk: Desk, named: string | undefined): Promise<Vault> {
  const deployed = await findDeployed(VAULT, desk, named, ({ vault }) => vault);
  const { abi } = await desk.artifacts.readArtifact(RING_CONTRACT);
  const remembered = await desk.memory.recall(desk.chainId);
  return {
    ...(await openVault(deployed, desk.connection.ethers.provider, new Interface(abi))),
    remembered: remembered?.vault === deployed.address ? remembered : undefined,
  };
}

/** Reads what a vault stands on; runs in a page too. @throws OtherContractError */
export async function openVault(
  { contract, address }: Deployed,
  provider: Provider,
  ringAbi: Interface,
): Promise<Vault> {
  const ask = async (name: string): Promise<string> => String(await contract.getFunction(name).staticCall());
  const told = await Promise.all(["STABLE", "RISK", "RING", "modelDigest"].map(ask)).catch(
    (error: unknown) => {
      if (isTransport(error)) throw error;
      throw new OtherContractError(VAULT, address, `it does not tell its parts (${firstLine(error)})`);
    },
  );
  const [stable = "", risk = "", ringAddress = "", modelDigest = ""] = told;
  const ring = new Contract(ringAddress, ringAbi, provider);
  const [feed, feedDecimals] = await Promise.all(
    ["FEED", "FEED_DECIMALS"].map(async (name) => String(await ring.getFunction(name).staticCall())),
  );
  return {
    contract,
    address,
    ring,
    feed: openFeed(feed ?? "", provider),
    feedDecimals: Number(feedDecimals),
    stable: await currencyOf(provider, stable),
    risk: await currencyOf(provider, risk),
    shares: await currencyOf(provider, address),
    modelDigest,
    remembered: undefined,
  };
}
