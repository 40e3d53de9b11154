import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { keyValueTable } from "../../ui/table.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { findContest } from "../contest.ts";
import { openDesk, type Desk } from "../desk.ts";
import { exactScore } from "../format/score.ts";
import { readState } from "../read/places.ts";
import { phasesOf } from "../read/terms.ts";
import { readTickets } from "../read/ticket.ts";
import { momentsOf, termsOf } from "../show/terms.ts";
import { standingOf, ticketsTable } from "../show/tickets.ts";

interface StatusArguments {
  contest?: string;
}

const action: NewTaskActionFunction<StatusArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => status(args, await openDesk(hre)));

/** All about a contest: terms, times, tickets, pool. */
export async function status(args: StatusArguments, desk: Desk): Promise<TaskOutput> {
  const contest = await findContest(desk, args.contest);
  const [state, tickets, clock] = await Promise.all([
    readState(contest),
    readTickets(contest),
    readClock(desk.connection.ethers.provider),
  ]);
  const { outcome, pool, ticketCount, openChallenges, closableAt } = state;
  const limits = { clock, submissionsCloseAt: contest.terms.submissionsCloseAt };
  return {
    json: {
      contest: contest.address,
      chainId: desk.chainId,
      terms: contest.terms,
      phases: phasesOf(contest.terms),
      outcome,
      pool,
      ticketCount,
      openChallenges,
      closableAt,
      now: clock.now,
      block: clock.block,
      tickets: tickets.map(({ score, melody, ...ticket }) => ({
        ...ticket,
        melody: melody ?? null,
        score: exactScore(score),
        state: standingOf({ ...ticket, score, melody }, limits),
      })),
    },
    text: [
      keyValueTable({
        contest: `${contest.address} on chain ${desk.chainId}`,
        ...termsOf(contest),
        ...momentsOf(contest.terms, clock.now),
        pool: contest.currency.format(pool),
        outcome: outcome,
      }),
      ticketsTable(tickets, limits),
    ],
  };
}

export default action;
