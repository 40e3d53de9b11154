import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { mineBlocks, moveClock, requireDevelopment } from "../../samples/chain/development.ts";
import { formatTime } from "../../samples/format/time.ts";
import { findContest } from "../contest.ts";
import type { Contest } from "../open-contest.ts";
import { CONTEST } from "../dapp.ts";
import { openDesk, type Desk } from "../desk.ts";
import { TicketStateError } from "../errors.ts";
import { readState } from "../read/places.ts";
import { phasesOf } from "../read/terms.ts";
import { readTicket } from "../read/ticket.ts";

interface ForwardArguments {
  contest?: string;
  until?: string;
}

const UNTIL = ["draw", "entries-closed", "submissions-closed", "disputes-closed"] as const;
type Until = (typeof UNTIL)[number];

const action: NewTaskActionFunction<ForwardArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => forward(args, await openDesk(hre)));

/** Makes a development node mine or move its clock until a contest's next phase. */
export async function forward(args: ForwardArguments, desk: Desk): Promise<TaskOutput> {
  const until = parseUntil(args.until);
  requireDevelopment(CONTEST, desk);
  const contest = await findContest(desk, args.contest);
  if (until === "draw") await mineUntilDrawable(desk, contest);
  else await moveClock(CONTEST, desk, await endOf(contest, until));
  const { now, block } = await readClock(desk.connection.ethers.provider);
  return {
    json: { contest: contest.address, until, now, block },
    text: `The chain is at block ${block} and ${formatTime(now)}.`,
  };
}

/** Mines until the latest ticket's melody can be drawn, and with it those of the tickets bought shortly before. */
async function mineUntilDrawable(desk: Desk, contest: Contest): Promise<void> {
  const { ticketCount } = await readState(contest);
  if (ticketCount === 0n)
    throw new TicketStateError(0n, "nobody has entered yet", "buy a ticket: npx hardhat contest enter");
  const { drawBlock } = await readTicket(contest, ticketCount);
  const { block } = await readClock(desk.connection.ethers.provider);
  // The draw itself is in the block after the one whose hash it takes.
  const missing = drawBlock - BigInt(block);
  if (missing > 0n) await mineBlocks(CONTEST, desk, missing);
}

async function endOf(contest: Contest, until: Exclude<Until, "draw">): Promise<bigint> {
  const { entriesCloseAt, submissionsCloseAt } = phasesOf(contest.terms);
  if (until === "entries-closed") return entriesCloseAt;
  if (until === "submissions-closed") return submissionsCloseAt;
  return (await readState(contest)).closableAt;
}

function parseUntil(text: string | undefined): Until {
  const until = UNTIL.find((name) => name === text);
  if (until !== undefined) return until;
  throw new InputInvalidError(
    "--until",
    text === undefined ? "no phase was named" : `there is no phase "${text}"`,
    `give one of ${UNTIL.join(", ")}`,
  );
}

export default action;
