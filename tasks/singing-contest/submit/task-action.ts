import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { z } from "zod";

import { recordingHash } from "../../../models/singing-judge/audio/recording.ts";
import { readTextRequired } from "../../../src/pipeline/files.ts";
import { loadProof, type LoadedProof } from "../../../src/pipeline/verify.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { eventOf, send } from "../../samples/chain/send.ts";
import { RefusedError } from "../../samples/errors.ts";
import { requirePath } from "../../samples/parse/file.ts";
import type { ContestArguments } from "../arguments.ts";
import { findContest } from "../contest.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { exactScore, formatPoints } from "../format/score.ts";
import { parseTicket } from "../parse/ticket.ts";
import { readState } from "../read/places.ts";
import { standingsTable } from "../show/standings.ts";
import { readRecording, recordingBeside } from "../sound.ts";

import { explainContext } from "./explain-context.ts";

interface SubmitArguments extends ContestArguments {
  ticket?: string;
  proof?: string;
  recording?: string;
}

const submittedSchema = z.object({ score: z.bigint() });

const action: NewTaskActionFunction<SubmitArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => submit(args, await openDesk(hre)));

/** Sends a proof to the contest. The recording stays here; only its hash goes along. */
export async function submit(args: SubmitArguments, desk: Desk): Promise<TaskOutput> {
  const ticket = parseTicket(args.ticket);
  const file = requirePath(args.proof, "--proof", "proof");
  const proof: LoadedProof = loadProof(await readTextRequired(file, "the proof file"), file);
  const hash = recordingHash(await readRecording(args.recording ?? recordingBeside(file)));
  const contest = await findContest(desk, args.contest);
  const from = await accountOf(desk, args.account);
  const { contract, address } = contest;
  const receipt = await send(CONTEST, {
    contract,
    from,
    method: "submit",
    args: [ticket, hash, proof.proof, proof.instances],
  }).catch((error: unknown) => {
    const context = proof.file?.context;
    if (!(error instanceof RefusedError) || error.refusal !== "EzklContextMismatch" || !context) throw error;
    throw explainContext(error, context, { chainId: desk.chainId, consumer: address, account: from.address });
  });
  const { score } = submittedSchema.parse(eventOf(receipt, contest, "AttemptSubmitted"));
  const state = await readState(contest);
  const place = state.places.findIndex((standing) => standing.ticket === ticket) + 1;
  return {
    json: {
      contest: address,
      ticket,
      singer: from.address,
      score: exactScore(score),
      place: place === 0 ? null : place,
      recordingHash: hash,
      transaction: receipt.hash,
      gas: receipt.gasUsed,
    },
    text: [
      `Ticket ${ticket} counts with ${formatPoints(score)} (${receipt.gasUsed} gas).`,
      standingsTable(contest, state),
      nextCommand(desk, "standings"),
    ],
  };
}

export default action;
