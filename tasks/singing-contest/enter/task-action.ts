import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import type { ContractTransactionReceipt } from "ethers";
import { z } from "zod";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { allowanceOf, allowAtLeast } from "../../samples/chain/allowance.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { signPermit } from "../../samples/chain/permit.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { isNative, type Contest } from "../open-contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";

/** A permit that nobody sends is worthless after this many seconds. */
const PERMIT_SECONDS = 3600n;

const enteredSchema = z.object({ ticket: z.bigint(), drawBlock: z.bigint() });

type Payment = "native" | "permit" | "approval" | "allowance";

const action: NewTaskActionFunction<ContestArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => enter(args, await openDesk(hre)));

/** Buys a ticket: with native currency, or with a token by signed permit where the token knows it, else by approval. */
export async function enter(args: ContestArguments, desk: Desk): Promise<TaskOutput> {
  const contest = await findContest(desk, args.contest);
  const singer = await accountOf(desk, args.account);
  const { currency, terms, address } = contest;
  const before = await currency.balanceOf(singer.address);
  const { receipt, payment } = await pay(desk, contest, singer);
  const after = await currency.balanceOf(singer.address);
  const { ticket, drawBlock } = enteredSchema.parse(eventOf(receipt, contest, "TicketEntered"));
  const { block } = await readClock(desk.connection.ethers.provider);
  return {
    json: {
      contest: address,
      ticket,
      singer: singer.address,
      fee: terms.fee,
      payment,
      drawBlock,
      block,
      balanceBefore: before,
      balanceAfter: after,
      transaction: receipt.hash,
      gas: receipt.gasUsed,
    },
    text: [
      `Ticket ${ticket} for ${singer.address}: ${currency.format(terms.fee)} paid${HOW[payment]}.`,
      `Balance: ${formatChange(currency, before, after)}`,
      `Its melody comes from the hash of block ${drawBlock} and can be drawn from the block after it, for 256 blocks; the chain is at block ${block}.`,
      nextCommand(desk, `melody --ticket ${ticket} --wav melody.wav`),
    ],
  };
}

const HOW: Record<Payment, string> = {
  native: "",
  permit: " with a signed permit",
  approval: " after an approval",
  allowance: " from the allowance that was there",
};

async function pay(
  desk: Desk,
  contest: Contest,
  from: HardhatEthersSigner,
): Promise<{ receipt: ContractTransactionReceipt; payment: Payment }> {
  const { contract, terms, address } = contest;
  if (isNative(contest)) {
    return {
      receipt: await send(CONTEST, { contract, from, method: "enter", value: terms.fee }),
      payment: "native",
    };
  }
  const enough = (await allowanceOf(terms.token, from, address)) >= terms.fee;
  if (!enough) {
    const { now } = await readClock(desk.connection.ethers.provider);
    const permit = await signPermit({
      token: terms.token,
      owner: from,
      spender: address,
      value: terms.fee,
      deadline: now + PERMIT_SECONDS,
      chainId: desk.chainId,
    });
    if (permit !== undefined) {
      const args = [permit.deadline, permit.v, permit.r, permit.s];
      return {
        receipt: await send(CONTEST, { contract, from, method: "enterWithPermit", args }),
        payment: "permit",
      };
    }
    await allowAtLeast(CONTEST, terms.token, from, address, terms.fee);
  }
  const receipt = await send(CONTEST, { contract, from, method: "enter" });
  return { receipt, payment: enough ? "allowance" : "approval" };
}

export default action;
