import { setTimeout as delay } from "node:timers/promises";

import { toBeHex, toQuantity } from "ethers";
import { z } from "zod";

import { explainFailure } from "../../samples/chain/explain.ts";
import { readLogs } from "../../samples/chain/logs.ts";
import { EXTRA_GAS } from "../../samples/chain/send.ts";
import { isTransport } from "../../samples/chain/transport.ts";
import { FundsError } from "../../samples/errors.ts";
import { firstLine } from "../../samples/deployed.ts";
import { VAULT } from "../dapp.ts";
import { endOf } from "../format/day.ts";
import type { Decision } from "../prove.ts";
import { rebalancedSchema } from "../read/rebalanced.ts";
import { readState } from "../read/state.ts";
import type { Window } from "../window.ts";

import type { Pending } from "./journal.ts";
import type { Keeper, Outcome } from "./keeper.ts";

const hashSchema = z.string().regex(/^0x[0-9a-f]{64}$/);

/**
 * A transaction of a decision, complete but for being sent. Its nonce is that of the account's next one to be mined, so it takes the place of
 * any that this keeper sent before and that is still waiting.
 * @throws RefusedError when the vault would refuse it, FundsError
 */
export async function prepare(
  { desk, vault, account, ask, journal }: Keeper,
  { epoch, rounds }: Window,
  { proof, instances }: Pick<Decision, "proof" | "instances">,
): Promise<Pending> {
  const { provider } = desk.connection.ethers;
  const { contract, address } = vault;
  const { address: from } = account;
  // Nobody but the vault can use it, and only in this epoch; until that ends it may wait.
  const deadline = endOf(epoch + 1n);
  const args = [epoch, rounds, deadline, proof, instances];
  const gas = await ask(async () =>
    contract
      .connect(account)
      .getFunction("rebalance")
      .estimateGas(...args)
      .catch((error: unknown) => {
        throw explainFailure(VAULT, error, contract.interface, `rebalance by ${from}`, from);
      }),
  );
  const nonce = await ask(async () => provider.getTransactionCount(from, "latest"));
  const fees = await ask(async () => provider.getFeeData());
  const former = await journal.read();
  const [least, leastTip] = former?.nonce === nonce && !former.failed ? raised(former) : [0n, 0n];
  const price = larger(fees.maxFeePerGas ?? fees.gasPrice ?? 0n, least);
  const gasLimit = gas + EXTRA_GAS;
  if ((await ask(async () => provider.getBalance(from))) < gasLimit * price)
    throw new FundsError(VAULT, from, "the account cannot pay for the transaction's gas");
  return {
    ...{ epoch: epoch.toString(), from, to: address, nonce },
    data: contract.interface.encodeFunctionData("rebalance", args),
    gas: gasLimit.toString(),
    maxFeePerGas: price.toString(),
    maxPriorityFeePerGas: larger(fees.maxPriorityFeePerGas ?? price, leastTip).toString(),
  };
}

/** Notes a transaction, sends it and follows it until its nonce is used. */
export async function sendOnce(keeper: Keeper, pending: Pending): Promise<Outcome> {
  return follow(keeper, pending, await sendNoted(keeper, pending));
}

/** First the note, then the transaction: killed between them, the next keeper finds a note of something that never happened, and not the reverse. */
async function sendNoted(keeper: Keeper, pending: Pending): Promise<Sent> {
  await keeper.journal.write(pending);
  const sent = await broadcast(keeper, pending);
  if (sent.hash !== undefined) await keeper.journal.write({ ...pending, hash: sent.hash });
  return sent;
}

/** Waits until the transaction is mined, or cannot be any more; sends it again where the node has lost it, with more fee where it waits long. */
export async function follow(keeper: Keeper, first: Pending, last: Sent = {}): Promise<Outcome> {
  const { desk, ask, signal, pollTransaction, patience, say } = keeper;
  let pending: Pending = { ...first, hash: last.hash ?? first.hash };
  let sent = last;
  for (let since = Date.now(); ;) {
    const outcome = await outcomeOf(keeper, pending);
    if (outcome !== undefined) return outcome;
    const next = await ask(async () =>
      desk.connection.ethers.provider.getTransactionCount(pending.from, "pending"),
    );
    const waits = next > pending.nonce;
    if (!waits && sent.refusal !== undefined) return refused(BigInt(pending.epoch), sent.refusal);
    await delay(pollTransaction, undefined, { signal });
    if (waits && Date.now() - since > patience) {
      since = Date.now();
      pending = withMoreFee(pending);
      say("The transaction waits; it gets a higher fee.");
    } else if (waits) continue;
    sent = await sendNoted(keeper, pending);
    pending = { ...pending, hash: sent.hash ?? pending.hash };
  }
}

/**
 * What became of a transaction: undefined while it may still be mined. One nonce is mined once, so whatever happened to answers on their way, the
 * account's count of mined transactions tells.
 */
export async function outcomeOf(keeper: Keeper, pending: Pending): Promise<Outcome | undefined> {
  const { desk, vault, ask, journal } = keeper;
  const { provider } = desk.connection.ethers;
  const epoch = BigInt(pending.epoch);
  const mined = (await ask(async () => provider.getTransactionCount(pending.from, "latest"))) > pending.nonce;
  const winner = await winnerOf(keeper, epoch);
  // A transaction that lost and still waits stays noted: the next one takes its nonce.
  if (winner !== undefined && (mined || winner.kind === "done")) await journal.clear();
  if (winner !== undefined) return winner;
  const { lastEpoch, currentEpoch } = await ask(async () => readState(vault));
  // Taken, by what another node has told: the logs will have it.
  if (lastEpoch >= epoch) return undefined;
  if (mined) return minedInVain(keeper, pending);
  if (currentEpoch === epoch) return undefined;
  return {
    ...{ kind: "waiting", epoch },
    why: "the day ended before the transaction was mined",
    remedy: "the next one takes its place",
  };
}

/** The proof of an epoch that the vault took, as this keeper sees it; undefined when there is none. */
export async function winnerOf(
  { desk, vault, account, ask }: Keeper,
  epoch: bigint,
): Promise<Outcome | undefined> {
  const { contract, address, remembered } = vault;
  const { provider } = desk.connection.ethers;
  const topics = [contract.interface.getEvent("Rebalanced")?.topicHash ?? null, toBeHex(epoch, 32)];
  const [log] = await ask(async () =>
    readLogs(provider, { address, topics }, remembered?.block ?? 0, await provider.getBlockNumber()),
  );
  if (log === undefined) return undefined;
  const event = rebalancedSchema.parse(contract.interface.parseLog(log)?.args.toObject());
  if (event.keeper !== account.address) return { kind: "lost", epoch, keeper: event.keeper };
  const receipt = await ask(async () => provider.getTransactionReceipt(log.transactionHash));
  return { kind: "done", epoch, event, transaction: log.transactionHash, gas: receipt?.gasUsed ?? 0n };
}

/** The nonce is used and the vault has no proof: ours was refused in its block, or another transaction of the account took its nonce. */
async function minedInVain({ desk, ask, journal }: Keeper, pending: Pending): Promise<Outcome> {
  const epoch = BigInt(pending.epoch);
  const { hash } = pending;
  const { provider } = desk.connection.ethers;
  const ours = hash === undefined || (await ask(async () => provider.getTransactionReceipt(hash))) !== null;
  if (ours) {
    await journal.write({ ...pending, failed: true });
    return failed(epoch);
  }
  await journal.clear();
  return {
    ...{ kind: "waiting", epoch },
    why: "another transaction of the account took the nonce",
    remedy: "leave the keeper an account of its own",
  };
}

/** What is said of an epoch whose transaction was mined in vain. */
export function failed(epoch: bigint): Outcome {
  return {
    ...{ kind: "waiting", epoch },
    why: "the transaction was mined and refused: something changed before its block",
    remedy: "the keeper sends one transaction a day; by hand: npx hardhat vault rebalance",
  };
}

/** A node would not have the transaction. It stays noted: whatever takes its place has its nonce. */
function refused(epoch: bigint, why: string): Outcome {
  return {
    ...{ kind: "waiting", epoch },
    why: `the node would not take the transaction: ${why}`,
    remedy: "the keeper tries again with the same proof and nonce",
  };
}

/** What a node said of a transaction: its hash, why it would not have it, or nothing that arrived here. */
interface Sent {
  hash?: string;
  refusal?: string;
}

/** Sends a transaction as it is noted. Whether it arrived is found out afterwards: an error here says little about that. */
async function broadcast({ desk, say }: Keeper, pending: Pending): Promise<Sent> {
  const { from, to, nonce, data, gas, maxFeePerGas, maxPriorityFeePerGas } = pending;
  const request = {
    ...{ from, to, data, value: "0x0", nonce: toQuantity(nonce), gas: toQuantity(BigInt(gas)) },
    maxFeePerGas: toQuantity(BigInt(maxFeePerGas)),
    maxPriorityFeePerGas: toQuantity(BigInt(maxPriorityFeePerGas)),
  };
  try {
    const answer: unknown = await desk.connection.provider.request({
      method: "eth_sendTransaction",
      params: [request],
    });
    return { hash: hashSchema.parse(answer) };
  } catch (error) {
    if (!isTransport(error)) return { refusal: firstLine(error) };
    say(`The node's answer to the transaction was lost (${firstLine(error)}); looking for it.`);
    return {};
  }
}

function withMoreFee(pending: Pending): Pending {
  const [fee, tip] = raised(pending);
  return {
    ...pending,
    hash: undefined,
    maxFeePerGas: fee.toString(),
    maxPriorityFeePerGas: tip.toString(),
  };
}

/** A quarter more: nodes replace a waiting transaction for no less than a tenth. */
function raised(pending: Pending): [fee: bigint, tip: bigint] {
  const more = (text: string): bigint => (BigInt(text) * 5n) / 4n + 1n;
  return [more(pending.maxFeePerGas), more(pending.maxPriorityFeePerGas)];
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
