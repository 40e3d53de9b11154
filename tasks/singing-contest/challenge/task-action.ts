import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { allowAtLeast } from "../../samples/chain/allowance.ts";
import { send } from "../../samples/chain/send.ts";
import { formatChange } from "../../samples/format/money.ts";
import { formatTime } from "../../samples/format/time.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { isNative } from "../open-contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, openDesk, type Desk } from "../desk.ts";
import { parseTicket } from "../parse/ticket.ts";
import { phasesOf } from "../read/terms.ts";

interface ChallengeArguments extends ContestArguments {
  ticket?: string;
}

const action: NewTaskActionFunction<ChallengeArguments & { json: boolean }> = async (
  { json, ...args },
  hre,
) => showResult(json, async () => challenge(args, await openDesk(hre)));

/** Puts up the bond and demands the recording of a place. */
export async function challenge(args: ChallengeArguments, desk: Desk): Promise<TaskOutput> {
  const ticket = parseTicket(args.ticket);
  const contest = await findContest(desk, args.contest);
  const from = await accountOf(desk, args.account);
  const { contract, address, terms, currency } = contest;
  const bond = terms.challengeBond;
  const before = await currency.balanceOf(from.address);
  const native = isNative(contest);
  if (!native) await allowAtLeast(CONTEST, terms.token, from, address, bond);
  const value = native ? bond : 0n;
  const receipt = await send(CONTEST, { contract, from, method: "challenge", args: [ticket], value });
  const after = await currency.balanceOf(from.address);
  const { revealsCloseAt } = phasesOf(terms);
  return {
    json: {
      contest: address,
      ticket,
      challenger: from.address,
      bond,
      answerBy: revealsCloseAt,
      balanceBefore: before,
      balanceAfter: after,
      transaction: receipt.hash,
      gas: receipt.gasUsed,
    },
    text: [
      `Ticket ${ticket} is challenged for a bond of ${currency.format(bond)}.`,
      `Its singer must publish the recording before ${formatTime(revealsCloseAt)}: then the bond is the singer's, else the place is lost and the bond comes back.`,
      `Balance: ${formatChange(currency, before, after)}`,
    ],
  };
}

export default action;
