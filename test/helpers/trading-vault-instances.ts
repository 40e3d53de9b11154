import { readFileSync } from "node:fs";

import { toBeHex, type Addressable } from "ethers";

import { dailyReturn } from "../../models/trading-signal/returns.ts";
import { contextLimbs } from "../../src/context/limbs.ts";
import { signedToFelt } from "../../src/field/signed.ts";
import { windowPrices } from "./vault-feed.ts";

const library = readFileSync(
  new URL("../../contracts/generated/trading-signal/TradingSignalStatement.sol", import.meta.url),
  "utf8",
);
const constant = (name: string) => Number(new RegExp(` ${name} = (\\d+);`).exec(library)?.[1]);

/** Layout of the model's instances, as generated. */
export const LAYOUT = {
  instances: constant("INSTANCES"),
  returns: constant("RETURNS_OFFSET"),
  allocation: constant("ALLOCATION_OFFSET"),
  context: constant("CONTEXT_OFFSET"),
  allocationBits: BigInt(constant("ALLOCATION_SCALE_BITS")),
};

/** An allocation of the model's output, raw. */
export const allocationRaw = (allocation: number) =>
  BigInt(Math.round(allocation * Number(1n << LAYOUT.allocationBits)));

interface Consumer {
  contextOf(account: string, scope: string): Promise<string>;
}

/** Instances as a proof for this account and epoch has them, with the true window. */
export async function instancesFor(
  vault: Consumer,
  account: string | Addressable,
  epoch: number,
  allocation: bigint,
): Promise<bigint[]> {
  const holder = typeof account === "string" ? account : await account.getAddress();
  const context = await vault.contextOf(holder, toBeHex(epoch, 32));
  const instances = Array.from({ length: LAYOUT.instances }, () => 0n);
  const prices = windowPrices(epoch);
  prices.slice(1).forEach((price, i) => {
    instances[LAYOUT.returns + i] = signedToFelt(dailyReturn(prices[i]!, price));
  });
  instances[LAYOUT.allocation] = signedToFelt(allocation);
  contextLimbs(context).forEach((limb, i) => {
    instances[LAYOUT.context + i] = BigInt(limb);
  });
  return instances;
}
