import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { table } from "../../ui/table.ts";
import { eventOf, eventsOf, send } from "../../samples/chain/send.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";

const closedSchema = z.object({ pool: z.bigint(), hostCut: z.bigint() });
const struckSchema = z.object({ ticket: z.bigint() });
const awardSchema = z.object({
  ticket: z.bigint(),
  singer: z.string(),
  place: z.bigint(),
  amount: z.bigint(),
});

const action: NewTaskActionFunction<ContestArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => close(args, await openDesk(hre)));

/** Ends the contest. What it credits is claimed by each winner, or each fee is paid back. */
export async function close(args: ContestArguments, desk: Desk): Promise<TaskOutput> {
  const contest = await findContest(desk, args.contest);
  const { contract, address, currency, terms } = contest;
  const receipt = await send(CONTEST, {
    contract,
    from: await accountOf(desk, args.account),
    method: "close",
  });
  const { pool, hostCut } = closedSchema.parse(eventOf(receipt, contest, "ContestClosed"));
  const struck = eventsOf(receipt, contest, "TicketStruck").map((event) => struckSchema.parse(event).ticket);
  const prizes = eventsOf(receipt, contest, "PrizeAwarded")
    .map((event) => awardSchema.parse(event))
    .map(({ place, ...award }) => ({ place: place + 1n, ...award }))
    .sort((a, b) => Number(a.place - b.place));
  const won = prizes.length > 0;
  return {
    json: {
      contest: address,
      outcome: won ? "won" : "void",
      pool,
      host: hostCut,
      prizes,
      struck,
      transaction: receipt.hash,
      gas: receipt.gasUsed,
    },
    text: [
      `The contest is closed; its pool was ${currency.format(pool)}.`,
      ...struck.map((ticket) => `Ticket ${ticket} lost its place: its recording was not published.`),
      ...(won
        ? [
            table(
              ["place", "ticket", "singer", "prize"],
              prizes.map(({ place, ticket, singer, amount }) => [
                ...[String(place), String(ticket), singer, currency.format(amount)],
              ]),
            ),
            ...(hostCut > 0n ? [`Host ${terms.host}: ${currency.format(hostCut)}`] : []),
            nextCommand(desk, "claim --account NUMBER"),
          ]
        : [
            "No place reached the threshold: every fee is paid back.",
            nextCommand(desk, "refund --ticket NUMBER"),
          ]),
    ],
  };
}

export default action;
