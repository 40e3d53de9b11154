import { id, Interface, zeroPadValue, type Provider } from "ethers";
import { z } from "zod";

import { readLogs } from "../../samples/chain/logs.ts";
import type { OpenRegistry } from "../open-registry.ts";

import { claimsOf, type Told } from "./events.ts";

const ERC20 = new Interface(["event Transfer(address indexed from, address indexed to, uint256 value)"]);
const transferSchema = z.object({ value: z.bigint() });

/** Where the pool's money came from and went, in units of the token. */
export interface Ledger {
  /** Every transfer to the registry. */
  funded: bigint;
  /** Every payout. */
  paid: bigint;
  /** What the registry holds. */
  pool: bigint;
  /** funded = paid + pool, and nothing but payouts has left. */
  adds: boolean;
}

/** @param events of the registry, all of them */
export async function readLedger(
  provider: Provider,
  { address, token, since }: OpenRegistry,
  events: readonly Told[],
): Promise<Ledger> {
  const to = await provider.getBlockNumber();
  const transfer = id("Transfer(address,address,uint256)");
  const party = zeroPadValue(address, 32);
  const sum = async (topics: (string | null)[]): Promise<bigint> => {
    const logs = await readLogs(provider, { address: token.token, topics }, since, to);
    const values = logs.map((log) => transferSchema.parse(ERC20.parseLog(log)?.args.toObject()).value);
    return values.reduce((total, value) => total + value, 0n);
  };
  const [funded, left, pool] = await Promise.all([
    sum([transfer, null, party]),
    sum([transfer, party]),
    token.balanceOf(address),
  ]);
  const paid = claimsOf(events).reduce((total, { amount }) => total + amount, 0n);
  return { funded, paid, pool, adds: funded === paid + pool && left === paid };
}
