import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";

const claimedSchema = z.object({ amount: z.bigint() });

const action: NewTaskActionFunction<ContestArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => claim(args, await openDesk(hre)));

/** Pays the account all that the contest owes it. */
export async function claim(args: ContestArguments, desk: Desk): Promise<TaskOutput> {
  const contest = await findContest(desk, args.contest);
  const { contract, address, currency } = contest;
  const from = await accountOf(desk, args.account);
  const before = await currency.balanceOf(from.address);
  const receipt = await send(CONTEST, { contract, from, method: "claim" });
  const after = await currency.balanceOf(from.address);
  const { amount } = claimedSchema.parse(eventOf(receipt, contest, "PrizeClaimed"));
  return {
    json: {
      contest: address,
      account: from.address,
      amount,
      balanceBefore: before,
      balanceAfter: after,
      transaction: receipt.hash,
      gas: receipt.gasUsed,
      gasPaid: receipt.fee,
    },
    text: [
      `${currency.format(amount)} paid to ${from.address}.`,
      `Balance: ${formatChange(currency, before, after)}`,
    ],
  };
}

export default action;
