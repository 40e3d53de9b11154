import { id, Interface, ZeroAddress, zeroPadValue, type Log, type Provider } from "ethers";
import { z } from "zod";

import { inOrder, readLogs } from "../../samples/chain/logs.ts";
import type { OpenVault } from "../open-vault.ts";

import { rebalancedSchema, type Rebalanced } from "./rebalanced.ts";
import { sharePriceOf } from "./state.ts";

const ERC20 = new Interface(["event Transfer(address indexed from, address indexed to, uint256 value)"]);
const TRANSFER = id("Transfer(address,address,uint256)");
const transferSchema = z.object({ from: z.string(), to: z.string(), value: z.bigint() });

/** What moved a vault's tokens. Gifts are transfers that no act of the vault explains. */
export const CAUSES = ["deposits", "withdrawals", "exits", "trades", "gifts"] as const;
export type Cause = (typeof CAUSES)[number];

const CAUSE_OF: Readonly<Record<string, Cause>> = {
  Deposit: "deposits",
  Withdraw: "withdrawals",
  Exited: "exits",
  Rebalanced: "trades",
};

/** Changes of what a vault holds, in units. */
export interface Flow {
  stable: bigint;
  risk: bigint;
}

/** A proven trade, and what the vault was worth after it. */
export interface TrackEntry extends Rebalanced {
  /** In units of stable, at the trade's oracle price. */
  nav: bigint;
  /** Times SHARE_PRICE_ONE. */
  sharePrice: bigint;
  block: number;
  transaction: string;
}

/** A vault's life as its logs tell it. */
export interface History {
  track: TrackEntry[];
  /** By cause; their sum is what the vault holds, unless a token changes balances by itself. */
  flows: Record<Cause, Flow>;
  /** What the flows sum up to. */
  held: Flow;
  /** Shares of all holders, in units. */
  totalSupply: bigint;
}

/** Reads a vault's history from its creation on. @param from block of its creation, or 0 */
export async function readHistory(provider: Provider, vault: OpenVault, from: number): Promise<History> {
  const to = await provider.getBlockNumber();
  const self = zeroPadValue(vault.address, 32);
  const read = async (address: string, topics: (string | null)[]): Promise<Log[]> =>
    readLogs(provider, { address, topics }, from, to);
  const { stable, risk } = vault;
  const logs = await Promise.all([
    read(vault.address, []),
    ...[stable.token, risk.token].flatMap((token) => [
      read(token, [TRANSFER, self]),
      read(token, [TRANSFER, null, self]),
    ]),
  ]);
  return replay(vault, inOrder(unique(logs.flat())));
}

/** Replays the logs of vault and tokens, in order. */
export function replay(
  vault: Pick<OpenVault, "address" | "contract" | "stable" | "risk" | "feedDecimals">,
  logs: readonly Log[],
): History {
  const flows = Object.fromEntries(
    CAUSES.map((cause) => [cause, { stable: 0n, risk: 0n }]),
  ) as History["flows"];
  const held: Flow = { stable: 0n, risk: 0n };
  const track: TrackEntry[] = [];
  let totalSupply = 0n;
  let open: { transaction: string; flow: Flow } | undefined;
  /** What moved before an act's event belongs to that act; what no event follows was given. */
  const settle = (cause: Cause): void => {
    flows[cause].stable += open?.flow.stable ?? 0n;
    flows[cause].risk += open?.flow.risk ?? 0n;
    open = undefined;
  };
  for (const log of logs) {
    if (open !== undefined && open.transaction !== log.transactionHash) settle("gifts");
    if (log.address !== vault.address) {
      const { from, to, value } = transferOf(log);
      const change = (to === vault.address ? value : 0n) - (from === vault.address ? value : 0n);
      const token = log.address === vault.stable.token ? "stable" : "risk";
      open ??= { transaction: log.transactionHash, flow: { stable: 0n, risk: 0n } };
      open.flow[token] += change;
      held[token] += change;
      continue;
    }
    const event = vault.contract.interface.parseLog(log);
    if (event?.name === "Transfer") {
      const { from, to, value } = transferOf(log);
      totalSupply += (from === ZeroAddress ? value : 0n) - (to === ZeroAddress ? value : 0n);
    }
    if (event?.name === "Rebalanced") {
      const rebalanced = rebalancedSchema.parse(event.args.toObject());
      const nav = held.stable + worthAt(rebalanced.price, held.risk, vault);
      const sharePrice = sharePriceOf({ nav, totalSupply });
      track.push({
        ...rebalanced,
        nav,
        sharePrice,
        block: log.blockNumber,
        transaction: log.transactionHash,
      });
    }
    const cause = CAUSE_OF[event?.name ?? ""];
    if (cause !== undefined) settle(cause);
  }
  settle("gifts");
  return { track, flows, held, totalSupply };
}

/** Risk in units of stable, rounded down. */
function worthAt(
  price: bigint,
  amount: bigint,
  { stable, risk, feedDecimals }: Pick<OpenVault, "stable" | "risk" | "feedDecimals">,
): bigint {
  return (amount * price * 10n ** BigInt(stable.decimals)) / 10n ** BigInt(risk.decimals + feedDecimals);
}

function transferOf(log: Log): z.infer<typeof transferSchema> {
  return transferSchema.parse(ERC20.parseLog(log)?.args.toObject());
}

/** A transfer of the vault to itself is found twice. */
function unique(logs: readonly Log[]): Log[] {
  return [...new Map(logs.map((log) => [`${log.blockNumber} ${log.index}`, log])).values()];
}
