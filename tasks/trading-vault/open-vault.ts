import { Contract, type Interface, type Provider } from "ethers";

import { currencyOf, type Currency } from "../samples/chain/currency.ts";
import { isTransport } from "../samples/chain/transport.ts";
import { firstLine, type Deployed } from "../samples/deployed.ts";
import { OtherContractError } from "../samples/errors.ts";

import { VAULT } from "./dapp.ts";
import { openFeed } from "./feed/rounds.ts";

/** A vault on the connected chain, and what it stands on. */
export interface OpenVault extends Deployed {
  ring: Contract;
  feed: Contract;
  /** Decimals of the feed's prices. */
  feedDecimals: number;
  stable: Currency;
  risk: Currency;
  shares: Currency;
  /** Identity of the model whose proofs it takes. */
  modelDigest: string;
}

/** Reads what a vault stands on, wherever there is a provider. @throws OtherContractError */
export async function openVault(
  { contract, address }: Deployed,
  provider: Provider,
  ringAbi: Interface,
): Promise<OpenVault> {
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
  };
}
