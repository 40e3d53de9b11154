import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { resolve } from "node:path";

import { SKILLS, type SkillName } from "../../../models/singing-judge/singer/skill.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { writeFileAtomic } from "../../../src/pipeline/files.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { findContest } from "../contest.ts";
import { nextCommand, openDesk, type Desk } from "../desk.ts";
import { exactScore, formatPoints } from "../format/score.ts";
import { withJudge } from "../judge.ts";
import { parseTicket } from "../parse/ticket.ts";
import { readTicket, requireMelody } from "../read/ticket.ts";
import { firstTake, type Take } from "../take.ts";

interface PerformArguments {
  contest?: string;
  ticket?: string;
  skill?: string;
  seed?: string;
  out?: string;
}

const action: NewTaskActionFunction<PerformArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => perform(args, await openDesk(hre)));

/**
 * Lets the singer of the training data sing a ticket's melody, so that a contest can be tried without a microphone. Its take
 * counts in a contest: one that the judge gives 0 is sung again with the next seed.
 */
export async function perform(args: PerformArguments, desk: Desk): Promise<TaskOutput> {
  const number = parseTicket(args.ticket);
  const skill = parseSkill(args.skill ?? "good");
  const first = parseSeed(args.seed ?? "1");
  const contest = await findContest(desk, args.contest);
  const melody = requireMelody(await readTicket(contest, number));
  const take = await withJudge(desk.workspace, async (judge) => firstTake(judge, melody, skill, first));
  const out = args.out ?? `ticket-${number}.wav`;
  await writeFileAtomic(resolve(out), take.wav);
  const { seed, score, seconds, rate } = take;
  return {
    json: {
      contest: contest.address,
      ticket: number,
      skill,
      seed,
      score: exactScore(score),
      out: resolve(out),
      seconds,
      rate,
    },
    text: [
      `The synthetic singer (${skill}, seed ${seed}) sang the melody of ticket ${number}: ${out} (${seconds.toFixed(1)} s). The judge gives it ${formatPoints(score)}.`,
      ...tellPassedOver(first, take),
      nextCommand(desk, `sing --ticket ${number} --wav ${out}`),
    ],
  };
}

function tellPassedOver(first: number, { seed, passedOver }: Take): string[] {
  if (passedOver.length === 0) return [];
  const seeds = seed - first === 1 ? `seed ${first}` : `seeds ${first} to ${seed - 1}`;
  return [`The judge gave 0 to the take of ${seeds}, which no contest counts.`];
}

function parseSkill(text: string): SkillName {
  const known = Object.keys(SKILLS) as SkillName[];
  const skill = known.find((name) => name === text);
  if (skill !== undefined) return skill;
  throw new InputInvalidError("--skill", `nobody sings "${text}"`, `give one of ${known.join(", ")}`);
}

function parseSeed(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InputInvalidError("--seed", `"${text}" is no seed`, "give a whole number such as 7");
}

export default action;
