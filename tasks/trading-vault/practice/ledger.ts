import { id, Interface, ZeroAddress, type Provider } from "ethers";
import { z } from "zod";

import type { Currency } from "../../samples/chain/currency.ts";
import { readLogs } from "../../samples/chain/logs.ts";

const ERC20 = new Interface([
  "event Transfer(address indexed from, address indexed to, uint256 value)",
  "function totalSupply() view returns (uint256)",
]);

const partiesSchema = z.object({ from: z.string(), to: z.string() });

/** Who has every unit of a token that was made for practice. */
export interface Ledger {
  symbol: string;
  supply: bigint;
  /** By address; those with nothing are left out. */
  holders: Record<string, bigint>;
  /** Supply less all balances: zero, or a unit is missing. */
  missing: bigint;
}

/** Asks everybody who ever had some of the token. */
export async function readLedger(provider: Provider, currency: Currency): Promise<Ledger> {
  const { token, symbol } = currency;
  const to = await provider.getBlockNumber();
  const logs = await readLogs(
    provider,
    { address: token, topics: [id("Transfer(address,address,uint256)")] },
    0,
    to,
  );
  const parties = new Set(
    logs.flatMap((log) => Object.values(partiesSchema.parse(ERC20.parseLog(log)?.args.toObject()))),
  );
  parties.delete(ZeroAddress);
  const holders: Record<string, bigint> = {};
  for (const party of parties) {
    const balance = await currency.balanceOf(party);
    if (balance > 0n) holders[party] = balance;
  }
  const [supply] = ERC20.decodeFunctionResult(
    "totalSupply",
    await provider.call({ to: token, data: ERC20.encodeFunctionData("totalSupply") }),
  );
  const held = Object.values(holders).reduce((sum, balance) => sum + balance, 0n);
  const total = z.bigint().parse(supply);
  return { symbol, supply: total, holders, missing: total - held };
}
