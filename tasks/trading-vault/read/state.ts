import { z } from "zod";

import { explainFailure } from "../../samples/chain/explain.ts";
import { VAULT } from "../dapp.ts";
import type { OpenVault } from "../open-vault.ts";

/** Basis points, and the keeper's fee in units of stable. */
export const termsSchema = z.object({
  slippage: z.bigint(),
  tradeCap: z.bigint(),
  minTrade: z.bigint(),
  keeperFee: z.bigint(),
});

export type Terms = z.infer<typeof termsSchema>;

const stateSchema = z.object({
  /** What the vault holds, in units. */
  stable: z.bigint(),
  risk: z.bigint(),
  /** Of a whole risk token, with the feed's decimals; zero where the feed has no fresh price. */
  price: z.bigint(),
  /** Net asset value in units of stable; zero where it is not known. */
  nav: z.bigint(),
  /** Days since 1970-01-01. */
  lastEpoch: z.bigint(),
  currentEpoch: z.bigint(),
  dormant: z.boolean(),
  paused: z.boolean(),
  terms: termsSchema,
  proposed: termsSchema,
  /** Unix seconds; zero where no terms are proposed. */
  applicableAt: z.bigint(),
});

export interface State extends z.infer<typeof stateSchema> {
  /** Shares of all holders, in units; without the virtual ones. */
  totalSupply: bigint;
  dormantAfter: bigint;
  owner: string;
}

/** Everything about a vault as it stands. */
export async function readState({ contract, address }: OpenVault): Promise<State> {
  const ask = async (name: string): Promise<unknown> =>
    contract
      .getFunction(name)
      .staticCall()
      .catch((error: unknown) => {
        throw explainFailure(VAULT, error, contract.interface, `${name} of ${address}`, address);
      });
  const [state, totalSupply, dormantAfter, owner] = await Promise.all(
    ["state", "totalSupply", "DORMANT_AFTER", "owner"].map(ask),
  );
  return {
    ...stateSchema.parse((state as { toObject(deep: boolean): unknown }).toObject(true)),
    totalSupply: z.bigint().parse(totalSupply),
    dormantAfter: z.bigint().parse(dormantAfter),
    owner: z.string().parse(owner),
  };
}

/** Shares that nobody has, and that own their part from the start. */
export const VIRTUAL_SHARES = 10n ** 6n;

/** What `shares` are worth in units of stable, at the oracle's price and rounded down. */
export function worthOf(shares: bigint, { nav, totalSupply }: Pick<State, "nav" | "totalSupply">): bigint {
  return (shares * nav) / (totalSupply + VIRTUAL_SHARES);
}

/** A share's price at the start: one whole share for one whole stable token, times SHARE_PRICE_ONE. */
export const SHARE_PRICE_ONE = 10n ** 18n;

/** Of a whole share in whole stable tokens, times SHARE_PRICE_ONE; zero where the value is not known. */
export function sharePriceOf({ nav, totalSupply }: Pick<State, "nav" | "totalSupply">): bigint {
  return (nav * VIRTUAL_SHARES * SHARE_PRICE_ONE) / (totalSupply + VIRTUAL_SHARES);
}
