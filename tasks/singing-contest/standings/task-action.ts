import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { formatMoment } from "../../samples/format/time.ts";
import { findContest } from "../contest.ts";
import { openDesk, type Desk } from "../desk.ts";
import { exactScore, formatPoints } from "../format/score.ts";
import { divide, readState } from "../read/places.ts";
import { standingsTable } from "../show/standings.ts";

interface StandingsArguments {
  contest?: string;
}

const action: NewTaskActionFunction<StandingsArguments & { json: boolean }> = async (
  { json, ...args },
  hre,
) => showResult(json, async () => standings(args, await openDesk(hre)));

/** The best eight, of whom three win, as things stand. */
export async function standings(args: StandingsArguments, desk: Desk): Promise<TaskOutput> {
  const contest = await findContest(desk, args.contest);
  const state = await readState(contest);
  const { now } = await readClock(desk.connection.ethers.provider);
  const { terms, currency } = contest;
  const { host, prizes } = divide(terms, state.pool, state.places);
  const won = (state.places[0]?.score ?? 0n) >= terms.threshold;
  return {
    json: {
      contest: contest.address,
      outcome: state.outcome,
      pool: state.pool,
      host,
      closableAt: state.closableAt,
      places: state.places.map(({ ticket, singer, score }, index) => ({
        place: index + 1,
        ticket,
        singer,
        score: exactScore(score),
        prize: prizes[index] ?? 0n,
      })),
    },
    text: [
      standingsTable(contest, state),
      `Pool: ${currency.format(state.pool)}${won ? "" : `; no place has reached ${formatPoints(terms.threshold)}, below which every fee is paid back`}`,
      state.outcome === "undecided"
        ? `The contest can be closed ${formatMoment(state.closableAt, now)}.`
        : `The contest is closed: ${state.outcome}.`,
    ],
  };
}

export default action;
