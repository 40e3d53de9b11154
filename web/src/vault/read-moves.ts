import { id, Interface, ZeroAddress, zeroPadValue, type Log, type Provider } from "ethers";

import { inOrder, readLogs } from "../../../tasks/samples/chain/logs.ts";

import { VAULT_ABI } from "./abi.ts";

const TRANSFER = id("Transfer(address,address,uint256)");
const ERC20 = new Interface(["event Transfer(address indexed from, address indexed to, uint256 value)"]);

/** A change of what an account has of a vault's shares. */
export interface Move {
  readonly what: string;
  readonly block: number;
  /** In units; negative where shares went. */
  readonly change: bigint;
  /** Shares after it. */
  readonly shares: bigint;
  readonly transaction: string;
}

/** The act's own event follows the transfer of its shares in the same transaction. */
const ACTS: Readonly<Record<string, string>> = {
  Deposit: "deposit",
  Withdraw: "sale",
  Exited: "left in kind",
  Rebalanced: "keeper’s fee",
};

/** An account's shares from the first on, oldest first. @param from block of the vault's creation */
export async function readMoves(
  provider: Provider,
  address: string,
  account: string,
  from: number,
): Promise<Move[]> {
  const to = await provider.getBlockNumber();
  const self = zeroPadValue(account, 32);
  const acts = Object.keys(ACTS).map((name) => VAULT_ABI.getEvent(name)?.topicHash ?? name);
  const found = await Promise.all(
    [[TRANSFER, self], [TRANSFER, null, self], [acts]].map(async (topics) =>
      readLogs(provider, { address, topics }, from, to),
    ),
  );
  const logs = inOrder(found.flat());
  const moves: Move[] = [];
  let shares = 0n;
  for (const [index, log] of logs.entries()) {
    const transfer = ERC20.parseLog(log)?.args.toObject() as
      { from: string; to: string; value: bigint } | undefined;
    if (transfer === undefined) continue;
    const change =
      (transfer.to === account ? transfer.value : 0n) - (transfer.from === account ? transfer.value : 0n);
    if (change === 0n) continue;
    shares += change;
    const what = isMade(transfer) ? actAfter(logs.slice(index + 1), log) : change > 0n ? "received" : "sent";
    moves.push({ ...{ what, change, shares }, block: log.blockNumber, transaction: log.transactionHash });
  }
  return moves;
}

const isMade = ({ from, to }: { from: string; to: string }): boolean =>
  from === ZeroAddress || to === ZeroAddress;

function actAfter(logs: readonly Log[], { transactionHash }: Log): string {
  for (const log of logs) {
    if (log.transactionHash !== transactionHash) break;
    const act = ACTS[VAULT_ABI.parseLog(log)?.name ?? ""];
    if (act !== undefined) return act;
  }
  return "moved";
}
