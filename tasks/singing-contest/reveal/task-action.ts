import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { recordingBytes, recordingHash } from "../../../models/singing-judge/audio/recording.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { send } from "../../samples/chain/send.ts";
import { requirePath } from "../../samples/parse/file.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { parseTicket } from "../parse/ticket.ts";
import { readRecording } from "../sound.ts";

interface RevealArguments extends ContestArguments {
  ticket?: string;
  recording?: string;
}

const action: NewTaskActionFunction<RevealArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => reveal(args, await openDesk(hre)));

/** Publishes a challenged ticket's recording as call data, for everybody to hear and to judge again. */
export async function reveal(args: RevealArguments, desk: Desk): Promise<TaskOutput> {
  const ticket = parseTicket(args.ticket);
  const recording = await readRecording(requirePath(args.recording, "--recording", "recording"));
  const contest = await findContest(desk, args.contest);
  const from = await accountOf(desk, args.account);
  const bytes = recordingBytes(recording);
  const receipt = await send(CONTEST, {
    contract: contest.contract,
    from,
    method: "reveal",
    args: [ticket, bytes],
  });
  const { challengeBond } = contest.terms;
  return {
    json: {
      contest: contest.address,
      ticket,
      recordingHash: recordingHash(recording),
      bytes: bytes.length,
      bond: challengeBond,
      transaction: receipt.hash,
      gas: receipt.gasUsed,
    },
    text: [
      `The recording of ticket ${ticket} is public: ${bytes.length} bytes (${receipt.gasUsed} gas).`,
      `The bond of ${contest.currency.format(challengeBond)} is owed to its singer: contest claim.`,
      nextCommand(desk, `check --ticket ${ticket}`),
    ],
  };
}

export default action;
