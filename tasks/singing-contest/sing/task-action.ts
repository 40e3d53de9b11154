import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { resolve } from "node:path";

import { featuresOf } from "../../../models/singing-judge/audio/features.ts";
import {
  makeRecording,
  recordingBytes,
  recordingHash,
} from "../../../models/singing-judge/audio/recording.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { requirePath } from "../../samples/parse/file.ts";
import { scopeOfAttempt } from "../attempt.ts";
import { findContest } from "../contest.ts";
import { nextCommand, openDesk, type Desk } from "../desk.ts";
import { exactScore, formatPoints } from "../format/score.ts";
import { withJudge } from "../judge.ts";
import { parseTicket } from "../parse/ticket.ts";
import { readTicket, requireMelody } from "../read/ticket.ts";
import { readSound, recordingBeside } from "../sound.ts";

import { keepSubmitted, requireBetter, requireOpen, requireVoice } from "./requirements.ts";
import { requireSameJudge } from "../same-judge.ts";

interface SingArguments {
  contest?: string;
  ticket?: string;
  wav?: string;
  out?: string;
}

const action: NewTaskActionFunction<SingArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => sing(args, await openDesk(hre)));

/** From a sound file to a proof for its singer, contest, ticket and recording. Nothing is sent to the chain. */
export async function sing(args: SingArguments, desk: Desk): Promise<TaskOutput> {
  const start = performance.now();
  const number = parseTicket(args.ticket);
  const wav = requirePath(args.wav, "--wav", "sound file");
  const contest = await findContest(desk, args.contest);
  const ticket = await readTicket(contest, number);
  const melody = requireMelody(ticket);
  await requireOpen(desk, contest, number);

  const recording = await makeRecording(await readSound(wav), melody);
  const features = featuresOf(recording, melody);
  requireVoice(features, wav);
  const hash = recordingHash(recording);
  return withJudge(desk.workspace, async (judge) => {
    await requireSameJudge(judge, contest);
    const score = await judge.score(features, melody);
    const { cap } = contest.terms;
    const counted = score < cap ? score : cap;
    requireBetter(counted, ticket.score, wav);
    const out = args.out ?? `ticket-${number}.proof.json`;
    await keepSubmitted(recordingBeside(out), hash, ticket);
    const proof = await judge.prove(features, melody, {
      chainId: desk.chainId.toString(),
      consumer: contest.address,
      account: ticket.singer,
      scope: scopeOfAttempt(number, hash),
    });
    // The recording first: a proof without it could be submitted and never defended.
    await writeFileAtomic(resolve(recordingBeside(out)), recordingBytes(recording));
    await writeFileAtomic(resolve(out), `${JSON.stringify(proof, null, 2)}\n`);
    return {
      json: {
        contest: contest.address,
        ticket: number,
        singer: ticket.singer,
        score: exactScore(score),
        counted: exactScore(counted),
        best: exactScore(ticket.score),
        recordingHash: hash,
        out: resolve(out),
        recording: resolve(recordingBeside(out)),
        seconds: (performance.now() - start) / 1000,
      },
      text: [
        `The judge gives ${formatPoints(score)} of 100${score > cap ? `; the contest counts at most ${formatPoints(cap)}` : ""}.`,
        `Proof:     ${out}`,
        `Recording: ${recordingBeside(out)}. Keep it: a challenged place without its recording is lost.`,
        nextCommand(desk, `submit --ticket ${number} --proof ${out} --account ${ticket.singer}`),
      ],
    };
  });
}

export default action;
