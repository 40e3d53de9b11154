import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { toBeHex, toQuantity } from "ethers";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { readClock } from "../chain/clock.ts";
import { findContest, type Contest } from "../contest.ts";
import { openDesk, type Desk } from "../desk.ts";
import { DevelopmentChainError, TicketStateError } from "../errors.ts";
import { formatTime } from "../format/time.ts";
import { readState } from "../read/places.ts";
import { phasesOf } from "../read/terms.ts";
import { readTicket } from "../read/ticket.ts";

interface ForwardArguments {
  contest?: string;
  until?: string;
}

const UNTIL = ["draw", "entries-closed", "submissions-closed", "disputes-closed"] as const;
type Until = (typeof UNTIL)[number];

/** Chain ids of development nodes: Hardhat's and anvil's. */
const DEVELOPMENT_CHAIN = 31337n;

const action: NewTaskActionFunction<ForwardArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => forward(args, await openDesk(hre)));

/** Makes a development node mine or move its clock until a contest's next phase. */
export async function forward(args: ForwardArguments, desk: Desk): Promise<TaskOutput> {
  const until = parseUntil(args.until);
  if (desk.chainId !== DEVELOPMENT_CHAIN)
    throw new DevelopmentChainError(desk.chainId, desk.connection.networkName);
  const contest = await findContest(desk, args.contest);
  if (until === "draw") await mineUntilDrawable(desk, contest);
  else await moveClock(desk, await endOf(contest, until));
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
  if (missing > 0n) await ask(desk, "hardhat_mine", [toQuantity(missing)]);
}

async function endOf(contest: Contest, until: Exclude<Until, "draw">): Promise<bigint> {
  const { entriesCloseAt, submissionsCloseAt } = phasesOf(contest.terms);
  if (until === "entries-closed") return entriesCloseAt;
  if (until === "submissions-closed") return submissionsCloseAt;
  return (await readState(contest)).closableAt;
}

async function moveClock(desk: Desk, at: bigint): Promise<void> {
  const latest = await desk.connection.ethers.provider.getBlock("latest");
  if (BigInt(latest?.timestamp ?? 0) >= at) return;
  await ask(desk, "evm_setNextBlockTimestamp", [toBeHex(at)]);
  await ask(desk, "hardhat_mine", ["0x1"]);
}

async function ask({ connection, chainId }: Desk, method: string, params: unknown[]): Promise<void> {
  try {
    await connection.provider.request({ method, params });
  } catch (error) {
    if (/not (found|supported|available)|does not exist|unsupported/i.test(String(error)))
      throw new DevelopmentChainError(chainId, connection.networkName);
    throw error;
  }
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
