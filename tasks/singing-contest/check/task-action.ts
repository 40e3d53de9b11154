import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { featuresOf } from "../../../models/singing-judge/audio/features.ts";
import { recordingHash } from "../../../models/singing-judge/audio/recording.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { findContest } from "../contest.ts";
import { openDesk, type Desk } from "../desk.ts";
import { TicketStateError } from "../errors.ts";
import { exactScore } from "../format/score.ts";
import { withJudge } from "../judge.ts";
import { parseTicket } from "../parse/ticket.ts";
import { readTicket, requireMelody } from "../read/ticket.ts";
import { readRecording } from "../sound.ts";

import { fetchRecording } from "./fetch-recording.ts";
import { requireSameJudge } from "../same-judge.ts";

interface CheckArguments {
  contest?: string;
  ticket?: string;
  recording?: string;
}

const action: NewTaskActionFunction<CheckArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => check(args, await openDesk(hre)));

/**
 * Whether a recording is the one that the ticket's attempt committed to, and the judge gives it the score that was proven. Anybody
 * can do this who has the recording; exit code 1 when either does not hold.
 */
export async function check(args: CheckArguments, desk: Desk): Promise<TaskOutput> {
  const number = parseTicket(args.ticket);
  const contest = await findContest(desk, args.contest);
  const ticket = await readTicket(contest, number);
  const melody = requireMelody(ticket);
  if (ticket.score === 0n) {
    throw new TicketStateError(
      number,
      "no attempt was submitted on it",
      "there is nothing to check a recording against",
    );
  }
  const recording =
    args.recording === undefined
      ? await fetchRecording(desk, contest, number)
      : await readRecording(args.recording);
  const committed = recordingHash(recording) === ticket.recordingHash;
  const features = featuresOf(recording, melody);
  const heard = await withJudge(desk.workspace, async (judge) => {
    await requireSameJudge(judge, contest);
    return judge.score(features, melody);
  });
  const { cap } = contest.terms;
  const counted = heard < cap ? heard : cap;
  const agrees = counted === ticket.score;
  return {
    json: {
      contest: contest.address,
      ticket: number,
      recordingHash: recordingHash(recording),
      committed,
      proven: exactScore(ticket.score),
      heard: exactScore(heard),
      counted: exactScore(counted),
      agrees,
    },
    text: [
      `Recording: ${committed ? "the one that the attempt committed to" : "NOT the one that the attempt committed to"}`,
      `Score:     the judge gives it ${exactScore(heard)}${heard > cap ? `, counted as ${exactScore(cap)}` : ""}; proven were ${exactScore(ticket.score)}${agrees ? "" : ": NOT the same"}`,
      committed && agrees
        ? `Ticket ${number} holds: the judge hears in this recording what was proven.`
        : `Ticket ${number} does NOT hold for this recording.`,
    ],
    failed: !committed || !agrees,
  };
}

export default action;
