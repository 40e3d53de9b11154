import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { parseTicket } from "../parse/ticket.ts";
import { readTicket } from "../read/ticket.ts";

interface RefundArguments extends ContestArguments {
  ticket?: string;
}

const refundedSchema = z.object({ account: z.string(), amount: z.bigint() });

const action: NewTaskActionFunction<RefundArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => refund(args, await openDesk(hre)));

/** Has a ticket paid back; whoever sends this, it goes to the ticket's singer, or to the challenger where all tickets were struck. */
export async function refund(args: RefundArguments, desk: Desk): Promise<TaskOutput> {
  const ticket = parseTicket(args.ticket);
  const contest = await findContest(desk, args.contest);
  const { contract, address, currency } = contest;
  const { challenge, challenger, singer } = await readTicket(contest, ticket);
  const receiver = challenge === "struck" ? challenger : singer;
  const before = await currency.balanceOf(receiver);
  const from = await accountOf(desk, args.account);
  const receipt = await send(CONTEST, { contract, from, method: "refund", args: [ticket] });
  const after = await currency.balanceOf(receiver);
  const { account, amount } = refundedSchema.parse(eventOf(receipt, contest, "TicketRefunded"));
  return {
    json: {
      contest: address,
      ticket,
      account,
      amount,
      balanceBefore: before,
      balanceAfter: after,
      transaction: receipt.hash,
      gas: receipt.gasUsed,
    },
    text: [
      `${currency.format(amount)} of ticket ${ticket} paid back to ${account}.`,
      `Balance: ${formatChange(currency, before, after)}`,
    ],
  };
}

export default action;
